package cli

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"glossator/generator/compose"
	"glossator/generator/content"
	"glossator/generator/crosslink"
	"glossator/generator/publish"
	"glossator/generator/shelf"
)

// toldChanges is how many changes of published addresses are told each in a line of its own; of the others each file has one.
const toldChanges = 5

// sayAddresses says what has become of published addresses, if anything has: how many have moved, been reworded or gone, and
// which, but for those of which there are findings.
func (o *opened) sayAddresses() {
	changes := o.c.AddressChanges()
	if len(changes) == 0 {
		return
	}
	p := o.program
	words := map[crosslink.Outcome]string{crosslink.Moved: "moved", crosslink.Reworded: "reworded", crosslink.Joined: "joined to another", crosslink.Ended: "gone"}
	counts := map[crosslink.Outcome]int{}
	var untold []compose.AddressChange
	for _, c := range changes {
		counts[c.What]++
		if !c.Warned {
			untold = append(untold, c)
		}
	}
	var sums []string
	for what := crosslink.Moved; what <= crosslink.Ended; what++ {
		if counts[what] > 0 {
			sums = append(sums, fmt.Sprintf("%d %s", counts[what], words[what]))
		}
	}
	p.say("published addresses: %s", strings.Join(sums, ", "))
	first := min(len(untold), toldChanges)
	for _, c := range untold[:first] {
		p.say("  %s: %s %s", c.At, c.ID, words[c.What])
	}
	for rest := untold[first:]; len(rest) > 0; {
		file, told := rest[0].At.File, []string{}
		for len(rest) > 0 && rest[0].At.File == file {
			told = append(told, rest[0].ID+" "+words[rest[0].What])
			rest = rest[1:]
		}
		p.say("  %s: %s", file, strings.Join(told, ", "))
	}
	if counts[crosslink.Moved]+counts[crosslink.Reworded] > 0 {
		p.say("  each leads to its words as they are now; to give one to other words, take %s as it was from version control\n"+
			"  and write {#p12}, or whichever it is, at the end of the paragraph that is to have it; a table or code has it from\n"+
			"  ::: {#p12} in a line above and ::: in one below, a note by its label", compose.LockFile)
	}
}

// recordAddresses keeps the addresses that are about to be published, and gives the hash of all: one that is recorded and not
// published does no harm, one that is published and not recorded may be given to other words. The file is replaced in one step.
func (o *opened) recordAddresses() (sum shelf.Key, err error) {
	lock, err := o.c.Lock()
	if err != nil {
		return sum, fmt.Errorf("%w; the site is as it was: build again", err)
	}
	var there string
	var meanwhile sync.WaitGroup
	meanwhile.Go(func() {
		there, err = hashFile(func() (fs.File, error) { return content.Open(o.root, compose.LockFile) })
	})
	h := sha256.New()
	lock.WriteTo(h)
	sum = shelf.Key(h.Sum(nil))
	meanwhile.Wait()
	if err == nil && there == hex.EncodeToString(sum[:]) {
		return sum, nil
	}
	read := ""
	if was := o.c.PublishedSum(); was != (shelf.Key{}) {
		read = hex.EncodeToString(was[:])
	}
	if (err == nil || errors.Is(err, fs.ErrNotExist)) && there != read {
		return sum, fmt.Errorf("%s has changed since the edition was read, as another build changes it; the site is as it was: build again", filepath.Join(o.program.content, compose.LockFile))
	}
	const temporary = "." + compose.LockFile + ".new"
	o.root.Remove(temporary) // what a killed build has left, or a link
	f, err := o.root.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err == nil {
		w := bufio.NewWriterSize(f, 1<<16)
		_, err = lock.WriteTo(w)
		err = errors.Join(err, w.Flush(), f.Close())
	}
	if err == nil {
		err = o.root.Rename(temporary, compose.LockFile)
	}
	if err != nil {
		o.root.Remove(temporary)
		return sum, fmt.Errorf("the addresses cannot be recorded in %s: %w; the site is as it was: %s", filepath.Join(o.program.content, compose.LockFile), bare(err), publish.Advice(err))
	}
	return sum, nil
}

package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"glossator/generator/parallel"
)

// stamp is a file's size and time, by which a later build sees that nobody has touched it.
type stamp struct{ size, time int64 }

func stampOf(info fs.FileInfo) stamp { return stamp{info.Size(), info.ModTime().UnixNano()} }

// stamps are those of the new site's files, which lie in the folder; of one that cannot be looked at there is none. An old
// file was looked at when it was taken over: what has been done to it since is for the next build to see.
func (p *Publication) stamps(folder *tree, files []listed) []stamp {
	stamps := make([]stamp, len(files))
	parallel.Each(len(files), func(i int) error {
		if old := files[i].old; old != nil {
			stamps[i] = stampOf(old)
		} else if info, err := folder.Lstat(files[i].name); err == nil {
			stamps[i] = stampOf(info)
		}
		return nil
	})
	return stamps
}

// state is what is known of a site beside its manifest.
type state struct {
	stateHead
	files map[string]known
}

// stateHead is what a state begins with.
type stateHead struct {
	key      string // of what the site was made from; "" when that is not known
	manifest string // hash of the site's manifest, in hexadecimal digits
}

// known is what is known of a file.
type known struct {
	stamp
	ground Ground // zero for none
}

// Ground is a hash of all that a file was made from.
type Ground [16]byte

// stateMark is the first line of a state.
const stateMark = "glossator state 3\n"

// readState reads what writeState wrote; without it, files are compared by their bytes.
func (w *place) readState() state {
	head, lines := w.openState()
	s := state{head, make(map[string]known, strings.Count(lines, "\n"))}
	for line := range strings.Lines(lines) {
		f, ok := readStamped(line)
		if !ok {
			continue
		}
		k := known{stamp: f.stamp}
		if len(f.ground) == hex.EncodedLen(len(k.ground)) {
			hex.Decode(k.ground[:], []byte(f.ground)) // one that is none is no file's
		}
		s.files[f.path] = k
	}
	return s
}

// stamped is a line of a state: a file with its stamp, and its ground in hexadecimal digits or "-".
type stamped struct {
	stamp
	ground, path string
}

func readStamped(line string) (f stamped, ok bool) {
	size, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
	time, rest, _ := strings.Cut(rest, " ")
	f.ground, f.path, _ = strings.Cut(rest, " ")
	var err, failed error
	f.size, err = strconv.ParseInt(size, 10, 64)
	f.time, failed = strconv.ParseInt(time, 10, 64)
	return f, err == nil && failed == nil
}

// openState gives what a state begins with, and its lines.
func (w *place) openState() (head stateHead, lines string) {
	if !w.hasState() {
		return stateHead{}, ""
	}
	b, err := w.ReadFile(w.beside("state"))
	if err != nil {
		return stateHead{}, ""
	}
	return readStateHead(string(b))
}

// hasState says that there is a state, in a file.
func (w *place) hasState() bool {
	info, err := w.Lstat(w.beside("state"))
	return err == nil && info.Mode().IsRegular()
}

func readStateHead(b string) (head stateHead, lines string) {
	lines, ok := strings.CutPrefix(b, stateMark)
	for _, field := range []struct {
		name  string
		value *string
	}{{"key ", &head.key}, {"manifest ", &head.manifest}} {
		var line string
		line, lines, _ = strings.Cut(lines, "\n")
		var found bool
		*field.value, found = strings.CutPrefix(line, field.name)
		ok = ok && found
	}
	if !ok {
		return stateHead{}, ""
	}
	return head, lines
}

// writeState keeps the state of the files that have a stamp for the next build. That it cannot be written costs time only.
func (w *place) writeState(head stateHead, files []listed, stamps []stamp) {
	const line = 120 // bytes, about
	b := fmt.Appendf(make([]byte, 0, line*(len(files)+2)), "%skey %s\nmanifest %s\n", stateMark, head.key, head.manifest)
	for i, f := range files {
		if stamps[i] == (stamp{}) {
			continue
		}
		b = strconv.AppendInt(b, stamps[i].size, 10)
		b = append(strconv.AppendInt(append(b, ' '), stamps[i].time, 10), ' ')
		if f.ground != (Ground{}) && head.key != "" {
			b = hex.AppendEncode(b, f.ground[:])
		} else {
			b = append(b, '-')
		}
		b = append(append(append(b, ' '), f.name...), '\n')
	}
	temporary := w.beside("state.tmp")
	to, err := w.fresh(temporary, 0o644)
	if err != nil {
		return
	}
	_, err = to.Write(b)
	if errors.Join(err, to.Close()) == nil {
		w.Rename(temporary, w.beside("state"))
	}
}

// MadeFrom is the key with which the site in the folder was published; "" when that is not known.
func MadeFrom(dir string) string {
	w, err := openPlace(dir)
	if err != nil {
		return ""
	}
	defer w.Close()
	site, err := w.openTree(w.name)
	if err != nil {
		return ""
	}
	defer site.close()
	manifest, err := site.ReadFile(ManifestName)
	head := w.stateHead()
	if err != nil || head != headOf(head.key, manifest) {
		return ""
	}
	return head.key
}

// Published says that the folder holds the site that was published with the key, as it was written, and of how many
// files. It does not wait for a build that is going on.
func Published(dir, key string) (files int, ok bool) {
	if key == "" {
		return 0, false
	}
	w, err := openPlace(dir)
	if err != nil {
		return 0, false
	}
	defer w.Close()
	if w.stateHead().key != key {
		return 0, false
	}
	site, err := w.openTree(w.name)
	if err != nil {
		return 0, false
	}
	defer site.close()
	manifest, err := site.ReadFile(ManifestName)
	head, lines := w.openState()
	if err != nil || head != headOf(key, manifest) {
		return 0, false
	}
	var all []stamped
	for line := range strings.Lines(lines) {
		if f, ok := readStamped(line); ok {
			all = append(all, f)
		}
	}
	if len(all) != bytes.Count(manifest, []byte("\n")) { // the state is damaged, or a file could not be looked at
		return 0, false
	}
	touched := errors.New("not as it was written")
	return len(all), parallel.Each(len(all), func(i int) error {
		if info, err := site.Lstat(all[i].path); err != nil || stampOf(info) != all[i].stamp {
			return touched
		}
		return nil
	}) == nil
}

// stateHead is what the state begins with, of which no more is read.
func (w *place) stateHead() stateHead {
	if !w.hasState() {
		return stateHead{}
	}
	f, err := w.Open(w.beside("state"))
	if err != nil {
		return stateHead{}
	}
	defer f.Close()
	b := make([]byte, len(stateMark)+256)
	n, _ := io.ReadFull(f, b)
	head, _ := readStateHead(string(b[:n]))
	return head
}

// headOf is what the state begins with of a site that was published with the key.
func headOf(key string, manifest []byte) stateHead {
	s := sha256.Sum256(manifest)
	return stateHead{key, hex.EncodeToString(s[:])}
}

package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"glossator/generator/compose"
	"glossator/generator/content"
	"glossator/generator/parallel"
	"glossator/generator/shelf"
)

// inputs is what a build is made from, by which it is known that a site need not be made again: the hashes of every
// file of the content and layouts folders, of the program itself, and what else it is told.
type inputs map[string]string

// inputs reads and hashes them, and gives what is known of the essays' files then. That something cannot be read is for the
// build to say.
func (p *program) inputs() (inputs, content.Index, error) {
	go programHash() // beside what is read one after another
	in := inputs{"drafts": fmt.Sprint(p.drafts), "date": os.Getenv("SOURCE_DATE_EPOCH"), "locales": systemLocales()}
	var known content.Index
	err := in.add(p.content, func(root *os.Root) content.Index {
		known = content.Scan(root)
		return known
	})
	if err == nil {
		err = in.add(p.layouts, func(*os.Root) content.Index { return content.Index{} })
	}
	if err == nil {
		in["program"], err = programHash()
	}
	if err != nil {
		return nil, known, err
	}
	return in, known, nil
}

// programHash is that of the program itself.
var programHash = sync.OnceValues(func() (string, error) {
	program, err := os.Executable()
	if err != nil {
		return "", err
	}
	return hashFile(func() (fs.File, error) { return os.Open(program) })
})

// shelf is where texts lie from one run to the next. Where it cannot be known what program this is, they lie there for this
// run alone.
func (p *program) shelf() *shelf.Shelf {
	hash, err := programHash()
	if err != nil {
		return shelf.Open("", shelf.Key{})
	}
	return shelf.Open(p.keptFolder(), sha256.Sum256([]byte(hash)))
}

// systemLocales are the system's locales, by name, size and time.
func systemLocales() string {
	var b strings.Builder
	entries, _ := os.ReadDir(filepath.Join(systemStyles, "locales")) // where there is none nothing is found
	for _, e := range entries {
		if info, err := e.Info(); err == nil {
			fmt.Fprintln(&b, info.Name(), info.Size(), info.ModTime().UnixNano())
		}
	}
	return b.String()
}

// add adds the files of a folder, on all cores; those that are known need not be read. There may be no such folder.
func (in inputs) add(folder string, scan func(*os.Root) content.Index) error {
	root, err := os.OpenRoot(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer root.Close()
	known := scan(root)
	var names []string
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	hashes := make([]string, len(names))
	failed := parallel.Each(len(names), func(i int) (err error) {
		if hash, ok := known.Hash(names[i]); ok {
			hashes[i] = hex.EncodeToString(hash)
			return nil
		}
		hashes[i], err = hashFile(func() (fs.File, error) { return content.Open(root, names[i]) })
		return err
	})
	for i, name := range names {
		in[folder+"/"+name] = hashes[i]
	}
	return errors.Join(err, failed)
}

func hashFile(open func() (fs.File, error)) (string, error) {
	f, err := open()
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), err
}

// recorded are the inputs after a build has recorded its addresses, given the hash of those.
func (in inputs) recorded(content string, lock shelf.Key) inputs {
	if in == nil {
		return nil
	}
	in = maps.Clone(in)
	in[content+"/"+compose.LockFile] = hex.EncodeToString(lock[:])
	return in
}

// base is a hash of all of them but the texts of essays and the addresses that these have, given the essays' files; zero when
// they could not be read.
func (in inputs) base(folder string, essays []content.EssayFile) shelf.Key {
	if in == nil {
		return shelf.Key{}
	}
	in = maps.Clone(in)
	delete(in, folder+"/"+compose.LockFile)
	delete(in, folder+"/"+proofFile) // of which no page has anything
	for _, f := range essays {
		in[folder+"/"+f.Path] = hex.EncodeToString(f.FrontHash[:])
	}
	return sha256.Sum256([]byte(in.key()))
}

// key stands for all of them; "" when they could not be read.
func (in inputs) key() string {
	if in == nil {
		return ""
	}
	var b []byte
	for _, name := range slices.Sorted(maps.Keys(in)) {
		b = append(strconv.AppendQuote(b, name), ' ')
		b = append(append(b, in[name]...), '\n')
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

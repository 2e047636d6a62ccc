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
	"glossator/generator/portable"
	"glossator/generator/shelf"
)

// inputs is what a build is made from, by which it is known that a site need not be made again: the hashes of every
// file of the content and layouts folders, of the program itself, and what else it is told.
type inputs struct {
	edition map[string]string      // what is an editor's: files, and whether drafts are taken in
	machine map[string]string      // what is where it is built
	folders map[string]string      // where the files lie, by what their names begin with
	hashed  map[string]fs.FileInfo // how they were when they were hashed; nil for an essay that is known, which is believed
}

// inputs reads and hashes them, and gives what is known of the essays' files then. That something cannot be read is for the
// build to say.
func (p *program) inputs() (*inputs, content.Index, error) {
	go programHash() // beside what is read one after another
	in := &inputs{
		edition: map[string]string{"drafts": fmt.Sprint(p.drafts)},
		machine: map[string]string{"date": os.Getenv("SOURCE_DATE_EPOCH"), "locales": systemLocales()},
		folders: map[string]string{"content": p.content, "layouts": p.layouts},
		hashed:  map[string]fs.FileInfo{},
	}
	var known content.Index
	err := in.add("content", func(root *os.Root) content.Index {
		known = content.Scan(root)
		return known
	})
	if err == nil {
		err = in.add("layouts", func(*os.Root) content.Index { return content.Index{} })
	}
	if err == nil {
		in.machine["program"], err = programHash()
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
func (in *inputs) add(folder string, scan func(*os.Root) content.Index) error {
	root, err := os.OpenRoot(in.folders[folder])
	if errors.Is(err, fs.ErrNotExist) && in.folders[folder] == folder { // nobody has named it
		return nil
	}
	if err != nil {
		return err
	}
	defer root.Close()
	known := scan(root)
	names, err := filesIn(root)
	hashes, infos := make([]string, len(names)), make([]fs.FileInfo, len(names))
	failed := parallel.Each(len(names), func(i int) (err error) {
		if hash, ok := known.Hash(names[i]); ok {
			hashes[i] = hex.EncodeToString(hash)
			return nil
		}
		switch infos[i], err = stands(root, names[i]); {
		case err != nil:
		case infos[i].Mode()&fs.ModeSymlink != 0:
			hashes[i], err = root.Readlink(names[i])
		default:
			hashes[i], err = hashFile(func() (fs.File, error) { return content.Open(root, names[i]) })
		}
		return err
	})
	for i, file := range names {
		in.edition[folder+"/"+file] = hashes[i]
		in.hashed[folder+"/"+file] = infos[i]
	}
	return errors.Join(err, failed)
}

// filesIn are the paths of a folder's files that can be part of an edition.
func filesIn(root *os.Root) (names []string, err error) {
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case d != nil && d.IsDir() && portable.Hidden(name): // of which it does not matter whether it can be read
			return fs.SkipDir
		case err != nil || d.IsDir() || portable.Ignored(name):
			return err
		}
		names = append(names, name)
		return nil
	})
	return names, err
}

// stands is how a file stands there; of a link, the file of the folder that it leads to, or the link where it leads to none.
func stands(root *os.Root, name string) (fs.FileInfo, error) {
	if info, err := root.Stat(name); err == nil && !info.IsDir() {
		return info, nil
	}
	return root.Lstat(name)
}

// stand says that what has been read since the files were hashed is what was hashed: that nobody has saved, added or removed
// one.
func (in *inputs) stand() bool {
	if in == nil {
		return false
	}
	there := 0
	for folder, path := range in.folders {
		root, err := os.OpenRoot(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return false
		}
		defer root.Close()
		names, err := filesIn(root)
		if err != nil {
			return false
		}
		there += len(names)
		for _, name := range names {
			was, ok := in.hashed[folder+"/"+name]
			if !ok {
				return false
			}
			if was == nil {
				continue
			}
			is, err := stands(root, name)
			if err != nil || was.Size() != is.Size() || !was.ModTime().Equal(is.ModTime()) {
				return false
			}
		}
	}
	return there == len(in.hashed)
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
func (in *inputs) recorded(lock shelf.Key) *inputs {
	if in == nil {
		return nil
	}
	after := &inputs{edition: maps.Clone(in.edition), machine: in.machine}
	after.edition["content/"+compose.LockFile] = hex.EncodeToString(lock[:])
	return after
}

// base is a hash of all of them but the texts of essays and the addresses that these have, given the essays' files; zero when
// they could not be read.
func (in *inputs) base(essays []content.EssayFile) shelf.Key {
	if in == nil {
		return shelf.Key{}
	}
	rest := &inputs{edition: maps.Clone(in.edition), machine: in.machine}
	delete(rest.edition, "content/"+compose.LockFile)
	delete(rest.edition, "content/"+proofFile) // no page has anything of it
	for _, f := range essays {
		rest.edition["content/"+f.Path] = hex.EncodeToString(f.FrontHash[:])
	}
	return sha256.Sum256([]byte(rest.key()))
}

// key stands for all of them: for what is an editor's, and behind a full stop for the rest. It is "" when they could not be
// read.
func (in *inputs) key() string {
	if in == nil {
		return ""
	}
	return in.editionKey() + hashOf(in.machine)
}

// editionKey is the beginning of the key, which stands for what is an editor's. It is that of a site, too, which is to be
// made again all the same.
func (in *inputs) editionKey() string {
	if in == nil {
		return ""
	}
	return hashOf(in.edition) + "."
}

func hashOf(in map[string]string) string {
	var b []byte
	for _, name := range slices.Sorted(maps.Keys(in)) {
		b = append(strconv.AppendQuote(b, name), ' ')
		b = append(append(b, in[name]...), '\n')
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

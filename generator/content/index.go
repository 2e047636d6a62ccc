package content

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"glossator/generator/edition"
	"glossator/generator/parallel"
)

// Index is what the files of essays held when they were read, maybe by an earlier run. One that nobody has touched since, as
// the system says, is not read again by [Load]: the index has its hash and its front matter; one that [Scan] gave
// is believed as it is. It holds nothing that depends on the program, and an empty one costs time only.
type Index struct {
	files map[string]indexed
	fresh bool // the files have just been read
	size  int  // of all files, of which some may have been written too lately to be known
}

// indexed is a file as it was.
type indexed struct {
	Path    string
	Touched touched
	Size    int
	Hash    []byte // of all that the essay was read from
	Front   []byte // up to where the text begins
}

// touched is by what a system shows that a file is still the one that was read.
type touched struct {
	Size, Saved int64 // bytes; nanoseconds since 1970
	Changed     int64 // when the file was last written, renamed or given another time, which no program can feign; 0 where the system does not say
}

const (
	indexHead = "glossator essays 1\n"
	lately    = 2 * time.Second // within which a file may be written twice and seem to have been written once
)

// ReadIndex reads what [Index.Bytes] gave. Of other bytes it is empty.
func ReadIndex(b []byte) Index {
	rest, ok := bytes.CutPrefix(b, []byte(indexHead))
	var list []indexed
	if !ok || gob.NewDecoder(bytes.NewReader(rest)).Decode(&list) != nil {
		return Index{}
	}
	x := Index{files: make(map[string]indexed, len(list))}
	for _, f := range list {
		x.files[f.Path] = f
		x.size += f.Size
	}
	return x
}

// Scan reads the essays' files, for [Load] to read them no more. What is wrong with one is for Load to say.
func Scan(root *os.Root) Index {
	l := &loader{root: root, folder: &Folder{}}
	names := l.list("essays", ".md", edition.OfEssay)
	read := make([]EssayFile, len(names))
	rooms := sync.Pool{New: func() any { return new([]byte) }}
	parallel.Each(len(names), func(i int) error {
		room := rooms.Get().(*[]byte)
		defer rooms.Put(room)
		f, b, _ := l.essayFile(*room, names[i])
		if cap(b) > cap(*room) {
			*room = b
		}
		_, body, _ := cutFront(b)
		f.setFront(b[:body])
		read[i] = f
		return nil
	})
	x := Index{files: make(map[string]indexed, len(names)), fresh: true}
	for i := range read {
		x.add(&read[i])
	}
	return x
}

// Hash is that of an essay's file, where it is known.
func (x Index) Hash(path string) (hash []byte, ok bool) {
	f, ok := x.files[path]
	return f.Hash, ok
}

// Size is that of all files that were read, in bytes.
func (x Index) Size() int { return x.size }

// Index is what is known of the essays' files now; anew says that it is more than Load was given.
func (f *Folder) Index() (x Index, anew bool) {
	x = Index{files: make(map[string]indexed, len(f.Essays))}
	for i := range f.Essays {
		anew = x.add(&f.Essays[i]) && !f.Essays[i].indexed || anew
	}
	return x, anew
}

// add adds a file, where its front matter is known.
func (x *Index) add(f *EssayFile) bool {
	x.size += f.Size
	if len(f.front) == 0 {
		return false
	}
	x.files[f.Path] = indexed{Path: f.Path, Touched: f.touched, Size: f.Size, Hash: f.Hash[:], Front: f.front}
	return true
}

// setFront notes the front matter of a file that has just been read, unless it had been written so lately that it could have
// been written again unseen.
func (f *EssayFile) setFront(front []byte) {
	if f.touched.settled() {
		f.front = slices.Clone(front)
	}
}

// Bytes are for [ReadIndex].
func (x Index) Bytes() []byte {
	list := slices.SortedFunc(maps.Values(x.files), func(a, b indexed) int { return strings.Compare(a.Path, b.Path) })
	b := bytes.NewBufferString(indexHead)
	gob.NewEncoder(b).Encode(list) // to memory, of what gob can write
	return b.Bytes()
}

// touched is how a file stands there now; zero where that cannot be seen.
func (l *loader) touched(name string) touched {
	info, err := l.root.Stat(name)
	if err != nil || !info.Mode().IsRegular() {
		return touched{}
	}
	return touchedOf(info)
}

func touchedOf(info fs.FileInfo) touched {
	return touched{info.Size(), info.ModTime().UnixNano(), changed(info)}
}

// settled says that a file which is written after it has been read, now, will be seen to have been touched.
func (t touched) settled() bool {
	return t.Changed != 0 && time.Since(time.Unix(0, max(t.Saved, t.Changed))) > lately
}

// indexedEssay is the head of an essay's file, its size and its hash as the index has them, where the file is still that.
func (l *loader) indexedEssay(name string) (f indexed, ok bool) {
	f, ok = l.index.files[name]
	return f, ok && len(f.Hash) == sha256.Size && len(f.Front) > 0 && (l.index.fresh || l.touched(name) == f.Touched)
}

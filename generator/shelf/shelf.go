// Package shelf is KEEP: linked texts, out of memory while the program runs, and from one run to the next.
//
// [Open] opens a shelf; [Shelf.Put] puts a text there under the hash of all that it was made from, and [Shelf.Take] gives
// it back to whoever knows that hash, in this run or a later one of the same program. A text that has been put there, and
// [Shelf.Flush]ed, has its words and facts in a file that is mapped into memory: the system reads them when they are looked
// at, and may forget them again. [Shelf.Tidy] keeps the folder from growing.
//
// A shelf is a folder of segments (segment.go). Each run that puts anything has a segment of its own, which no other
// changes, so that several programs may use a folder at a time; now and then one takes over what is still good of others, and
// removes them, but a large one of which most is good. A folder that is removed costs time only, and one that cannot be made is
// done without: texts then lie in a file that ends with the program.
package shelf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"os"
	"slices"
	"sync"

	"glossator/generator/edition"
)

// Key is a hash of all that something was made from.
type Key [sha256.Size]byte

// Shelf keeps texts. It is safe for concurrent use.
type Shelf struct {
	folder  string
	program Key

	mu      sync.Mutex
	records map[string]record // by name
	old     []*segment        // those of earlier runs
	own     *os.File          // the segment of this run; nil before the first text is written
	end     int64             // of it
	waiting []waiting         // to be written together
	bytes   int               // of those
	full    bool              // nothing more can be written
	mapped  [][]byte
	chunk   []byte    // room for the next one
	idle    [][]byte  // room for texts that are written
	commons []*common // of those who read, while nobody does
}

// Keys say what a text is made of. One that is made from what has the zero Key is not given again.
type Keys struct {
	From   Key // all that the text was made from
	After  Key // the same, once the edition has been published and the text's addresses recorded
	Linked Key // what it was linked with
	Made   Key // what else that went into which lies beside it
}

// record is a text as it is written, and what is kept beside it.
type record struct {
	Keys
	sum       Key
	text      []byte
	textCheck uint32 // checksum of it
	beside    *io.SectionReader
	checks    []byte   // checksums of what is beside it, block by block
	links     []byte   // ids of the essays that the text links to, as a coder writes a list of them
	ours      bool     // it is of this run, and need not be checked
	from      *segment // of an earlier run; nil for what lies in that of this one
}

// size is how many bytes a record has, about.
func (r record) size() int { return len(r.text) + int(r.beside.Size()) }

type waiting struct {
	name string
	record
	to   *edition.Text
	made []byte // the bytes beside it
}

// Kept is a text that has been kept.
type Kept struct {
	Text *edition.Text
	Keys
	Sum Key // a hash of the text with all its facts
}

// Open opens the shelf in the folder for the program that has the hash; what another has put there is not for it. Without a
// folder, nothing is kept for the next run.
func Open(folder string, program Key) *Shelf {
	s := &Shelf{folder: folder, program: program, records: map[string]record{}}
	s.read()
	return s
}

// Take gives the text that was put under the name and made from what has the hash. Each time it is a new one.
func (s *Shelf) Take(name string, from Key) (Kept, bool) {
	s.mu.Lock()
	r, ok := s.records[name]
	s.mu.Unlock()
	if !ok || !r.madeFrom(from) || !r.ours && checksum(r.text) != r.textCheck {
		return Kept{}, false
	}
	k := Kept{Keys: r.Keys, Sum: r.sum}
	s.reading(func(with *common) { k.Text, ok = decoded(r.text, r.text, with) })
	return k, ok
}

// reading calls f with what texts that have been read have in common.
func (s *Shelf) reading(f func(*common)) {
	s.mu.Lock()
	with := s.common()
	s.mu.Unlock()
	f(with)
	s.mu.Lock()
	s.commons = append(s.commons, with)
	s.mu.Unlock()
}

// common is what texts that have been read have in common, for one who reads at a time.
func (s *Shelf) common() *common {
	n := len(s.commons)
	if n == 0 {
		return newCommon()
	}
	c := s.commons[n-1]
	s.commons = s.commons[:n-1]
	return c
}

// Put keeps a linked text, and the bytes that have been made of it, which are the shelf's from then on, and gives the hash of the
// text. The text then has its words and facts from there; until the next Flush nobody else may look at it.
func (s *Shelf) Put(name string, k Keys, t *edition.Text, beside []byte) (sum Key) {
	c := coder{b: s.Room(), common: &common{}}
	c.text(t)
	sum = sha256.Sum256(c.b)
	r := record{
		Keys: k, sum: sum, text: c.b, textCheck: checksum(c.b), links: linksOf(t), ours: true,
		beside: io.NewSectionReader(bytes.NewReader(beside), 0, int64(len(beside))), checks: checksums(beside),
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting = append(s.waiting, waiting{name, r, t, beside})
	if s.bytes += len(c.b) + len(beside); s.bytes >= chunkSize {
		s.write()
	}
	return sum
}

// Room is empty room for what is to be put on the shelf.
func (s *Shelf) Room() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.idle); n > 0 {
		b := s.idle[n-1]
		s.idle = s.idle[:n-1]
		return b[:0]
	}
	return nil
}

// Beside is what was put beside the text that was put last under the name; nil where there is nothing. It is not kept in
// memory, and where it is damaged reading it fails.
func (s *Shelf) Beside(name string) *io.SectionReader {
	s.mu.Lock()
	r := s.records[name]
	s.mu.Unlock()
	if r.beside == nil || r.beside.Size() == 0 {
		return nil
	}
	return r.beside
}

// linksOf writes the ids of the essays that a text links to.
func linksOf(t *edition.Text) []byte {
	var ids []string
	for i := range t.Links {
		if l := &t.Links[i]; l.Kind == edition.OfEssay && !slices.Contains(ids, l.ID) {
			ids = append(ids, l.ID)
		}
	}
	var c coder
	list(&c, &ids, new([]string), (*coder).words)
	return c.b
}

// Links are the ids of the essays that a text links to, which is not taken for that; ok is false where Take would not give it.
func (s *Shelf) Links(name string, from Key) (essays []string, ok bool) {
	s.mu.Lock()
	r, ok := s.records[name]
	s.mu.Unlock()
	if !ok || !r.madeFrom(from) {
		return nil, false
	}
	s.reading(func(with *common) {
		c := coder{b: r.links, reading: true, common: with}
		list(&c, &essays, &c.strings, (*coder).words)
		ok = !c.broken
	})
	return essays, ok
}

// madeFrom says that a text was made from what has the hash.
func (r record) madeFrom(from Key) bool {
	return from != (Key{}) && (r.From == from || r.After == from)
}

// Flush puts away what waits.
func (s *Shelf) Flush() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.write()
	s.waiting, s.chunk, s.idle = nil, nil, nil
}

// Forget lets the system forget what has been looked at, so that it takes no memory until it is looked at again.
func (s *Shelf) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forget()
}

func (s *Shelf) forget() {
	for _, b := range s.mapped {
		forget(b)
	}
}

// write writes the texts that wait as one chunk, and lets them have their words from there. Where that is not possible they
// keep those that they have, and the shelf what it has in memory.
func (s *Shelf) write() {
	var lain []record
	if len(s.waiting) > 0 && !s.full {
		lain = s.appendChunk(s.waiting)
	}
	with := s.common()
	defer func() { s.commons = append(s.commons, with) }()
	for i, w := range s.waiting {
		r := w.record
		if lain != nil {
			r = lain[i]
			s.idle = append(s.idle, w.text, w.made)
		}
		s.keep(w.name, r)
		if t, ok := decoded(w.text, r.text, with); ok {
			t.Rank = w.to.Rank // which the edition gives, and no text keeps
			*w.to = *t
		}
		s.waiting[i] = waiting{}
	}
	s.waiting, s.bytes = s.waiting[:0], 0
}

// keep enters a record in the place of an older one.
func (s *Shelf) keep(name string, r record) {
	if before, ok := s.records[name]; ok && before.from != nil {
		before.from.needed -= before.size()
	}
	if r.from != nil {
		r.from.needed += r.size()
	}
	s.records[name] = r
}

// decoded is a text as it was written; ok is false where the bytes are of none. Its words are those of the same bytes where
// they lie.
func decoded(b, lies []byte, with *common) (t *edition.Text, ok bool) {
	c := coder{b: b, lies: lies, reading: true, common: with}
	t = new(edition.Text)
	c.text(t)
	if c.broken || len(c.b) > 0 || !sound(t) {
		return nil, false
	}
	return t, true
}

// take takes the first record of a chunk; one without a text ends them.
func (x *chunk) take() (name string, r record) {
	c := coder{b: x.heads, reading: true}
	c.words(&name)
	for _, k := range []*Key{&r.From, &r.After, &r.Linked, &r.Made, &r.sum} {
		copy(k[:], c.take(len(k)))
	}
	var links, text, textCheck, beside uint64
	for _, n := range []*uint64{&links, &text, &textCheck, &beside} {
		c.hash(n)
	}
	r.links = c.take(int(links))
	if text > uint64(len(x.texts)) || beside > uint64(x.besides.Size()) {
		c.breakOff()
	}
	if r.checks = c.take(checksSize(int64(beside))); c.broken {
		*x = chunk{}
		return "", record{}
	}
	r.text, r.textCheck = x.texts[:text:text], uint32(textCheck)
	r.beside = checked(io.NewSectionReader(x.besides, 0, int64(beside)), r.checks)
	x.heads, x.texts = c.b, x.texts[text:]
	x.besides = io.NewSectionReader(x.besides, int64(beside), x.besides.Size()-int64(beside))
	return name, r
}

// appendHead appends a record without its text and what lies beside that.
func appendHead(dst []byte, name string, r record) []byte {
	c := coder{b: dst}
	c.words(&name)
	for _, k := range []Key{r.From, r.After, r.Linked, r.Made, r.sum} {
		c.b = append(c.b, k[:]...)
	}
	for _, n := range []uint64{uint64(len(r.links)), uint64(len(r.text)), uint64(r.textCheck), uint64(r.beside.Size())} {
		c.b = binary.LittleEndian.AppendUint64(c.b, n)
	}
	return append(append(c.b, r.links...), r.checks...)
}

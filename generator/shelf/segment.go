package shelf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// A segment is a file: a line that says what it is, the hash of the program that wrote it, and chunks. A chunk has the heads of
// the records of some texts, behind them in their order the texts, and then what lies beside these, which few want; it begins
// with the lengths of the three and the checksum of the heads, which have those of the rest. What a killed program has left at
// the end of a segment is no whole chunk, and is not read.

const (
	segmentHead = "glossator shelf 2\n"
	chunkSize   = 1 << 20 // bytes that are written together
	chunkHead   = 28      // lengths and checksum
	manyFiles   = 16      // segments that are put together
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// segment is the file of an earlier run; what lies beside its texts is read when it is asked for.
type segment struct {
	name         string
	file         *os.File // nil where it is none that is read
	size, needed int      // bytes, and those of records that no later one has taken the place of
}

// read reads what segments there are, older ones first.
func (s *Shelf) read() {
	for _, name := range s.files() {
		x := &segment{name: name}
		s.old = append(s.old, x)
		s.readSegment(x)
	}
	s.forget()
}

// Tidy lets go of texts whose name none has any more, so that what lies in the folder is about twice what is needed, at most.
// Where segments are many, all but one that has more than half of all bytes are put together, and one of which not even half is
// needed is written anew.
func (s *Shelf) Tidy(named func(name string) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, r := range s.records {
		if r.from != nil && !named(name) {
			r.from.needed -= r.size()
			delete(s.records, name)
		}
	}
	size := 0
	for _, x := range s.old {
		size += x.size
	}
	many, worn := len(s.old) >= manyFiles, map[*segment]bool{}
	for _, x := range s.old {
		worn[x] = many && x.size <= size/2 || x.size > chunkSize && x.needed < x.size/2
	}
	s.gather(worn)
}

// files are the segments that there are, older ones first.
func (s *Shelf) files() []string {
	if s.folder == "" {
		return nil
	}
	list, _ := filepath.Glob(filepath.Join(s.folder, "*.segment")) // the pattern is right
	slices.Sort(list)
	return list
}

func (s *Shelf) readSegment(x *segment) {
	f, err := os.Open(x.name)
	if err != nil {
		return
	}
	b, ok := s.viewSegment(f)
	if !ok {
		f.Close()
		return
	}
	x.file, x.size = f, len(b)
	s.enter(b[len(s.head()):], f, int64(len(s.head())), x)
}

// viewSegment is what a segment of the program has; ok is false for a file that is none.
func (s *Shelf) viewSegment(f *os.File) (b []byte, ok bool) {
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() <= int64(len(s.head())) {
		return nil, false
	}
	if b, err = s.view(f, 0, int(info.Size())); err != nil {
		return nil, false
	}
	if !bytes.HasPrefix(b, s.head()) {
		if bytes.HasPrefix(b, []byte(segmentHead)) {
			os.Remove(f.Name()) // another program's, which most likely is not used any more
		}
		return nil, false
	}
	return b, true
}

// enter enters the records of a segment's chunks, which stand in its file from a place on.
func (s *Shelf) enter(b []byte, file io.ReaderAt, at int64, from *segment) {
	for {
		before := len(b)
		var c chunk
		if c, b = takeChunk(b, file, at); c.heads == nil {
			return
		}
		at += int64(before - len(b))
		for len(c.heads) > 0 {
			if name, r := c.take(); r.text != nil {
				r.from = from
				s.keep(name, r)
			}
		}
	}
}

// chunk is what of a chunk has not been taken yet.
type chunk struct {
	heads, texts []byte
	besides      *io.SectionReader
}

// takeChunk takes a whole chunk, which stands in the file from a place on; none where there is none.
func takeChunk(b []byte, file io.ReaderAt, at int64) (c chunk, rest []byte) {
	if len(b) < chunkHead {
		return chunk{}, nil
	}
	var ends [3]uint64
	n := uint64(0)
	for i := range ends {
		more := binary.LittleEndian.Uint64(b[8*i:])
		if more > uint64(len(b)-chunkHead)-n {
			return chunk{}, nil
		}
		n += more
		ends[i] = n
	}
	sum := binary.LittleEndian.Uint32(b[24:])
	b = b[chunkHead:]
	heads := bytes.Clone(b[:ends[0]]) // looked at again and again, while the rest is forgotten
	if checksum(heads) != sum {
		return chunk{}, nil
	}
	return chunk{heads, b[ends[0]:ends[1]:ends[1]], io.NewSectionReader(file, at+chunkHead+int64(ends[1]), int64(ends[2]-ends[1]))}, b[n:]
}

func checksum(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

// head is what the segments of the program begin with.
func (s *Shelf) head() []byte { return append([]byte(segmentHead), s.program[:]...) }

// appendChunk writes records behind those of this run, and gives them as they lie in the file; none where that is not
// possible.
func (s *Shelf) appendChunk(list []waiting) []record {
	b := append(s.chunk[:0], make([]byte, chunkHead)...)
	lain, ends := make([]record, len(list)), make([]int, len(list)) // of their texts
	for i, w := range list {
		lain[i] = w.record
		b = appendHead(b, w.name, w.record)
	}
	heads := len(b)
	for i, w := range list {
		b = append(b, w.text...)
		ends[i] = len(b)
	}
	records := len(b)
	b, ok := appendBesides(b, list)
	if s.chunk = b; !ok {
		return nil
	}
	binary.LittleEndian.PutUint64(b, uint64(heads-chunkHead))
	binary.LittleEndian.PutUint64(b[8:], uint64(records-heads))
	binary.LittleEndian.PutUint64(b[16:], uint64(len(b)-records))
	binary.LittleEndian.PutUint32(b[24:], checksum(b[chunkHead:heads]))
	s.full = true // until this has gone well
	if s.own == nil && !s.begin() {
		return nil
	}
	if _, err := s.own.WriteAt(b, s.end); err != nil {
		return nil
	}
	mapped, err := s.view(s.own, s.end, records)
	if err != nil {
		return nil
	}
	s.full = false
	at := s.end + int64(records)
	for i := range lain {
		r := &lain[i]
		r.from = nil
		r.text = mapped[ends[i]-len(r.text) : ends[i] : ends[i]]
		r.beside = io.NewSectionReader(s.own, at, r.beside.Size())
		at += r.beside.Size()
	}
	s.end += int64(len(b))
	return lain
}

// appendBesides appends what lies beside the texts; ok is false where it cannot be read.
func appendBesides(dst []byte, list []waiting) (b []byte, ok bool) {
	for _, w := range list {
		from, n := len(dst), int(w.beside.Size())
		dst = slices.Grow(dst, n)[:from+n]
		if _, err := w.beside.ReadAt(dst[from:], 0); err != nil && err != io.EOF {
			return dst, false
		}
	}
	return dst, true
}

// begin makes the segment of this run.
func (s *Shelf) begin() bool {
	if s.own = s.segment(); s.own == nil {
		f, err := os.CreateTemp("", "glossator-shelf-")
		if err != nil {
			return false
		}
		os.Remove(f.Name())
		s.own = f
	}
	n, err := s.own.Write(s.head())
	s.end = int64(n)
	return err == nil
}

// segment makes a file behind all others in the folder; nil where that is not possible.
func (s *Shelf) segment() *os.File {
	if s.folder == "" || os.MkdirAll(s.folder, 0o755) != nil {
		return nil
	}
	number := 0
	if len(s.old) > 0 {
		fmt.Sscanf(filepath.Base(s.old[len(s.old)-1].name), "%d.segment", &number) // 0 where it is none of ours
	}
	for range manyFiles {
		number++
		f, err := os.OpenFile(filepath.Join(s.folder, fmt.Sprintf("%08d.segment", number)), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
		if err == nil {
			return f
		}
	}
	return nil
}

// forgetting is how many bytes are gathered before what has been looked at is forgotten.
const forgetting = 64 << 20

// gather takes all that is kept in some segments over into the segment of this run, and removes them.
func (s *Shelf) gather(worn map[*segment]bool) {
	var names []string
	for name, r := range s.records {
		if worn[r.from] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var list []waiting
	gathered := 0
	flush := func() bool {
		lain := s.appendChunk(list)
		for i, r := range lain {
			s.keep(list[i].name, r)
		}
		if gathered += s.bytes; gathered > forgetting {
			s.forget()
			gathered = 0
		}
		list, s.bytes = list[:0], 0
		return lain != nil
	}
	for _, name := range names {
		r := s.records[name]
		beside, err := io.ReadAll(io.NewSectionReader(r.beside, 0, r.beside.Size()))
		if err != nil {
			delete(s.records, name) // it is damaged
			continue
		}
		r.beside = io.NewSectionReader(bytes.NewReader(beside), 0, int64(len(beside)))
		list = append(list, waiting{name: name, record: r})
		if s.bytes += len(r.text) + len(beside); s.bytes >= chunkSize && !flush() {
			return
		}
	}
	if len(list) > 0 && !flush() {
		return
	}
	s.old = slices.DeleteFunc(s.old, func(x *segment) bool {
		if worn[x] {
			x.file.Close() // if it is one
			os.Remove(x.name)
		}
		return worn[x]
	})
}

// view is n bytes of a file as they are in memory from now on. They stay there, since whoever has taken words out of a text
// may keep them.
func (s *Shelf) view(f *os.File, from int64, n int) ([]byte, error) {
	page := int64(os.Getpagesize())
	start := from / page * page
	b, err := mapFile(f, start, n+int(from-start))
	if err != nil {
		return nil, err
	}
	s.mapped = append(s.mapped, b)
	return b[from-start:], nil
}

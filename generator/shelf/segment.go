package shelf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
)

// A segment is a file: a line that says what it is, the hash of the program that wrote it, and chunks. A chunk has the records
// of some texts and behind them, in their order, what lies beside these, which few want; it begins with the lengths of both and
// the checksum of the records. What a killed program has left at the end of a segment is no whole chunk, and is not read.

const (
	segmentHead = "glossator shelf 1\n"
	chunkSize   = 4 << 20 // bytes that are written together
	chunkHead   = 20      // lengths and checksum
	manyFiles   = 16      // segments that are put together
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// read reads what segments there are, older ones first.
func (s *Shelf) read() {
	s.old = s.files()
	for _, file := range s.old {
		s.readSegment(file)
	}
	if len(s.old) >= manyFiles || s.stale > s.size/2 && s.size > chunkSize {
		s.gather()
	}
	s.forget()
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

func (s *Shelf) readSegment(file string) {
	f, err := os.Open(file)
	if err != nil {
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() <= int64(len(s.head())) {
		return
	}
	b, err := s.view(f, 0, int(info.Size()))
	if err != nil {
		return
	}
	if !bytes.HasPrefix(b, s.head()) {
		if bytes.HasPrefix(b, []byte(segmentHead)) {
			os.Remove(file) // another program's, which most likely is not used any more
		}
		return
	}
	s.size += len(b)
	s.enter(b[len(s.head()):])
}

// enter enters the records of a segment's chunks.
func (s *Shelf) enter(b []byte) {
	for {
		var c chunk
		if c, b = takeChunk(b); c.records == nil {
			return
		}
		for len(c.records) > 0 {
			if name, r := c.take(); r.text != nil {
				s.keep(name, r)
			}
		}
	}
}

// chunk is what of a chunk has not been taken yet.
type chunk struct{ records, besides []byte }

// takeChunk takes a whole chunk; none where there is none.
func takeChunk(b []byte) (c chunk, rest []byte) {
	if len(b) < chunkHead {
		return chunk{}, nil
	}
	n, m, sum := binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:]), binary.LittleEndian.Uint32(b[16:])
	b = b[chunkHead:]
	if n > uint64(len(b)) || m > uint64(len(b))-n || checksum(b[:n]) != sum {
		return chunk{}, nil
	}
	return chunk{b[:n:n], b[n : n+m : n+m]}, b[n+m:]
}

func checksum(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

// head is what the segments of the program begin with.
func (s *Shelf) head() []byte { return append([]byte(segmentHead), s.program[:]...) }

// appendChunk writes records behind those of this run, and gives them as they are in the file; ok is false where that is not
// possible.
func (s *Shelf) appendChunk(list []waiting) (c chunk, ok bool) {
	b := make([]byte, chunkHead, chunkHead+s.bytes+len(list)*256)
	for _, w := range list {
		b = appendRecord(b, w.name, w.record)
	}
	records := len(b) - chunkHead
	for _, w := range list {
		b = append(b, w.beside...)
	}
	binary.LittleEndian.PutUint64(b, uint64(records))
	binary.LittleEndian.PutUint64(b[8:], uint64(len(b)-chunkHead-records))
	binary.LittleEndian.PutUint32(b[16:], checksum(b[chunkHead:][:records]))
	s.full = true // until this has gone well
	if s.own == nil && !s.begin() {
		return chunk{}, false
	}
	if _, err := s.own.WriteAt(b, s.end); err != nil {
		return chunk{}, false
	}
	mapped, err := s.view(s.own, s.end, len(b))
	if err != nil {
		return chunk{}, false
	}
	s.full = false
	s.end += int64(len(b))
	s.size += len(b)
	return chunk{mapped[chunkHead:][:records], mapped[chunkHead+records:]}, true
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
		fmt.Sscanf(filepath.Base(s.old[len(s.old)-1]), "%d.segment", &number) // 0 where it is none of ours
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

// gather takes all that is kept over into the segment of this run, and removes the others.
func (s *Shelf) gather() {
	names := make([]string, 0, len(s.records))
	for name := range s.records {
		names = append(names, name)
	}
	slices.Sort(names)
	var list []waiting
	flush := func() bool {
		c, ok := s.appendChunk(list)
		for i := 0; ok && i < len(list); i++ {
			name, r := c.take()
			s.keep(name, r)
		}
		list, s.bytes = list[:0], 0
		return ok
	}
	for _, name := range names {
		list = append(list, waiting{name: name, record: s.records[name]})
		if s.bytes += len(s.records[name].text) + len(s.records[name].beside); s.bytes >= chunkSize && !flush() {
			return
		}
	}
	if len(list) > 0 && !flush() {
		return
	}
	for _, file := range s.old {
		os.Remove(file)
	}
	s.old, s.stale = nil, 0
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

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

// A segment is a file: a line that says what it is, the hash of the program that wrote it, and chunks, each with its length
// and checksum. What a killed program has left at the end of one is no whole chunk, and is not read.

const (
	segmentHead = "glossator shelf 1\n"
	chunkSize   = 4 << 20 // bytes that are written together
	chunkHead   = 12      // length and checksum
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
	for b = b[len(s.head()):]; ; {
		var chunk []byte
		if chunk, b = takeChunk(b); chunk == nil {
			return
		}
		s.enter(chunk)
	}
}

// enter enters the records of a chunk.
func (s *Shelf) enter(chunk []byte) {
	for len(chunk) > 0 {
		var name string
		var r record
		if name, r, chunk = takeRecord(chunk); r.text != nil {
			s.keep(name, r)
		}
	}
}

// takeChunk takes a whole chunk, without its head; nil where there is none.
func takeChunk(b []byte) (chunk, rest []byte) {
	if len(b) < chunkHead {
		return nil, nil
	}
	n, sum := binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint32(b[8:])
	if b = b[chunkHead:]; n > uint64(len(b)) || crc32.Checksum(b[:n], castagnoli) != sum {
		return nil, nil
	}
	return b[:n:n], b[n:]
}

// head is what the segments of the program begin with.
func (s *Shelf) head() []byte { return append([]byte(segmentHead), s.program[:]...) }

// appendChunk writes records behind those of this run, and gives them as they are in the file.
func (s *Shelf) appendChunk(list []waiting) []byte {
	b := make([]byte, chunkHead, chunkHead+s.bytes+len(list)*256)
	for _, w := range list {
		b = appendRecord(b, w.name, w.record)
	}
	binary.LittleEndian.PutUint64(b, uint64(len(b)-chunkHead))
	binary.LittleEndian.PutUint32(b[8:], crc32.Checksum(b[chunkHead:], castagnoli))
	s.full = true // until this has gone well
	if s.own == nil && !s.begin() {
		return nil
	}
	if _, err := s.own.WriteAt(b, s.end); err != nil {
		return nil
	}
	mapped, err := s.view(s.own, s.end, len(b))
	if err != nil {
		return nil
	}
	s.full = false
	s.end += int64(len(b))
	s.size += len(b)
	return mapped[chunkHead:]
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
		chunk := s.appendChunk(list)
		s.enter(chunk)
		list, s.bytes = list[:0], 0
		return chunk != nil
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

//go:build unix

package compose

import (
	"os"
	"sync"
	"unsafe"

	"golang.org/x/sys/unix"

	"glossator/generator/edition"
)

// shelf holds the words of a large edition's texts in a file that is mapped into memory: the system reads them when they
// are looked at, and may forget them again. The file has no name any more and ends with the program; it is never
// unmapped, since whoever has taken words out of a text may keep them. Words that cannot be put there stay where they
// are. A shelf is safe for concurrent use.
type shelf struct {
	mu      sync.Mutex
	file    *os.File // nil before the first words
	end     int64
	pieces  [][]byte        // of the file, as they are mapped
	waiting []*edition.Text // to be written together
	size    int             // of their words, in bytes
	full    bool            // nothing more can be written
}

const shelved = 4 << 20 // bytes that are written together

// put takes a text that nobody else looks at before flush.
func (s *shelf) put(t *edition.Text) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting = append(s.waiting, t)
	if s.size += t.Size; s.size >= shelved {
		s.write()
	}
}

// flush puts away what waits, and lets the system forget what has been looked at.
func (s *shelf) flush() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.write()
	s.waiting = nil
	for _, b := range s.pieces {
		unix.Madvise(b, unix.MADV_DONTNEED) // it is advice
	}
}

// write writes the words of the texts that wait, and lets the texts have them from the file.
func (s *shelf) write() {
	words := make([]byte, 0, s.size)
	for _, t := range s.waiting {
		for i := range t.Passages {
			words = append(words, t.Passages[i].Text...)
		}
	}
	if mapped := s.mapped(words); mapped != "" {
		for _, t := range s.waiting {
			mapped = mapped[replaced(t, mapped):]
		}
	}
	clear(s.waiting)
	s.waiting, s.size = s.waiting[:0], 0
}

// replaced gives a text its words anew, which all begins with, and returns how many bytes they have.
func replaced(t *edition.Text, all string) int {
	from := 0
	for i := range t.Passages {
		p := &t.Passages[i]
		p.Text, from = all[from:from+len(p.Text)], from+len(p.Text)
	}
	for i := range t.Sentences {
		x := &t.Sentences[i]
		x.Text = t.Passages[x.Passage].Text[x.Start:][:len(x.Text)]
	}
	return from
}

// mapped writes words and returns them as they are in the file; "" where that is not possible.
func (s *shelf) mapped(words []byte) string {
	if len(words) == 0 || s.full || !s.opened() {
		return ""
	}
	s.full = true // until this has gone well
	if _, err := s.file.WriteAt(words, s.end); err != nil {
		return ""
	}
	b, err := unix.Mmap(int(s.file.Fd()), s.end, len(words), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return ""
	}
	s.full, s.pieces = false, append(s.pieces, b)
	page := int64(os.Getpagesize())
	s.end = (s.end + int64(len(words)) + page - 1) / page * page
	return unsafe.String(&b[0], len(b))
}

// opened makes the file when it is needed first.
func (s *shelf) opened() bool {
	if s.file != nil {
		return true
	}
	file, err := os.CreateTemp("", "glossator-words-")
	if err != nil {
		return false
	}
	os.Remove(file.Name())
	s.file = file
	return true
}

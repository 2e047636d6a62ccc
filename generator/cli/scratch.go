package cli

import (
	"fmt"
	"os"
	"slices"
	"sync"
)

// scratch is a file for what a build wants out of memory. It is safe for concurrent use.
type scratch struct {
	file *os.File

	mu  sync.Mutex
	end int64
	err error // the first one
}

// Keep writes b behind what the file has, and says where.
func (s *scratch) Keep(b []byte) int64 {
	s.mu.Lock()
	at := s.end
	s.end += int64(len(b))
	s.mu.Unlock()
	if _, err := s.file.WriteAt(b, at); err != nil {
		s.fail(fmt.Errorf("what waits for the end of the build cannot be kept: %w; the site is as it was", err))
	}
	return at
}

// AppendKept appends n bytes from at.
func (s *scratch) AppendKept(dst []byte, at int64, n int) []byte {
	from := len(dst)
	dst = slices.Grow(dst, n)[:from+n]
	if _, err := s.file.ReadAt(dst[from:], at); err != nil {
		s.fail(fmt.Errorf("what was kept for the end of the build cannot be read: %w; the site is as it was", err))
	}
	return dst
}

func (s *scratch) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.err = err
	}
}

func (s *scratch) failed() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

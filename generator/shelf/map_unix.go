//go:build unix

package shelf

import (
	"os"

	"golang.org/x/sys/unix"
)

// mapFile maps n bytes of a file into memory, from the beginning of a page on.
func mapFile(f *os.File, from int64, n int) ([]byte, error) {
	return unix.Mmap(int(f.Fd()), from, n, unix.PROT_READ, unix.MAP_SHARED)
}

// forget lets the system take the memory; it reads the bytes again when they are looked at.
func forget(mapped []byte) { unix.Madvise(mapped, unix.MADV_DONTNEED) } // it is advice

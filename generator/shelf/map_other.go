//go:build !unix

package shelf

import "os"

// mapFile reads n bytes of a file: files are mapped on other systems only.
func mapFile(f *os.File, from int64, n int) ([]byte, error) {
	b := make([]byte, n)
	_, err := f.ReadAt(b, from)
	return b, err
}

func forget([]byte) {}

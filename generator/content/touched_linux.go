package content

import (
	"io/fs"
	"syscall"
)

// changed is a file's ctime, in nanoseconds since 1970.
func changed(info fs.FileInfo) int64 {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0
	}
	return s.Ctim.Nano()
}

//go:build unix

package publish

import (
	"os"

	"golang.org/x/sys/unix"
)

// isLocked locks a file unless another process has. Some network disks have no locks, and builds go on there without.
func isLocked(f *os.File) bool {
	return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) == unix.EWOULDBLOCK
}

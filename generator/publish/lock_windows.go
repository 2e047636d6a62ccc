package publish

import (
	"os"

	"golang.org/x/sys/windows"
)

// isLocked locks a file unless another process has. Some network disks have no locks, and builds go on there without.
func isLocked(f *os.File) bool {
	const now = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	return windows.LockFileEx(windows.Handle(f.Fd()), now, 0, 1, 0, new(windows.Overlapped)) == windows.ERROR_LOCK_VIOLATION
}

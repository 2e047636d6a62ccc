package cli

import (
	"runtime/debug"

	"golang.org/x/sys/unix"
)

// useLargePages asks the system to keep so many bytes of the heap, which are still to be used, in pages as large as it has
// (transparent huge pages, madvise(2)). The first touch of each page is a turn in the system, and the processor knows the
// places of a few pages only.
func useLargePages(bytes int) {
	room := make([]byte, bytes)
	unix.Madvise(room, unix.MADV_HUGEPAGE) // a wish: where it is not granted, that costs time only
	room = nil
	debug.FreeOSMemory() // of which nothing has been touched; the heap grows into the room
}

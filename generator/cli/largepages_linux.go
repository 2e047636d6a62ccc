package cli

import (
	"runtime/debug"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
)

// useLargePages asks the system to keep so many bytes of the heap, which are still to be used, in pages as large as it has
// (transparent huge pages, madvise(2)). The first touch of each page is a turn in the system, and the processor knows the
// places of a few pages only.
func useLargePages(bytes int) {
	var room strings.Builder // which does not clear its room
	room.Grow(bytes)
	room.WriteByte(0)
	whole := unsafe.Slice(unsafe.StringData(room.String()), bytes)
	unix.Madvise(whole, unix.MADV_HUGEPAGE) // a wish: where it is not granted, that costs time only
	whole = nil
	room.Reset()
	debug.FreeOSMemory() // of which nothing else has been touched; the heap grows into the room
}

package preview_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"glossator/generator/preview"
)

// Where the system gives no more watches the preview says so, and looks for itself.
func TestWithoutEventsItPolls(t *testing.T) {
	var taken []int
	s := start(t, two(), func(s *shown, _ *preview.Options) {
		s.before = func() {
			asNobody()
			for {
				fd, err := unix.InotifyInit1(unix.IN_CLOEXEC)
				if err != nil {
					break
				}
				taken = append(taken, fd)
			}
		}
	})
	for _, fd := range taken {
		unix.Close(fd)
	}
	if text := s.terminal.String(); strings.Count(text, "looking every half second") != 1 {
		t.Errorf("the terminal shows %q", text)
	}
	s.save("essays/two.md", words("Polled."))
	s.taken()
	s.shows("essays/two.html", "Polled.")
}

// asNobody counts what this goroutine takes of the system's watches for a user who has no other program, where root may: a
// program that ends in the meantime would give root one back. It is not undone: the thread ends with the goroutine.
func asNobody() {
	runtime.LockOSThread()
	unix.RawSyscall(unix.SYS_SETRESUID, ^uintptr(0), 65534, ^uintptr(0)) // this thread's alone, which unix.Setresuid's is not
	unix.SetfsuidRetUid(os.Getuid())                                     // reads files as before
}

// Memory that is mapped to a file changes it without an event, as some network disks do.
func TestFilesThatSendNoEventsAreSeen(t *testing.T) {
	s := start(t, two(), nil)
	for _, mark := range []string{"SILENT1", "SILENT2"} {
		setSilently(t, filepath.Join(s.content, "essays/two.md"), []byte("It held"), []byte(mark))
		if got := s.taken(); !slices.Equal(got, []string{"essays/two.md"}) {
			t.Errorf("taken in: %q", got)
		}
		s.shows("essays/two.html", mark)
		setSilently(t, filepath.Join(s.content, "essays/two.md"), []byte(mark), []byte("It held"))
		s.taken()
	}
	if text := s.terminal.String(); strings.Count(text, "looking every half second") != 1 {
		t.Errorf("the terminal shows %q", text)
	}
}

// setSilently puts words in the place of others that are as long.
func setSilently(t *testing.T, name string, old, new []byte) {
	t.Helper()
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	b, err := unix.Mmap(int(f.Fd()), 0, int(info.Size()), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	if err != nil {
		t.Fatal(err)
	}
	copy(b[bytes.Index(b, old):], new)
	if err := unix.Msync(b, unix.MS_SYNC); err != nil {
		t.Fatal(err)
	}
	if err := unix.Munmap(b); err != nil {
		t.Fatal(err)
	}
}

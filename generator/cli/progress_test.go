//go:build linux

package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"glossator/generator/needed"
)

// terminal is a pseudo-terminal: what a program writes to, and what comes out of it.
func terminal(t *testing.T) (program, screen *os.File) {
	t.Helper()
	fd, err := unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		needed.Skip(t, fmt.Sprintf("no pseudo-terminal: %v", err))
	}
	screen = os.NewFile(uintptr(fd), "screen")
	t.Cleanup(func() { screen.Close() })
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	if program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { program.Close() })
	return program, screen
}

// onTerminal runs a command as it is typed at a terminal, and gives all that is written there.
func onTerminal(t *testing.T, args ...string) (said string) {
	t.Helper()
	program, screen := terminal(t)
	seen := make(chan string)
	go func() {
		var b bytes.Buffer
		io.Copy(&b, screen) // ends with an error when the program's side is closed
		seen <- b.String()
	}()
	Run(args, io.Discard, program)
	program.Close()
	return <-seen
}

// On a terminal a long build says how far it is, and takes the line away in the end; a pipe gets no such thing.
func TestProgress(t *testing.T) {
	t.Chdir(longEssays(t, 40))
	t.Setenv("TERM", "xterm")
	said := onTerminal(t, "build", "--keep-going")
	if _, err := os.Stat("public/index.html"); err != nil {
		t.Error(err)
	}
	if !regexp.MustCompile(`\r\x1b\[K(linking \d+ of 40 essays|making \d+ of \d+ files)`).MatchString(said) {
		t.Errorf("no progress: %q", said)
	}
	if i := strings.LastIndex(said, "\r\x1b[K"); strings.Contains(said[i:], " of 40 ") {
		t.Errorf("the line stays: %q", said[i:])
	}

	os.RemoveAll("public")
	var piped bytes.Buffer
	Run([]string{"build", "--keep-going"}, &piped, &piped)
	if strings.Contains(piped.String(), "\x1b") || strings.Contains(piped.String(), " of 40 ") {
		t.Errorf("a pipe got progress: %q", piped.String())
	}
}

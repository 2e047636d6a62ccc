package publish

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// stamp is a file's size and time, by which a later build sees that nobody has touched it.
type stamp struct{ size, time int64 }

func stampOf(info fs.FileInfo) stamp { return stamp{info.Size(), info.ModTime().UnixNano()} }

// stateOf notes the stamps of the files of a site.
func stateOf(root *os.Root, files map[string]sum) map[string]stamp {
	state := make(map[string]stamp, len(files))
	for name := range files {
		if info, err := root.Lstat(name); err == nil {
			state[name] = stampOf(info)
		}
	}
	return state
}

// readState reads what writeState wrote; without it, files are compared by their bytes.
func readState(name string) map[string]stamp {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	state := map[string]stamp{}
	for line := range strings.Lines(string(b)) {
		var s stamp
		var path string
		if _, err := fmt.Sscanf(line, "%d %d %q\n", &s.size, &s.time, &path); err == nil {
			state[path] = s
		}
	}
	return state
}

// writeState keeps the stamps for the next build. That they cannot be written costs time only.
func writeState(name string, state map[string]stamp) {
	var b strings.Builder
	for path, s := range state {
		fmt.Fprintf(&b, "%d %d %q\n", s.size, s.time, path)
	}
	temporary := name + ".tmp"
	if os.WriteFile(temporary, []byte(b.String()), 0o644) == nil {
		os.Rename(temporary, name)
	}
}

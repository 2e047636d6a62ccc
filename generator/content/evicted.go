package content

import (
	"os"
	"path"
	"strings"
)

// iCloud puts files away to save room, and leaves beside where letters.md was a hidden .letters.md.icloud. What has been put away is
// there and cannot be read: it is not gone.

// evicted is the file that a placeholder stands for; "" where it is none, or an old one beside its file.
func (l *loader) evicted(placeholder string) string {
	name, hidden := strings.CutPrefix(path.Base(placeholder), ".")
	name, ok := strings.CutSuffix(name, ".icloud")
	if !hidden || !ok {
		return ""
	}
	name = path.Join(path.Dir(placeholder), name)
	if _, err := l.root.Lstat(name); err == nil {
		return ""
	}
	return name
}

// isEvicted says that a file which is not there has left a placeholder.
func isEvicted(root *os.Root, name string) bool {
	_, err := root.Lstat(path.Join(path.Dir(name), "."+path.Base(name)+".icloud"))
	return err == nil
}

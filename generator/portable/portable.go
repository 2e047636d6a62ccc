// Package portable is which names of files every disk can keep, and which names are one on some disk.
//
// [Problem] says why a path will not do, [Reserved] names that Windows keeps for itself, and [Fold] makes paths alike that a
// disk may take for one.
package portable

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

const (
	maxName = 255  // bytes of one element of a path
	maxPath = 1000 // bytes of a path; macOS knows 1,024, with the folder that the site is put into
)

// Problem says why some disk cannot keep a file at the path, whose elements are parted by slashes, or "".
func Problem(path string) string {
	if len(path) > maxPath {
		return fmt.Sprintf("it has %d bytes; the limit is %d", len(path), maxPath)
	}
	for element := range strings.SplitSeq(path, "/") {
		if problem := elementProblem(element); problem != "" {
			return problem
		}
	}
	return ""
}

func elementProblem(s string) string {
	base, _, _ := strings.Cut(s, ".")
	switch {
	case s == "":
		return "it has an empty part"
	case s == "." || s == "..":
		return "it leads elsewhere"
	case !utf8.ValidString(s):
		return "it is not UTF-8"
	case len(s) > maxName:
		return fmt.Sprintf("a part has %d bytes; the limit is %d", len(s), maxName)
	case strings.ContainsAny(s, `\:*?"<>|`) || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return "it has a sign that some disks cannot keep"
	case strings.HasSuffix(s, ".") || strings.HasSuffix(s, " "):
		return "a part ends in a stop or space"
	case Reserved(base):
		return "Windows has no such file name"
	}
	return ""
}

// Reserved says that Windows keeps the name, which is one without an extension, for a device.
func Reserved(name string) bool {
	name = strings.ToLower(name)
	switch name {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(name) == 4 && (strings.HasPrefix(name, "com") || strings.HasPrefix(name, "lpt")) && name[3] >= '1' && name[3] <= '9'
}

// Fold is a path as a disk sees it that knows neither case nor Unicode forms.
func Fold(path string) string {
	for i := 0; i < len(path); i++ {
		if c := path[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return norm.NFC.String(cases.Fold().String(norm.NFD.String(path)))
		}
	}
	return path
}

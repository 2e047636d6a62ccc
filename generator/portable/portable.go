// Package portable is what names of files mean, wherever an edition lies: which every disk can keep, which are one on some disk,
// and which are of files that other programs keep there for themselves.
//
// [Problem] says why a path will not do, [Reserved] names that Windows keeps for itself, and [Fold] makes paths alike that a
// disk may take for one. [Hidden] and [Ignored] say what in a folder is none of the edition's.
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

// Hidden says that a file or folder is hidden, or lies in a folder that is. Programs keep there what is theirs: .git, .obsidian,
// .DS_Store. No edition has anything of it.
func Hidden(path string) bool {
	for element := range strings.SplitSeq(path, "/") {
		if strings.HasPrefix(element, ".") && element != "." && element != ".." {
			return true
		}
	}
	return false
}

// Ignored says that no edition has anything of a file, and what happens to it changes none: it is hidden, or what programs leave
// for a while beside a file that is open or saved, or says how a folder is shown.
func Ignored(path string) bool {
	name := path[strings.LastIndexByte(path, '/')+1:]
	switch strings.ToLower(name) {
	case "desktop.ini", "thumbs.db", "icon\r", // of Windows, macOS, and cloud folders on these
		"4913": // by which vim tries whether a folder can be written
		return true
	}
	return Hidden(path) || strings.HasPrefix(name, "#") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~") ||
		strings.HasSuffix(name, ".swp") || strings.HasSuffix(name, ".tmp") || isOfSed(name)
}

// isOfSed says that sed -i may write what it makes of a file under this name first, which differs from an editor's sediments.
func isOfSed(name string) bool {
	random, ok := strings.CutPrefix(name, "sed")
	drawn := func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' }
	other := func(r rune) bool { return !drawn(r) && (r < 'a' || r > 'z') }
	return ok && len(random) == 6 && strings.ContainsFunc(random, drawn) && !strings.ContainsFunc(random, other)
}

package publish

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

const maxName = 255 // bytes of one element of a path

// checkPath says why a path cannot be part of a site that opens on any disk.
func checkPath(name string) error {
	if name == ManifestName {
		return fmt.Errorf("%q is no path of a site: it is the manifest's", name)
	}
	if problem := PathProblem(name); problem != "" {
		return fmt.Errorf("%q is no path of a site: %s", name, problem)
	}
	return nil
}

// PathProblem says why a slash-separated path does not open on any disk, or "".
func PathProblem(name string) string {
	if !utf8.ValidString(name) {
		return "it is not UTF-8"
	}
	for _, element := range strings.Split(name, "/") {
		if problem := checkElement(element); problem != "" {
			return problem
		}
	}
	return ""
}

func checkElement(s string) string {
	switch {
	case s == "":
		return "it has an empty part"
	case s == "." || s == "..":
		return "it leads elsewhere"
	case len(s) > maxName:
		return fmt.Sprintf("a part has %d bytes; the limit is %d", len(s), maxName)
	case strings.ContainsAny(s, `\:*?"<>|`) || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return "it has a sign that some disks cannot keep"
	case strings.HasSuffix(s, ".") || strings.HasSuffix(s, " "):
		return "a part ends in a stop or space"
	}
	base, _, _ := strings.Cut(strings.ToLower(s), ".")
	switch base {
	case "con", "prn", "aux", "nul":
		return "Windows has no such file name"
	}
	if len(base) == 4 && (strings.HasPrefix(base, "com") || strings.HasPrefix(base, "lpt")) && base[3] >= '1' && base[3] <= '9' {
		return "Windows has no such file name"
	}
	return ""
}

// Fold is a path as a disk sees it that knows neither case nor Unicode forms.
func Fold(name string) string {
	for i := 0; i < len(name); i++ {
		if c := name[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return norm.NFC.String(cases.Fold().String(norm.NFD.String(name)))
		}
	}
	return name
}

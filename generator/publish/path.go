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
	if name == "" || !utf8.ValidString(name) || name == ManifestName {
		return fmt.Errorf("%q is no path of a site", name)
	}
	for _, element := range strings.Split(name, "/") {
		if problem := checkElement(element); problem != "" {
			return fmt.Errorf("%q is no path of a site: %s", name, problem)
		}
	}
	return nil
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

// fold is a path as a disk sees it that knows neither case nor Unicode forms.
func fold(name string) string {
	for i := 0; i < len(name); i++ {
		if c := name[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return norm.NFC.String(cases.Fold().String(norm.NFD.String(name)))
		}
	}
	return name
}

package content

import (
	"path"
	"strings"
	"unicode"
)

// copied is the file that another seems to be a copy of, by its name: cloud folders make "glossary (conflicted copy).yaml" or
// "leem-pact.sync-conflict-20261129.md", in words of any language, where two have saved a file. It is "" for none.
func (l *loader) copied(name string) string {
	ending := path.Ext(name)
	stem := strings.TrimSuffix(name, ending)
	for stem != "" {
		cut := strings.LastIndexFunc(stem, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if cut <= 0 || stem[cut] == '/' {
			return ""
		}
		stem = stem[:cut]
		if _, err := l.root.Stat(stem + ending); err == nil {
			return stem + ending
		}
	}
	return ""
}

// copyHint is what to do about a file that seems to be a copy; "" where it does not.
func (l *loader) copyHint(name string) string {
	if original := l.copied(name); original != "" {
		return "it may be a copy of " + original + " that was made when two had saved it: compare them, take over what is missing, and remove it"
	}
	return ""
}

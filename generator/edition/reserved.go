package edition

import (
	"slices"
	"strings"
)

// IsNumbered says that an id is a letter, a number, and perhaps more letters.
func IsNumbered(id string) bool {
	number, letters := SplitAddress(id)
	return number > 0 && id[1] != '0' && strings.Trim(letters, "abcdefghijklmnopqrstuvwxyz") == ""
}

// What editors call a place by must be neither an address that some words may have, now or by the lock, nor an id that the
// pages have of their own.
var (
	pageIDs = []string{
		"main", "title", "byline", "contents", "notes", "editors-notes", "annotations", "works-cited", "subjects", "ended", "linked-from",
		"about-text", "cite", "cite-passage", "preview",
	}
	subjectIDs       = []string{"definition", "sources", "attested", "see", "mentions"}
	reservedPrefixes = []string{"e-", "n-", "r-", "at-", "cite-", "work-", "show-", "annotation-"}
)

// Reserved says that no editor may give the id to a place in a text of that kind.
func Reserved(kind OwnerKind, id string) bool {
	begins := func(prefix string) bool { return strings.HasPrefix(id, prefix) }
	if slices.Contains(pageIDs, id) || slices.ContainsFunc(reservedPrefixes, begins) {
		return true
	}
	if kind != OfEssay && kind != OfPage && (slices.Contains(subjectIDs, id) || begins("sources-")) {
		return true
	}
	return id != "" && strings.IndexByte("psanc", id[0]) >= 0 && IsNumbered(id)
}

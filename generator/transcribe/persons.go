package transcribe

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isPersons says that the line consists of names of persons.
func isPersons(s string) bool {
	s = strings.TrimRight(s, " *†‡§¹²³,.0123456789")
	if utf8.RuneCountInString(s) > 120 || s == "" {
		return false
	}
	if isHangulName(s) {
		return true
	}
	start := 0
	for _, at := range append(betweenPersons(s), span{len(s), len(s)}) {
		if !isPerson(s[start:at.start]) {
			return false
		}
		start = at.end
	}
	return true
}

// betweenPersons returns what stands between the names of a line: "and", a semicolon, a comma that two words follow, or
// "et" and "und" before an initial, since titles have these as well.
func betweenPersons(s string) []span {
	var found []span
	for at := 0; ; {
		m := personSeparator().FindStringSubmatchIndex(s[at:])
		if m == nil {
			return found
		}
		end := m[1]
		if before := max(m[3], m[5]); before > 0 {
			end = before // what follows is the next name's
		}
		found = append(found, span{at + m[0], at + end})
		at += end
	}
}

// isPerson says that the words look like one person's name: two to five words with capitals, initials, particles.
func isPerson(s string) bool {
	s, role, _ := strings.Cut(s, ", ")
	if first, _ := utf8.DecodeRuneInString(role); unicode.IsLower(first) {
		return false
	}
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 5 || isArticle(words[0]) {
		return false
	}
	for i, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if i > 0 && isParticle(w) {
			continue
		}
		if !unicode.IsUpper(first) || isTitleWord(w) || strings.HasSuffix(w, "'s") || strings.HasSuffix(w, "’s") || strings.ContainsAny(w, ":;!?()\"") {
			return false
		}
	}
	return true
}

// isArticle says that the word begins a title rather than a name.
func isArticle(s string) bool {
	return slices.Contains([]string{"A", "An", "Ein", "Eine", "Der", "Die", "Das", "Une", "Les"}, s)
}

func isParticle(s string) bool {
	switch s {
	case "von", "van", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al", "bin", "ibn", "zu", "ten", "ter":
		return true
	}
	return false
}

// isTitleWord says that the word occurs in titles and not in names.
func isTitleWord(s string) bool {
	switch strings.ToLower(strings.Trim(s, ",.")) {
	case "the", "of", "and", "in", "on", "for", "to", "an", "from", "with", "war", "treaty", "policy", "pact", "history", "peace", "security", "world", "introduction",
		"conclusion", "notes", "abstract", "theory", "state", "states", "soviet", "american", "british", "german", "french", "international", "study", "case", "essay", "some", "new", "how", "why", "what",
		"politics", "foreign", "origins", "crisis", "revolution", "empire", "union", "national", "social", "economic", "political", "letters", "collected", "press", "review", "journal", "project",
		"chapter", "series", "paper", "papers", "working", "institute", "report", "bulletin", "volume":
		return true
	}
	return false
}

func isHangulName(s string) bool {
	letters := strings.ReplaceAll(s, " ", "")
	n := utf8.RuneCountInString(letters)
	return n >= 2 && n <= 4 && strings.IndexFunc(letters, func(r rune) bool { return !unicode.Is(unicode.Hangul, r) }) < 0 && topicOfHeading(s) == noTopic
}

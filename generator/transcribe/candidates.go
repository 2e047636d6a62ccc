package transcribe

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	fewest         = 3   // occurrences of a candidate
	mostCandidates = 200 // that are offered
)

// candidates counts the names and quoted terms that occur often enough to deserve a look.
func (c *collection) candidates() []Candidate {
	names, terms := map[string]int{}, map[string]int{}
	for _, r := range c.readings {
		r.eachBlock(func(b *block, _ *note) {
			if b.kind != table && b.kind != heading {
				countNames(b.text, names)
				countQuoted(b.text, terms)
			}
		})
	}
	var found []Candidate
	for words, n := range names {
		if n >= fewest {
			found = append(found, Candidate{words, "name", n})
		}
	}
	for words, n := range terms {
		if n >= fewest-1 {
			found = append(found, Candidate{words, "term", n})
		}
	}
	slices.SortFunc(found, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Words, b.Words), cmp.Compare(a.Kind, b.Kind))
	})
	return found[:min(len(found), mostCandidates)]
}

// countNames counts runs of words with capitals that do not begin a sentence.
func countNames(s string, counts map[string]int) {
	var run []string
	begins := true
	flush := func() {
		if len(run) > 0 && len(run) < 5 && !isNoName(run[0]) {
			counts[strings.Join(run, " ")]++
		}
		run = nil
	}
	for word := range strings.FieldsSeq(s) {
		clean := strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
		clean = strings.TrimSuffix(strings.TrimSuffix(clean, "'s"), "’s")
		first, _ := utf8.DecodeRuneInString(clean)
		named := unicode.IsUpper(first) && utf8.RuneCountInString(clean) > 2 && !strings.ContainsAny(word, "0123456789")
		if named && !begins {
			run = append(run, clean)
		}
		last := word[len(word)-1]
		if !named || strings.IndexByte(".,;:!?)\"", last) >= 0 || strings.HasSuffix(word, "’s") || strings.HasSuffix(word, "'s") || len(run) == 5 {
			flush()
		}
		begins = strings.IndexByte(".!?", last) >= 0 || strings.HasPrefix(word, `"`) && !named
	}
	flush()
}

// countQuoted counts short expressions in quotation marks, which an author uses as terms.
func countQuoted(s string, counts map[string]int) {
	for at := 0; at < len(s); {
		open := strings.IndexAny(s[at:], `'‘"“`)
		if open < 0 {
			return
		}
		start := at + open
		mark, size := utf8.DecodeRuneInString(s[start:])
		at = start + size
		if start > 0 && s[start-1] != ' ' && s[start-1] != '(' {
			continue
		}
		shut := map[rune]string{'\'': "'", '‘': "’", '"': `"`, '“': "”"}[mark]
		end := strings.Index(s[at:min(len(s), at+40)], shut)
		if end < 3 {
			continue
		}
		term := strings.TrimRight(s[at:at+end], ",.;")
		if strings.Count(term, " ") < 4 && !strings.ContainsAny(term, ".!?,") {
			counts[term]++
		}
		at += end + len(shut)
	}
}

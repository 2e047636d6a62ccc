package transcribe

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// pageAlone links a page in parentheses to the author whom the sentence names: "(38)".
func (p *passage) pageAlone(i int) int {
	if p.s[i] != '(' || len(p.refs.list)+len(p.refs.unlisted) == 0 {
		return i
	}
	locators, end := readLocators(p.s, i+1, "page")
	if len(locators) == 0 || end >= len(p.s) || p.s[end] != ')' || isYearValue(locators[0].value) || strings.IndexFunc(p.s[i+1:i+2], unicode.IsLetter) >= 0 && !strings.HasPrefix(p.s[i+1:], "p") {
		return i
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(p.s[:i], " "))
	next, _ := utf8.DecodeRuneInString(p.s[end+1:])
	quoted := strings.ContainsRune(`"“”’'«»`, last)
	stops := end+1 == len(p.s) || strings.ContainsRune(`.,;:!?"”`, next)
	if !quoted && !stops {
		return i
	}
	families := p.namedInSentence(i)
	var works []*work
	for _, f := range families {
		works = append(works, p.refs.byFamily[f]...)
	}
	switch {
	case len(works) == 1:
		p.mla++
		p.link(i+1, end, works[0], locators)
		return end
	case len(works) > 1 && (quoted || p.mla > 0):
		p.doubt("ambiguous-citation", i, end+1, "the sentence names several works or authors that this page could belong to", keysOf(works)...)
	case len(works) == 0 && p.last != nil && (quoted && p.mla > 0 || p.s[i+1] == 'p'):
		p.doubt("ambiguous-citation", i, end+1, "the sentence names no author for this page; the work cited before is a candidate", p.last.item.ID)
	}
	return i
}

// yearAlone links a year in parentheses to the author whom the sentence names: "(1960, p. 20)".
func (p *passage) yearAlone(i int) int {
	cited, end := p.readYears(i + 1)
	if len(cited) != 1 || end >= len(p.s) || strings.IndexByte(")];", p.s[end]) < 0 || len(p.refs.list) == 0 {
		return i
	}
	var works []*work
	for _, f := range p.namedInSentence(i) {
		for _, w := range p.refs.byFamily[f] {
			if w.year == cited[0].year || w.original == cited[0].year {
				works = append(works, w)
			}
		}
	}
	if len(works) != 1 {
		return i
	}
	p.link(i+1, end, works[0], cited[0].locators)
	if p.s[end] == ';' {
		p.open = i
	}
	return end
}

// namedInSentence returns the listed authors whom the sentence names before a place.
func (p *passage) namedInSentence(at int) []string {
	start := sentenceStart(p.s, at)
	var found []string
	for i := start; i < at; {
		end := wordEnd(p.s, i)
		if end == i {
			_, size := utf8.DecodeRuneInString(p.s[i:])
			i += size
			continue
		}
		for n := 3; n > 0; n-- {
			words, after := wordsFrom(p.s, i, n)
			f := fold(words)
			if p.refs.byFamily[f] == nil || !startsUpper(words) && n == 1 && !strings.HasPrefix(f, "d'") {
				continue
			}
			if !slices.Contains(found, f) {
				found = append(found, f)
			}
			end = after
			break
		}
		i = end
	}
	return found
}

// wordsFrom returns the n words that begin at a place, with a space between them, and where they end; "" where there
// are fewer.
func wordsFrom(s string, at, n int) (string, int) {
	end := at
	for k := range n {
		if k > 0 {
			if end == len(s) || s[end] != ' ' {
				return "", at
			}
			end++
		}
		next := wordEnd(s, end)
		if next == end {
			return "", at
		}
		end = next
	}
	return s[at:end], end
}

// sentenceStart looks back for the end of the sentence before.
func sentenceStart(s string, at int) int {
	for i := at - 2; i > max(0, at-800); i-- {
		if s[i+1] != ' ' || strings.IndexByte(".!?", s[i]) < 0 {
			continue
		}
		word := s[strings.LastIndexAny(s[:i], " (\"")+1 : i]
		if s[i] == '.' && (utf8.RuneCountInString(word) <= 2 || isAbbreviated(word) || strings.Contains(word, ".-") && isInitials(word+".")) {
			continue
		}
		return i + 2
	}
	return max(0, at-800)
}

func isAbbreviated(s string) bool {
	switch s {
	case "cf", "vol", "vols", "ed", "repr", "rev", "ibid", "art", "comp", "Abt", "Bd", "Hrsg", "Aufl", "vgl", "Vgl", "nos", "pp", "etc",
		"Mr", "Mrs", "Dr", "Prof", "St", "eds", "trans", "chap", "Gen", "Col", "Sen", "Rep", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec":
		return true
	}
	return false
}

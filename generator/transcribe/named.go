package transcribe

import (
	"fmt"
	"slices"
	"strings"
)

// named links a citation that begins with names: "Watt 1974, p. 158", "Watt (1974; 1989, chapter XIV)",
// "Kolasky, p. 40", "Dallin (p. 275)", "Watt, op. cit., p. 5", and the rest of its kind.
func (p *passage) named(i int) int {
	g := readNames(p.s, i)
	if len(g.parts) == 0 {
		return i
	}
	end := i
	if mayCite(p.s[g.end:]) {
		end = firstEnd(i, g, p.shortTitle, p.yearsInParens, p.years, p.opCit, p.pageInParens, p.page, p.bare)
	}
	if end == i && len(g.parts) > 1 { // the first name may have more names after it that are none of its work's authors
		end = firstEnd(i, nameGroup{parts: g.parts[:1], end: g.parts[0].end}, p.shortTitle, p.opCit)
	}
	return end
}

// firstEnd is where a citation at a place ends by the first of several ways to read it that finds one; the place itself when none
// does.
func firstEnd[T any](at int, from T, ways ...func(T) int) int {
	for _, read := range ways {
		if end := read(from); end > at {
			return end
		}
	}
	return at
}

// oneName is a group of one name, which is printed, or meant, between two places.
func oneName(name string, start, end int) nameGroup {
	return nameGroup{parts: []namePart{{words: []string{name}, starts: []int{start}, end: end}}, end: end}
}

// institution links a citation that begins with a listed author who is no person: "World Health Organization (2015)",
// "[WHO] 2016".
func (p *passage) institution(i int) int {
	for _, name := range p.refs.institutions {
		end := i + len(name)
		if end > len(p.s) || p.s[i]|0x20 != name[0]|0x20 || !strings.EqualFold(p.s[i:end], name) || end < len(p.s) && isWordByte(p.s[end]) {
			continue
		}
		if m := shortForm().FindStringSubmatch(p.s[end:]); m != nil {
			end += len(m[0])
			if short := m[1] + m[2]; p.refs.byFamily[fold(short)] == nil {
				p.refs.byFamily[fold(short)] = p.refs.byFamily[fold(name)]
			}
		}
		if after := firstEnd(i, oneName(name, i, end), p.shortTitle, p.yearsInParens, p.years, p.pageInParens, p.page, p.bare); after > i {
			return after
		}
	}
	return i
}

// shortForm is an abbreviation in brackets after an institution's name.
var shortForm = pattern(`^ (?:\((\p{Lu}[\p{Lu}\d-]{1,9})\)|\[(\p{Lu}[\p{Lu}\d-]{1,9})\])`)

// mayCite says that a citation may go on so after its names.
func mayCite(rest string) bool {
	if rest == "" {
		return false
	}
	switch c := rest[0]; {
	case c == ',' && len(rest) > 2:
		return rest[2] < 'A' || rest[2] > 'Z'
	case strings.IndexByte("([,;):]", c) >= 0:
		return true
	case c != ' ' || len(rest) < 2:
		return false
	}
	c := rest[1]
	return c >= 0x80 || c == '(' || c == '[' || c >= '0' && c <= '9' || c == 'p' || c == 'S' || c == 'o' || c == 'l' || c == 'a' || c == 'i' || c == 'f' || c == 'n'
}

// authors is who of a group of names is cited.
type authors struct {
	families []string
	initial  string
	start    int // where the names begin
	others   bool
}

// readings of a group are all its ends: "Germany, Italy and Walt" may be Walt alone.
func (p *passage) readings(g nameGroup) []authors {
	var all []authors
	for k := range g.parts {
		a := authors{others: g.others}
		for n, part := range g.parts[k:] {
			family, start := part.family(p.refs.byFamily)
			if n == 0 {
				a.start, a.initial = start, part.initials()
			}
			a.families = append(a.families, family)
		}
		all = append(all, a)
	}
	return all
}

// works returns the works of exactly these authors, of the year where there is one.
func (p *passage) works(a authors, year string) []*work {
	var found []*work
	for _, w := range p.refs.byFamily[fold(a.families[0])] {
		if len(a.families) > 1 && (len(w.families) < 2 || !isSameFamily(w.families[1], a.families[1])) {
			continue
		}
		if year == "" && !w.given || w.year == year || w.original == year || len(year) == 4 && strings.TrimRight(w.year, "abcdefghijk") == year {
			found = append(found, w)
		}
	}
	if len(found) > 1 {
		found = p.narrowed(found, a)
	}
	return found
}

// isSameFamily compares family names, of which one may lack its particles.
func isSameFamily(a, b string) bool {
	a, b = fold(a), fold(b)
	return a == b || strings.HasSuffix(a, " "+b) || strings.HasSuffix(b, " "+a)
}

// narrowed drops works of other persons of the same family name, and of one author when several are named.
func (p *passage) narrowed(works []*work, a authors) []*work {
	ofAnother := func(w *work) bool {
		names := firstNames(w.item.Names)
		return a.initial != "" && len(names) > 0 && names[0].Given != "" && !strings.HasPrefix(fold(names[0].Given), fold(a.initial))
	}
	ofMoreOrFewer := func(w *work) bool {
		return a.others != (len(w.families) > 2) || !a.others && len(w.families) != len(a.families)
	}
	for _, unlike := range []func(*work) bool{ofAnother, ofMoreOrFewer} {
		if some := slices.DeleteFunc(slices.Clone(works), unlike); len(some) > 0 {
			works = some
		}
	}
	return works
}

// known says that the list has a work of the group's authors; it returns the longest reading that has.
func (p *passage) known(g nameGroup, year string) (authors, []*work) {
	readings := p.readings(g)
	for _, a := range readings {
		if works := p.works(a, year); len(works) > 0 {
			return a, works
		}
	}
	if year != "" {
		for _, a := range readings {
			if works := p.works(a, ""); len(works) > 0 && (len(a.families) == 1 || len(a.families) > 1 && len(works[0].families) > 1) {
				return a, nil
			}
		}
	}
	return readings[0], nil
}

// opCitWords stand for the title of a work that has been cited before.
var opCitWords = []string{
	"op. cit.", "op.cit.", "op. cit", "loc. cit.", "loc.cit.", "art. cit.", "art. cité", "ouvr. cité", "ob. cit.", "a. a. O.", "a.a.O.", "указ. соч.", "цит. соч.",
	"위의 책", "위의 글", "같은 책", "같은 글", "앞의 책", "앞의 글", "앞의 논문", "전게서", "전게논문", "前掲書", "前揭書",
}

// opCit links "Watt, op. cit., p. 5" to the work of the author that was cited last.
func (p *passage) opCit(g nameGroup) int {
	rest := strings.TrimPrefix(strings.TrimPrefix(p.s[g.end:], ","), " ")
	at := len(p.s) - len(rest)
	words := opCitWords
	if supra := supraNote().FindString(p.s[g.end:]); supra != "" {
		words = []string{strings.TrimLeft(supra, ", ")}
	}
	for _, word := range words {
		if len(rest) < len(word) || !strings.EqualFold(rest[:len(word)], word) {
			continue
		}
		at += len(word)
		locators, end := readLocators(p.s, at, "page")
		a, works := p.known(g, "")
		if last := p.recent[fold(a.families[0])]; last != nil && (len(works) == 0 || slices.Contains(works, last)) {
			works = []*work{last}
		}
		if len(works) != 1 {
			p.doubt("ambiguous-citation", a.start, end, "it cannot be told which work is meant", keysOf(works)...)
			return end
		}
		p.link(a.start, end, works[0], locators)
		return end
	}
	return 0
}

// pageInParens links "Dallin (p. 275)" and, where the list has the author, "Nation (38)".
func (p *passage) pageInParens(g nameGroup) int {
	open := g.end
	if strings.HasPrefix(p.s[open:], " ") {
		open++
	}
	if open+1 >= len(p.s) || p.s[open] != '(' {
		return 0
	}
	a, works := p.known(g, "")
	first := ""
	if len(works) > 0 {
		first = "page"
	}
	locators, end := readLocators(p.s, open+1, first)
	if len(locators) == 0 || end >= len(p.s) || p.s[end] != ')' || isNoName(a.families[0]) || locators[0].label == "number" && len(works) == 0 {
		return 0
	}
	return p.linkUndated(a, works, locators, end+1)
}

// page links "Kolasky, p. 40" and "(Nation 38)".
func (p *passage) page(g nameGroup) int {
	a, works := p.known(g, "")
	inside := p.open >= 0 || p.in != nil
	first := ""
	if len(works) > 0 && p.open >= 0 && (strings.HasPrefix(p.s[g.end:], " ") || strings.HasPrefix(p.s[g.end:], ", ")) {
		first = "page"
	}
	if len(works) == 1 && p.in != nil && noteFolio().MatchString(p.s[g.end:]) {
		first = "page"
	}
	locators, end := readLocators(p.s, g.end, first)
	if len(locators) == 0 || !inside && len(works) == 0 || isNoName(a.families[0]) || strings.HasPrefix(p.s[g.end:], " ") && first == "" {
		return 0
	}
	if len(works) == 0 && (p.open < 0 || isTitleWord(a.families[0]) || len(a.families[0]) < 3 || p.before(a.start) || locators[0].label != "page") {
		return 0
	}
	return p.linkUndated(a, works, locators, end)
}

// noteFolio is a page that a note gives without a word: "Penn, 51."
var noteFolio = pattern(`^, \d{1,4}(?:[-–]\d+)?(?:[.,;]|$| \()`)

// before says that words stand before the place in its parenthesis.
func (p *passage) before(at int) bool {
	words := strings.TrimRight(p.s[p.open+1:at], " ")
	return words != "" && !strings.HasSuffix(words, ";") && !strings.HasSuffix(words, "see") && !strings.HasSuffix(words, "from") && !strings.HasSuffix(words, "in")
}

// bare links a name that is a citation by its place alone: "(Roberts 1989, p. 3; Sipols)".
func (p *passage) bare(g nameGroup) int {
	if p.open < 0 || g.end >= len(p.s) || strings.IndexByte(");]", p.s[g.end]) < 0 {
		return 0
	}
	a, works := p.known(g, "")
	if len(works) == 0 || !p.alone(a.start, g.end) {
		return 0
	}
	return p.linkUndated(a, works, nil, g.end)
}

// linkUndated links a citation that names no year: to the author's only work, else it is a doubt.
func (p *passage) linkUndated(a authors, works []*work, locators []locator, end int) int {
	switch len(works) {
	case 0:
		p.link(a.start, end, p.lostWork(a, "", a.start, end), locators)
	case 1:
		p.link(a.start, end, works[0], locators)
	default:
		p.doubt("ambiguous-citation", a.start, end, fmt.Sprintf("the list has %d works by %s", len(works), a.families[0]), keysOf(works)...)
	}
	return end
}

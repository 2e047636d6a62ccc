package transcribe

import (
	"slices"
	"strings"
	"unicode/utf8"
)

var romanVolume = pattern(`^, (?:vol\. )?(?:([IVXL]{1,6})\b|([ivxl]{1,6}), p)`)

// shortTitle links "Watt, How War Came, p. 5": an author with the beginning of a title, or a word of it.
func (p *passage) shortTitle(g nameGroup) int {
	family, start := g.parts[0].family(p.refs.byFamily)
	at := g.parts[0].end
	if !strings.HasPrefix(p.s[at:], ", ") {
		return 0
	}
	works := p.refs.byFamily[fold(family)]
	if len(works) == 0 {
		return 0
	}
	at += 2
	words, end := p.titleAt(at)
	for _, w := range works {
		if after := p.beginsTitle(w, words, at, end); after > 0 {
			return p.linkTitled(w, start, after)
		}
	}
	var with []*work
	for _, w := range works {
		if len(words) == 1 && len(words[0]) > 3 && slices.Contains(w.titleWords(), words[0]) {
			with = append(with, w)
		}
	}
	end = p.pastQuote(at, end)
	if locators, _ := readLocators(p.s, end+len(backReference().FindString(p.s[end:])), "page"); len(with) != 1 || len(locators) == 0 || p.in == nil && p.open < 0 {
		return 0
	}
	return p.linkTitled(with[0], start, end)
}

// backReference says after a short title where the full one stands: "(wie Anm. 1)", ", cit.", "(note 3 above)".
var backReference = pattern(`^(?:,? cit\.| \((?:wie|s\.|siehe) Anm\. ?\d+\)| \((?:see )?(?:above, )?(?:n\.|note) ?\d+(?: above)?\))`)

// linkTitled links an author with a title that ends at a place, with the imprint and the locators after it.
func (p *passage) linkTitled(w *work, start, end int) int {
	if names := firstNames(w.item.Names); len(names) > 0 && names[0].Given != "" && strings.HasSuffix(p.s[:start], names[0].Given+" ") {
		start -= len(names[0].Given) + 1
	}
	volume := romanVolume().FindStringSubmatch(p.s[end:])
	if volume != nil {
		end += len(strings.TrimSuffix(volume[0], ", p"))
	}
	end = p.pastImprint(w, end)
	end += len(backReference().FindString(p.s[end:]))
	locators, after := readLocators(p.s, end, "page")
	if isOwnPages(w, locators) { // the article's pages; perhaps the one that is meant follows
		more, stop := readLocators(p.s, after, "")
		locators, after = more, max(after, stop)
	}
	if volume != nil {
		locators = append([]locator{{"volume", volume[1] + volume[2]}}, locators...)
	}
	p.link(start, after, w, locators)
	return after
}

// pastImprint returns where a description of the work goes on after its imprint: "…, Göttingen 1961", "…, in: Historia 7
// (1924)"; the place itself when no imprint follows.
func (p *passage) pastImprint(w *work, end int) int {
	year := w.year[:min(4, len(w.year))]
	rest := p.s[end:min(len(p.s), end+240)]
	if i := strings.IndexByte(rest, ';'); i >= 0 {
		rest = rest[:i]
	}
	at := strings.Index(rest, year)
	if year == "" || at < 0 || strings.Contains(locatorBefore().FindString(rest[:at]), "p") {
		return end
	}
	for i := 0; i+2 < at; i++ {
		if rest[i] == '.' && rest[i+1] == ' ' && sentenceStart(rest[:at], at) > i {
			return end
		}
	}
	at += len(year)
	if strings.HasPrefix(rest[at:], ")") {
		at++
	}
	return end + at
}

// locatorBefore finds a page number that stands before an imprint's year, so that the year belongs to something else.
var locatorBefore = pattern(`\bpp?\. ?\d`)

// titleAt returns the words that may begin a title at a place, and where they end; numbers after them are locators.
func (p *passage) titleAt(at int) ([]string, int) {
	quote := at
	at += len(p.s[at:]) - len(strings.TrimLeft(p.s[at:], `"“„‘'«『「《`))
	end := at
	for end < len(p.s) && end < at+120 && strings.IndexByte(",.;()", p.s[end]) < 0 {
		if r, _ := utf8.DecodeRuneInString(p.s[end:]); strings.ContainsRune("』」》", r) {
			break
		}
		end++
	}
	if quote < at && end+1 < len(p.s) && p.s[end] == ',' && beginning(p.s[end+1:], `"`, "”", "’", "'") != "" {
		return strings.Fields(wordsOnly(p.s[at:end])), end // a number before the mark is the title's
	}
	end = at + len(strings.TrimRight(trailingNumber().ReplaceAllString(strings.TrimSuffix(p.s[at:end], " cit"), ""), " "))
	return strings.Fields(wordsOnly(p.s[at:end])), end
}

var trailingNumber = pattern(`["”’]?(?: \d{1,4}(?:[-–:]\d*)?)+: ?\d*$|["”’]? \d{1,4}(?:[-–]\d+)?$`)

// beginsTitle says that two words or more of the work's title are those found between two places, and where they end.
func (p *passage) beginsTitle(w *work, words []string, at, end int) int {
	title := w.titleWords()
	if len(words) == 0 || len(words[0]) == 0 {
		return 0
	}
	for from := range title {
		if len(words) <= len(title)-from && (from < 2 || len(words) > 1) && slices.Equal(words, title[from:from+len(words)]) && (len(words) > 1 || len(words[0]) > 5 || len(title) == 1) {
			return p.pastQuote(at, end)
		}
	}
	return 0
}

// pastQuote takes in the comma and the quotation mark that close a title.
func (p *passage) pastQuote(at, end int) int {
	if end-at >= 130 {
		return end
	}
	return end + len(beginning(p.s[end:], `,"`, `,”`, `,’`, `"`, `”`, " »", "』", "」", "》"))
}

// titleInParens links a work that parentheses cite by the beginning of its title: `("Loud Children," 2014)`,
// "(Letters 2: 88)".
func (p *passage) titleInParens(i int) int {
	if p.open < 0 {
		return i
	}
	before := strings.TrimRight(p.s[p.open+1:i], ` "“‘«`)
	if before != "" && !strings.HasSuffix(before, ";") && !strings.HasSuffix(before, " in") && !strings.HasSuffix(before, "ee") && !strings.HasSuffix(before, "cf.") {
		return i
	}
	first, _, _ := strings.Cut(p.s[i:min(len(p.s), i+60)], " ")
	first = strings.TrimRight(first, `,.;:)"”’`)
	if p.refs.byTitle[fold(first)] == nil {
		return i
	}
	words, end := p.titleAt(i)
	found := p.worksTitled(first, words)
	if len(found) != 1 {
		return i
	}
	w := found[0]
	after := p.pastQuote(i, end)
	at := after + len(p.s[after:]) - len(strings.TrimLeft(p.s[after:], ", "))
	if year, stop := readYear(p.s, at); year != "" && year == w.year {
		after = stop
		at = after
	} else if locators, _ := readLocators(p.s, after, "page"); len(locators) == 0 && (len(words) < 2 || !p.alone(i, after)) {
		return i
	}
	locators, stop := readLocators(p.s, after, "page")
	start := i
	for _, open := range []string{`"`, "“", "„", "‘"} {
		if after > end && strings.HasSuffix(p.s[:i], open) {
			start -= len(open)
		}
	}
	p.link(start, stop, w, locators)
	return stop
}

// worksTitled returns the works whose titles begin with the words, of which the first is given as it is printed.
func (p *passage) worksTitled(first string, words []string) []*work {
	var found []*work
	for _, w := range p.refs.byTitle[fold(first)] {
		title := strings.Fields(wordsOnly(mainTitle(w.item.Fields["title"])))
		if len(words) > 0 && len(words) <= len(title) && slices.Equal(words, title[:len(words)]) {
			found = append(found, w)
		}
	}
	return found
}

// wordsOnly keeps a text's words and drops what is none.
func wordsOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`"“”„‘’'*_:,«»`, r) {
			return -1
		}
		return r
	}, strings.ReplaceAll(fold(s), ". ", " "))
}

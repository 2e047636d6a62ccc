package transcribe

import (
	"slices"
	"strings"
	"unicode/utf8"

	"glossator/generator/csl"
)

// Notes describe works in full where the text has no list of works, or where the list lacks them.

var (
	imprintParens  = pattern(`\(((?:\d{1,2}(?:st|nd|rd|th|d) edn?\.?, )?\p{Lu}[^():;]{1,50}(?:: [^():;]{2,70})?,? (?:1[5-9]|20)\d\d)\)`)
	articleYear    = pattern(`(?:1[5-9]|20)\d\d(?:/\d\d(?:\d\d)?)?\)?(?:[,:] ?(?:pp?\. ?)?\d+(?:[-–]\d+)?)?`)
	volumeYear     = pattern(` \d{1,3}(?:, no\. \d+)? \((?:\p{Lu}\pL+ )?(?:1[5-9]|20)\d\d\)`)
	pagesAfter     = pattern(`^, (?:pp?|S)\. ?[\d–-]+`)
	newspaperAfter = pattern(`^["'”“»’]*,? \p{Lu}[\p{L} ()]{2,60}, (?:` + dayDate + `)`)
	pageMeant      = pattern(`^ \(pp?\. ?([\d–-]+)\)`)
	quotedOnly     = pattern(`^["”“»’]? \((?:\p{Lu}|pp?\. )`)
	smallVolume    = pattern(`^, (?:vol\. )?([ivxl]{1,6}|[IVXL]{1,6})(?:, p|: )`)
	familyAlone    = pattern(`^(\p{Lu}[\p{L}'’-]{2,}), \p{Lu}`)
	leadIn         = pattern(`^(?:(?:(?i:see|cf|cfr|vgl|siehe|voir|so|etwa|auch|aber|anders|ferner|dazu|hierzu|grundlegend|ebenso|bereits|zuletzt|compare|accord|contra|quoted in|cited in|cited from|as in|in|also|and|for example|for instance|e\.g|refer to|but|inter alia|among others|among many)\b[.,:]*(?: also| cependant| toutefois| notamment| aussi| surtout| especially| further| in particular| for example| e\.g\.)?,? )+|(?:For|On) [^.;]{3,160}?,? (?:see|refer to|consult|cf\.)(?: also)? )`)
)

// described finds the works that a note describes in full, and links the descriptions.
func (p *passage) described() {
	if p.in == nil || len(p.s) > 20000 {
		return
	}
	p.describedInReports()
	p.describedCases()
	last := 0
	for _, m := range imprintParens().FindAllStringSubmatchIndex(p.s, 40) {
		if m[0] < last {
			continue
		}
		last = max(last, p.describedBook(last, m[0], m[1], p.s[m[2]:m[3]]))
	}
	for at := 0; ; {
		open := openingQuote(p.s[at:])
		if open < 0 {
			break
		}
		end := 0
		if !p.isLinked(at + open) {
			end = p.describedArticle(p.linkedBefore(at+open), at+open)
		}
		if end == 0 {
			end = max(closingQuote(p.s, at+open), at+open) + 1
		}
		at = min(end, len(p.s))
	}
	p.describedLaw()
	p.describedWithColon()
	p.describedInCorners()
	p.inHan()
	p.describedPlain(0)
}

// linkedBefore returns where what is linked before a place ends, or 0.
func (p *passage) linkedBefore(at int) int {
	end := 0
	for _, m := range p.b.marks {
		if m.work != nil && m.end <= at {
			end = max(end, m.end)
		}
	}
	return end
}

// segmentStart returns where the description begins that a place is in: after the sentence or semicolon before,
// without the words that lead to it.
func (p *passage) segmentStart(from, at int) int {
	start := max(from, sentenceStart(p.s, at))
	if i := strings.LastIndex(p.s[start:at], "; "); i >= 0 {
		start += i + 2
	}
	for range 3 {
		n := len(leadIn().FindString(p.s[start:at]))
		if n == 0 {
			break
		}
		start += n
	}
	for start < at && strings.IndexByte(" ,;.()", p.s[start]) >= 0 {
		start++
	}
	return start
}

// describedBook links "Author, Title (Place: Publisher, 1948), p. 3".
func (p *passage) describedBook(from, open, end int, inside string) int {
	start := p.segmentStart(from, open)
	if name, title := p.personBefore(start, open); title > 0 {
		start = name
	}
	description := p.b.slice(start, end)
	if beginning(description.text, sameAuthorWords...) != "" {
		return 0 // it is read as a short title
	}
	w := describedWork(description)
	if m := familyAlone().FindStringSubmatch(description.text); m != nil && !isNoName(m[1]) && !isTitleWord(m[1]) && !strings.Contains(description.text, " v. ") {
		w = p.describedOf([]csl.Name{{Family: m[1]}}, start, start+len(m[1])+2, end)
	}
	title := w.item.Fields["title"]
	emphasisedBefore := slices.ContainsFunc(p.b.marks, func(m mark) bool {
		return m.kind == emphasised && m.start >= start && m.end >= open-3 && m.end <= open
	})
	hasAuthor := len(w.families) > 0 && (firstNames(w.item.Names)[0].Literal == "" || officeInNote().MatchString(description.text))
	if utf8.RuneCountInString(title) < 4 || len(title) > 300 || !emphasisedBefore && !strings.Contains(inside, ": ") && !hasAuthor || strings.Count(title, " ") > 30 {
		return 0
	}
	w = p.sameOrNew(w)
	after := p.markWithPages(start, end, w)
	return after
}

// describedOf is the work of the authors whose title and imprint stand between two places.
func (p *passage) describedOf(authors []csl.Name, start, title, end int) *work {
	w := titledWork(p.b.slice(title, end))
	w.printed = p.b.slice(start, end).text
	w.item.Custom["printed"] = w.printed
	w.item.Names["author"], w.families = authors, surnames(authors)
	return w
}

// workFrom is a work whose words stand between two places, by its title, its authors, of whom there may be none, and its year.
func (p *passage) workFrom(start, end int, kind, title string, authors []csl.Name, year string) *work {
	w := newWork(p.s[start:end], p.b.line(start))
	w.year, w.families = year, surnames(authors)
	w.item.Type, w.item.Fields["title"], w.item.Dates["issued"] = kind, title, inYear(year)
	if authors != nil {
		w.item.Names["author"] = authors
	}
	return w
}

// markWithPages links a description with the volume and pages after it; an article's or chapter's own pages are no
// locator, but the page in parentheses after them is.
func (p *passage) markWithPages(start, end int, w *work) int {
	volume := smallVolume().FindStringSubmatch(p.s[end:])
	at := end
	if volume != nil {
		at += len(strings.TrimRight(volume[0], "p:, "))
	}
	locators, after := readLocators(p.s, at, "page")
	if m := pageMeant().FindStringSubmatch(p.s[after:]); m != nil {
		locators, after = []locator{{"page", strings.ReplaceAll(m[1], "–", "-")}}, after+len(m[0])
	} else if isOwnPages(w, locators[:min(1, len(locators))]) {
		locators = locators[1:] // after them the page that is meant may follow: "S. 3–14, hier S. 6"
	}
	if volume != nil {
		locators = append([]locator{{"volume", volume[1]}}, locators...)
	}
	p.mark(start, after, w, locators)
	return after
}

// isOwnPages says that the locator is the range of pages that the work itself has.
func isOwnPages(w *work, locators []locator) bool {
	pages := strings.NewReplacer("–", "-", "—", "-").Replace(w.item.Fields["page"])
	return len(locators) == 1 && pages != "" && locators[0].value == pages
}

// describedArticle links "Title," Periodical, vol. 8, no. 4, 1997, pp. 289-295, with the author before it.
func (p *passage) describedArticle(from, quote int) int {
	shut := closingQuote(p.s, quote)
	if shut < 0 || shut-quote < 12 || shut-quote > 300 {
		return 0
	}
	if quotedOnly().MatchString(p.s[shut:]) {
		return 0
	}
	stop := min(len(p.s), shut+220)
	if i := strings.Index(p.s[shut:stop], "; "); i >= 0 {
		stop = shut + i
	}
	year := articleYear().FindStringIndex(p.s[shut:stop])
	if year == nil || year[0] > 160 || strings.Contains(p.s[shut:shut+year[0]], ") ") {
		return 0
	}
	comma := strings.ContainsRune(",.?!", rune(p.s[shut-1])) || strings.HasPrefix(strings.TrimLeft(p.s[shut:], `"'”“»’`), ",")
	periodical := slices.ContainsFunc(p.b.marks, func(m mark) bool { return m.kind == emphasised && m.start > shut && m.start < shut+12 })
	if !comma || !periodical && !volumeWord().MatchString(p.s[shut:stop]) && !volumeIssue().MatchString(p.s[shut:stop]) && !volumeYear().MatchString(p.s[shut:stop]) && !newspaperAfter().MatchString(p.s[shut:stop]) && !strings.Contains(p.s[shut:min(stop, shut+8)], " in ") {
		return 0
	}
	end := shut + year[1]
	if strings.HasPrefix(p.s[end:], ")") {
		end++
	}
	if pages := pagesAfter().FindString(p.s[end:]); pages != "" {
		end += len(pages)
	}
	start := p.authorBefore(from, quote)
	w := describedWork(p.b.slice(start, end))
	if w.item.Fields["container-title"] == "" {
		return 0
	}
	locators, after := readLocators(p.s, end, "")
	if m := pageMeant().FindStringSubmatch(p.s[end:]); m != nil {
		locators, after = []locator{{"page", strings.ReplaceAll(m[1], "–", "-")}}, end+len(m[0])
	}
	p.mark(start, max(end, after), p.sameOrNew(w), locators)
	return max(end, after)
}

// authorBefore returns where the name begins that stands directly before a quoted title, or the title's place.
func (p *passage) authorBefore(from, quote int) int {
	start := p.segmentStart(from, quote)
	name := strings.TrimRight(p.s[start:quote], " ,:")
	if start < quote && personNames(name) != nil && isPersons(name) {
		return start
	}
	if name, end := p.personBefore(start, quote); end > 0 && strings.Trim(p.s[end:quote], " ,:") == "" {
		return name
	}
	return quote
}

// isTitlePart says that the title of a description is the other's, or its first part.
func isTitlePart(w, other *work) bool {
	title := letters(w.item.Fields["title"])
	return utf8.RuneCountInString(title) > 8 && strings.HasPrefix(letters(other.item.Fields["title"]), title)
}

// sameOrNew returns the work that is known by the author and title already, else the new one.
func (p *passage) sameOrNew(w *work) *work {
	var same []*work
	if len(w.families) > 0 {
		same = p.refs.byFamily[fold(w.families[0])]
	}
	if words := strings.Fields(fold(mainTitle(w.item.Fields["title"]))); len(w.families) == 0 && len(words) > 0 {
		same = p.refs.byTitle[words[0]]
	}
	for _, other := range same {
		if w.year != "" && other.year == w.year && isTitlePart(w, other) {
			return other
		}
		if titleKey(other.item) == titleKey(w.item) || len(w.families) == 0 && letters(mainTitle(other.item.Fields["title"])) == letters(mainTitle(w.item.Fields["title"])) {
			return other
		}
	}
	p.refs.unlisted = append(p.refs.unlisted, w)
	w.item.Fields["keyword"] = "unlisted"
	p.refs.add(w)
	return w
}

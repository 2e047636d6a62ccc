package transcribe

import "strings"

// Lawyers put the volume before the journal and the year at the end: "Francis H. Bohlen, The Moral Duty to Aid Others,
// 56 U. PA. L. REV. 217 (1908)"; of a book they set the page after the title: "Watchmen and Walls 12-14 (2d ed. 1999)".

var (
	lawArticle = pattern(`, (\d{1,3}) (\p{Lu}[\p{L}.&' ]{2,40}?) (\d{1,4})(?:, (\d{1,4}(?:[-–]\d+)?))? \(((?:1[5-9]|20)\d\d)\)`)
	lawBook    = pattern(`, (\p{Lu}[^,;()§]{3,120}?) (§§? ?)?(\d{1,4}(?:\.\d+)?(?:[-–]\d+)?) \((?:(\d+(?:st|nd|rd|th|d)) ed\. )?((?:1[5-9]|20)\d\d)\)`)
	supraNote  = pattern(`^,? (?:supra (?:note|n\.) \d+|\((?:(?:as |see )?(?:above|supra),? )?(?:n\.?|note|(?:wie |s\. )?Anm\.) ?\d+(?: above)?\))`)
	idWord     = pattern(`^[Ii]d\.(?: at \d| §|, at|, §|$)`)
)

// describedLaw finds the articles and books that a note describes as lawyers do.
func (p *passage) describedLaw() {
	if !strings.Contains(p.s, ")") {
		return
	}
	for _, m := range lawArticle().FindAllStringSubmatchIndex(p.s, 20) {
		w, start := p.lawWork("article-journal", m, p.s[m[10]:m[11]])
		if w == nil {
			continue
		}
		w.item.Fields["volume"], w.item.Fields["container-title"], w.item.Fields["page"] = p.s[m[2]:m[3]], p.s[m[4]:m[5]], p.s[m[6]:m[7]]
		var locators []locator
		if m[8] >= 0 {
			locators = []locator{{"page", p.s[m[8]:m[9]]}}
		}
		p.mark(start, m[1], p.sameOrNew(w), locators)
	}
	for _, m := range lawBook().FindAllStringSubmatchIndex(p.s, 20) {
		w, start := p.lawWork("book", []int{m[2], m[1]}, p.s[m[10]:m[11]])
		if w == nil || strings.Contains(p.s[m[2]:m[3]], ". ") {
			continue
		}
		w.item.Fields["title"] = p.s[m[2]:m[3]]
		if m[8] >= 0 {
			w.item.Fields["edition"] = p.s[m[8]:m[9]]
		}
		label := "page"
		if m[4] >= 0 {
			label = "section"
		}
		p.mark(start, m[1], p.sameOrNew(w), []locator{{label, p.s[m[6]:m[7]]}})
	}
}

// lawWork is the work whose author stands before a title that ends at the first place; nil when no person does.
func (p *passage) lawWork(kind string, at []int, year string) (*work, int) {
	if p.isLinked(at[0]) {
		return nil, 0
	}
	start, end := p.personBefore(p.segmentStart(0, at[0]), at[0])
	if end == 0 {
		return nil, 0
	}
	title := strings.Trim(p.s[end:at[0]], " ,")
	if len(title) < 4 && at[0]-end > 2 {
		return nil, 0
	}
	return p.workFrom(start, at[1], kind, title, givenFirst(p.s[start:end]), year), start
}

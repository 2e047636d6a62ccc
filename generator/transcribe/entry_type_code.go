package transcribe

import (
	"strings"

	"glossator/generator/csl"
)

// Chinese lists follow GB/T 7714, which says in brackets behind the title what kind of work it is: "王德明. 港口史[M]. 北京: 中华书局,
// 1985: 12."; "李国强, 张伟. 公所章程考[J]. 历史研究, 1990(3): 45-60."

var (
	typeCoded    = pattern(`^([^.．]{2,120})[.．] ?([^\[\]]{2,200}?) ?\[([MJDRGC])(?:/OL)?\][.．,，]? ?`)
	codedImprint = pattern(`^(?:([^.．:：,，]{1,12}版)[.．] ?)?([^.．:：,，]{2,40})[:：] ?([^.．:：,，]{2,60})[,，] ?(` + yearWord + `)`)
	codedJournal = pattern(`^([^.．,，]{2,80})[,，] ?(` + yearWord + `)(?:[,，] ?(\d{1,4}))? ?(?:[(（]([^()（）]{1,12})[)）])?(?:[:：] ?(\d+(?:[-–—]\d+)?))?`)
	codedPage    = pattern(yearWord + `[:：] ?(\d+(?:[-–]\d+)?)$`)
	codedTypes   = map[string]string{"M": "book", "J": "article-journal", "D": "thesis", "R": "report", "G": "book", "C": "book"}
)

// readTypeCoded understands such an entry. It says whether it is one.
func (e *entry) readTypeCoded() bool {
	m := typeCoded().FindStringSubmatch(e.rest.text)
	if m == nil {
		return false
	}
	rest := e.rest.text[len(m[0]):]
	imprint, journal := codedImprint().FindStringSubmatch(rest), codedJournal().FindStringSubmatch(rest)
	fields := []string{"edition", "publisher-place", "publisher", ""}
	found := imprint
	if m[3] == "J" {
		found, fields = journal, []string{"container-title", "", "volume", "issue", "page"}
	}
	if found == nil {
		return false
	}
	for i, field := range fields {
		if field != "" {
			e.set(field, found[i+1])
		}
	}
	e.set("title", m[2])
	e.item.Type, e.item.Names["author"] = codedTypes[m[3]], codedNames(m[1])
	e.year = anyYear().FindString(found[0])
	e.item.Dates["issued"] = inYear(e.year)
	e.families = surnames(e.item.Names["author"])
	return true
}

// describedByCode finds a work that a note describes so; the page behind the year of a book is the one that is meant.
func (p *passage) describedByCode() {
	if !strings.Contains(p.s, "[") || !typeCoded().MatchString(p.s) {
		return
	}
	end := len(strings.TrimRight(p.s, ".。．"))
	e := newEntry(p.b.slice(0, end), true)
	if !e.readTypeCoded() {
		return
	}
	var locators []locator
	if m := codedPage().FindStringSubmatch(p.s[:end]); m != nil && e.item.Fields["page"] == "" {
		locators = []locator{{"page", strings.ReplaceAll(m[1], "–", "-")}}
	}
	p.mark(0, end, p.sameOrNew(e.work), locators)
}

// codedNames are names with commas between them, the family name first and without a comma: 李国强, SMITH J, 等.
func codedNames(row string) []csl.Name {
	var names []csl.Name
	for name := range strings.FieldsFuncSeq(row, func(r rune) bool { return strings.ContainsRune(",，、", r) }) {
		name = strings.TrimSpace(name)
		family, given, inverted := strings.Cut(name, " ")
		switch {
		case name == "等" || name == "et al":
			names = append(names, csl.Name{Literal: "others"})
		case inverted && name[0] < 0x80:
			names = append(names, csl.Name{Family: family, Given: given})
		case name != "":
			names = append(names, csl.Name{Literal: name})
		}
	}
	return names
}

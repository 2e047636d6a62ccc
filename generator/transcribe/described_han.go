package transcribe

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"glossator/generator/csl"
)

// Chinese and Japanese print has the titles of books and periodicals in marks of their own, and what a description has else in a
// fixed order: 王德明：《港口史》，北京：中華書局，1985年，第12頁; 田中一郎『港の歴史』（岩波書店、1980年）、12頁. Later the author and
// the title are enough, or 田中、前掲書.

const (
	hanCountOf = `[\d０-９〇一二三四五六七八九十百]{1,5}`
	hanYearOf  = `((?:1[5-9]|20)\d\d|[〇一二三四五六七八九]{4})`
	hanName    = `\p{Han}{2,4}?(?:[ 　]\p{Han}{1,3})?`
	hanNames   = `(?:[\[［〔（(]\p{Han}{1,2}[\]］〕）)] ?)?(` + hanName + `(?:[、・·,，]` + hanName + `)*)等?`
	hanLead    = `(?:^|[。；;\s（(]|[頁页][、，])(?:(?:参见|參見|参看|參看|详见|詳見|另见|另見|见|見|参照|转引自|轉引自)[：:]?)?`
	hanBook    = `[《『]([^《》『』]{1,80})[》』]`
)

var (
	hanDescribed = pattern(hanLead + hanNames + `(主編|主编|編著|编著|編|编|著|譯|译)?[：:，,、]? ?(?:[「〈“《]([^「」〈〉“”《》]{2,100})[」〉”》][，,、]? ?)?` + hanBook +
		`([^。；;《『「〈]{0,50}?)` + hanYearOf + `年?(?:版|初版)?(?:第?(\d{1,4})[期号號])?[）)]?`)
	hanShort  = pattern(hanLead + hanNames + `(?:著|編|编)?[：:，,、]? ?(?:(前[掲揭引注][書书論论文著]文?)|(?:前[掲揭引])?[《『「〈]([^《》『』「」〈〉]{1,100})[》』」〉])`)
	hanPages  = pattern(`^[，,、]? ?第?(` + hanCountOf + `)(?:[-–—~～至](` + hanCountOf + `))?[頁页]`)
	hanVolume = pattern(`第?(` + hanCountOf + `)[巻卷編编]`)
	hanIssue  = pattern(`第?(` + hanCountOf + `)[期号號]`)
	hanPlace  = pattern(`^(?:(\p{Han}{2,5})[：:])?([^，,、：:]{2,30})$`)
	hanAgain  = pattern(`^(?:同上[書书文]?|同前[書书]?|同[書书])`)
	hanStart  = pattern(`^` + hanNames + `(?:編|编|著)?[：:，,]? ?[《『「〈]`)
	hanToRead = strings.NewReplacer("〇", "0", "一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")
)

// inHan finds the works that a note describes so, and those that it names again.
func (p *passage) inHan() {
	p.describedByCode()
	if !strings.ContainsAny(p.s, "《『「〈前") {
		return
	}
	for _, m := range hanDescribed().FindAllStringSubmatchIndex(p.s, 20) {
		locators, end := readLocators(p.s, m[1], "")
		p.mark(m[2], end, p.sameOrNew(p.hanWork(m)), locators)
	}
	for _, m := range hanShort().FindAllStringSubmatchIndex(p.s, 20) {
		if p.isLinked(m[2]) {
			continue
		}
		title := ""
		if m[6] >= 0 {
			title = p.s[m[6]:m[7]]
		}
		if w := p.hanKnown(p.s[m[2]:m[3]], title); w != nil {
			locators, end := readLocators(p.s, m[1], "")
			p.mark(m[2], end, w, locators)
		}
	}
}

// hanWork is the work of a description that has been found.
func (p *passage) hanWork(m []int) *work {
	words := func(i int) string { return p.s[max(m[2*i], 0):max(m[2*i+1], 0)] }
	var names []csl.Name
	for name := range strings.FieldsFuncSeq(words(1), func(r rune) bool { return strings.ContainsRune("、・·,，", r) }) {
		names = append(names, csl.Name{Literal: name})
	}
	w := p.workFrom(m[2], m[1], "book", words(4), names, hanDecimal(words(6)))
	if strings.ContainsAny(words(2), "編编") {
		w.item.Names = map[string][]csl.Name{"editor": names}
	}
	set := func(field, value string) {
		if value != "" {
			w.item.Fields[field] = value
		}
	}
	between := strings.Trim(words(5), "，,、（( ")
	if words(3) == "" {
		if place := hanPlace().FindStringSubmatch(between); place != nil {
			set("publisher-place", place[1])
			set("publisher", place[2])
		}
		return w
	}
	w.item.Type, w.item.Fields["title"], w.item.Fields["container-title"] = "article-journal", words(3), words(4)
	for field, found := range map[string][]string{"volume": hanVolume().FindStringSubmatch(between), "issue": hanIssue().FindStringSubmatch(between)} {
		if found != nil {
			set(field, hanDecimal(found[1]))
		}
	}
	set("issue", words(7))
	return w
}

// hanKnown is the only known work of an author, who may be named by the family name alone, with the beginning of the title.
func (p *passage) hanKnown(author, title string) *work {
	author = strings.TrimRight(author, " 　")
	return onlyWork(slices.Concat(p.refs.list, p.refs.unlisted), func(w *work) bool {
		return len(w.families) > 0 && strings.HasPrefix(w.families[0], author) && strings.HasPrefix(w.item.Fields["title"], title)
	})
}

// onlyWork is the one work that fits, or nil where none or several do.
func onlyWork(works []*work, fits func(*work) bool) (only *work) {
	for _, w := range works {
		if !fits(w) {
			continue
		}
		if only != nil {
			return nil
		}
		only = w
	}
	return only
}

// hanPage reads a page as Chinese and Japanese print has it: 第12頁, 、一二頁.
func hanPage(s string, at int) (found []locator, end int) {
	m := hanPages().FindStringSubmatch(s[at:])
	if m == nil {
		return nil, at
	}
	page := hanDecimal(m[1])
	if m[2] != "" {
		page += "-" + hanDecimal(m[2])
	}
	return []locator{{"page", page}}, at + len(m[0])
}

// hanDecimal is a number in digits, whatever it is written with: 一九八〇, 十二.
func hanDecimal(s string) string {
	if strings.ContainsAny(s, "十百") {
		return strconv.Itoa(hanValue(s))
	}
	return hanToRead.Replace(wideDigits.Replace(s))
}

// hanAgainWord returns where the word ends that means the work cited before, or the place itself: it begins a note or a sentence.
func hanAgainWord(s string, i int) int {
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[:i], " "))
	if i > 0 && !strings.ContainsRune("。；;見见", before) {
		return i
	}
	return i + len(hanAgain().FindString(s[i:]))
}

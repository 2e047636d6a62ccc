package transcribe

import (
	"strings"
)

// ofSeries is the part of a series of documents that is meant: ", 3rd ser.", ", Series B", " 1924".
var ofSeries = pattern(`^,? (?:(?:\d+(?:st|nd|rd|th)|[A-E]|[Ff]irst|[Ss]econd|[Tt]hird|[IVX]+),? ser(?:ies|\.)|[Ss]er(?:ies|\.) [A-Z\d]+|[A-E],|(?:18|19|20)\d\d(?:[-–]\d\d(?:\d\d)?)?(?:,| ))`)

// volumeOfSeries is a volume in Roman numbers without a word: ", VI, no. 300".
var volumeOfSeries = pattern(`^,? ([IVXL]{1,6})(?:/\d)?,`)

// series links an abbreviation that the text defines, with its locators: "GK no. 81, no. 84", "SPE 318, 337".
func (p *passage) series(i int) int {
	var w *work
	end := i
	for n := 3; n > 0 && w == nil; n-- {
		var short string
		short, end = wordsFrom(p.s, i, n)
		w = p.refs.byShort[short]
	}
	if w == nil {
		return i
	}
	at := end + len(strings.TrimRight(ofSeries().FindString(p.s[end:]), ", "))
	volume := volumeOfSeries().FindStringSubmatch(p.s[at:])
	if volume != nil {
		at += len(volume[0]) - 1
	}
	locators, after := readLocators(p.s, at, "?")
	if len(locators) == 0 {
		return i
	}
	if volume != nil {
		locators = append([]locator{{"volume", volume[1]}}, locators...)
	}
	p.link(i, after, w, locators)
	return after
}

// labelSeries gives the label that a series is mostly cited by to its locators without one.
func (c *citer) labelSeries() {
	counts := map[*work]map[string]int{}
	c.eachBlock(func(b *block, _ *note) {
		for _, m := range b.marks {
			for _, l := range m.locators {
				if l.label != "?" && m.work.short() != "" {
					if counts[m.work] == nil {
						counts[m.work] = map[string]int{}
					}
					counts[m.work][l.label]++
				}
			}
		}
	})
	c.eachBlock(func(b *block, _ *note) {
		for _, m := range b.marks {
			for k, l := range m.locators {
				if l.label == "?" {
					m.locators[k].label = mostFrequent(counts[m.work], "page")
				}
			}
		}
	})
}

func mostFrequent(counts map[string]int, otherwise string) string {
	best := otherwise
	for label, n := range counts {
		if n > counts[best] || n == counts[best] && label < best {
			best = label
		}
	}
	return best
}

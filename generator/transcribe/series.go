package transcribe

import "regexp"

// ofSeries is the part of a series of documents that is meant: ", 3rd ser.".
var ofSeries = regexp.MustCompile(`^,? (?:\d+(?:st|nd|rd|th)|[A-D]|[Ff]irst|[Ss]econd|[Tt]hird|[IVX]+),? ser(?:ies|\.)`)

// series links an abbreviation that the text defines, with its locators: "GK no. 81, no. 84", "SPE 318, 337".
func (p *passage) series(i int) int {
	end := i
	for end < len(p.s) && isWordByte(p.s[end]) {
		end++
	}
	w := p.refs.byShort[p.s[i:end]]
	if w == nil {
		return i
	}
	locators, after := readLocators(p.s, end+len(ofSeries.FindString(p.s[end:])), "?")
	if len(locators) == 0 {
		return i
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

package transcribe

import (
	"regexp"
	"slices"
	"strings"
)

var romanVolume = regexp.MustCompile(`^, (?:vol\. )?([IVXL]{1,6})\b`)

// shortTitle links "Watt, How War Came, p. 5": an author with the beginning of a title.
func (p *passage) shortTitle(g nameGroup) int {
	family, start := g.parts[0].family(p.refs.byFamily)
	at := g.parts[0].end
	if !strings.HasPrefix(p.s[at:], ", ") {
		return 0
	}
	at += 2
	words, end := p.titleAt(at)
	for _, w := range p.refs.byFamily[fold(family)] {
		end := p.beginsTitle(w, words, at, end)
		if end == 0 {
			continue
		}
		volume := romanVolume.FindStringSubmatch(p.s[end:])
		if volume != nil {
			end += len(volume[0])
		}
		locators, after := readLocators(p.s, end, "page")
		if volume != nil {
			locators = append([]locator{{"volume", volume[1]}}, locators...)
		}
		p.link(start, after, w, locators)
		return after
	}
	return 0
}

// titleAt returns the words that may begin a title at a place, and where they end.
func (p *passage) titleAt(at int) ([]string, int) {
	at += len(p.s[at:]) - len(strings.TrimLeft(p.s[at:], `"“‘'«`))
	end := at
	for end < len(p.s) && end < at+120 && strings.IndexByte(",.;()", p.s[end]) < 0 {
		end++
	}
	return strings.Fields(wordsOnly(p.s[at:end])), end
}

// beginsTitle says that two words or more of the work's title are those found between two places, and where they end.
func (p *passage) beginsTitle(w *work, words []string, at, end int) int {
	title := w.titleWords()
	if len(words) == 0 || len(words[0]) == 0 {
		return 0
	}
	for from := range title {
		if len(words) <= len(title)-from && (from < 2 || len(words) > 1) && slices.Equal(words, title[from:from+len(words)]) && (len(words) > 1 || len(words[0]) > 5 || len(title) == 1) {
			for end < len(p.s) && end-at < 130 && strings.HasPrefix(p.s[end:], ",") && strings.HasPrefix(p.s[end+1:], `"`) {
				end += 2
			}
			return end
		}
	}
	return 0
}

// wordsOnly keeps a text's words and drops what is none.
func wordsOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`"“”‘’'*_:,«»`, r) {
			return -1
		}
		return r
	}, fold(s))
}

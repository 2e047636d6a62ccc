package proof

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"glossator/generator/csl"
	"glossator/generator/edition"
)

// citationTyped finds citations by author and year that are words and no more.
func citationTyped() Rule {
	return Rule{
		ID:      "citation-typed",
		Summary: "a source is cited in words, by author and year, and nothing leads to it",
		Why: "Readers cannot follow it, and the source's page does not have the passage. Write it as a citation, [@key, p. 23], which the style formats, " +
			"or keep its words: [Watt 1974, 23](cite:key?page=23). Answer it where it is not to be linked.",
		check: func(s *sheet) {
			works := worksByYear(s.edition.Sources)
			s.texts(func(t *edition.Text) {
				linked := linkedSpans(t)
				for i := range t.Passages {
					p := &t.Passages[i]
					if p.Kind == edition.Code || p.Kind == edition.Title || p.Kind == edition.Byline {
						continue
					}
					for _, c := range typedIn(p, works) {
						if !c.isNear(linked[int32(i)]) {
							s.passage(t, i, fmt.Sprintf("“%s” seems to cite %s, and is no citation", p.Text[c.start:c.end], c.keys()), c.hint(p.Text))
						}
					}
				}
			})
		},
	}
}

// linkedSpans are by passage the stretches of a text that are citations or other links, each with the end of the furthest so far.
func linkedSpans(t *edition.Text) map[int32][]edition.Span {
	spans := byPassage(t.Opaque)
	for _, c := range t.Citations {
		spans[c.Span.Passage] = append(spans[c.Span.Passage], c.Span)
	}
	for _, list := range spans {
		slices.SortFunc(list, func(a, b edition.Span) int { return cmp.Compare(a.Start, b.Start) })
		for i := 1; i < len(list); i++ {
			list[i].End = max(list[i].End, list[i-1].End)
		}
	}
	return spans
}

// nameAndYear are by what an author-date style knows a work.
type nameAndYear struct{ family, year string }

// work is a source with the surnames of those who made it.
type work struct {
	key   string
	names []string
}

const mostAlike = 20 // works of one name and year that are looked at, and names of a work

// worksByYear are the sources by their first author or editor, and by the years of this and the first edition.
func worksByYear(sources []*edition.Source) map[nameAndYear][]work {
	works := map[nameAndYear][]work{}
	for _, src := range sources {
		w := work{key: src.Item.ID}
		for _, n := range creators(&src.Item) {
			if len(w.names) < mostAlike {
				w.names = append(w.names, surname(n))
			}
		}
		if len(w.names) == 0 || w.names[0] == "" || isMonth(w.names[0]) {
			continue
		}
		issued, first := src.Item.Dates["issued"].Start.Year, src.Item.Dates["original-date"].Start.Year
		for _, year := range slices.Compact([]int{issued, first}) {
			key := nameAndYear{w.names[0], strconv.Itoa(year)}
			if len(works[key]) < mostAlike {
				works[key] = append(works[key], w)
			}
		}
	}
	return works
}

// creators are a work's authors, else its editors.
func creators(item *csl.Item) []csl.Name {
	if names := item.Names["author"]; len(names) > 0 {
		return names
	}
	return item.Names["editor"]
}

// surname is the last word of a family name, or a whole name that is written without spaces, 김철수; folded. An institution has
// none: its name beside a year may be anything.
func surname(n csl.Name) string {
	list := words(n.Family)
	if len(list) == 0 {
		return ""
	}
	if strings.ContainsFunc(n.Family, func(r rune) bool { return unicode.In(r, unicode.Hangul, unicode.Han) }) {
		return folded(n.Family + n.Given)
	}
	return folded(list[len(list)-1].text)
}

// isMonth says that a family name before a year is rather a month.
func isMonth(family string) bool {
	return slices.Contains([]string{"march", "april", "may", "june", "august", "mars", "mai", "abril", "mayo"}, family)
}

// typed is a citation that is words.
type typed struct {
	start, end int // in the passage's text
	year       int // where that stands
	narrative  bool
	works      []work
}

// isNear says that one of the links is so near, in bytes, that it is this citation's own.
func (c typed) isNear(links []edition.Span) bool {
	const near = 60
	after := sort.Search(len(links), func(i int) bool { return int(links[i].Start) >= c.end+near })
	return after > 0 && int(links[after-1].End) > c.start-near
}

func (c typed) keys() string {
	var keys []string
	for _, w := range c.works {
		keys = append(keys, strconv.Quote(w.key))
	}
	if len(keys) > 3 {
		keys = append(keys[:2], "another")
	}
	return strings.Join(keys, " or ")
}

// hint is how the first of the works is cited.
func (c typed) hint(text string) string {
	key, locator := "@"+c.works[0].key, ""
	if m := pagesBehind.FindStringSubmatch(text[c.year+yearSize:]); m != nil {
		locator = "p. " + m[1]
		if strings.ContainsAny(m[1], "-–") {
			locator = "p" + locator
		}
	}
	switch {
	case c.narrative && locator != "":
		return "write " + key + " [" + locator + "]"
	case c.narrative:
		return "write " + key
	case locator != "":
		locator = ", " + locator
	}
	return "write [" + key + locator + "]"
}

const (
	yearSize = len("1974")
	aside    = 120 // bytes before or behind a year in which the rest of a citation is looked for
)

// What may stand behind a year: pages; the end of a citation in parentheses, and of one without; and before one without.
var (
	pagesBehind = regexp.MustCompile(`^[a-k]?[,:] ?(?:(?:pp?|SS?|с)\. ?)?(\d+(?:[-–]\d+)?)`)
	endsInside  = regexp.MustCompile(`^[a-k]?(?:[)\];]|, |: ?\d)`)
	endsOutside = regexp.MustCompile(`^[a-k]?(?:[.;)]|, (?:(?:pp?|SS?|с)\. ?)?\d|: ?\d|$)`)
	cue         = regexp.MustCompile(`(?i)(?:^|[ (])(?:see|see also|cf\.|compare|vgl\.|siehe|voir|см\.) $`)
	noteBegins  = regexp.MustCompile(`(?:^|[.;] )$`)
)

// typedIn finds years with a name before them.
func typedIn(p *edition.Passage, works map[nameAndYear][]work) []typed {
	var found []typed
	open := -1 // the last bracket that is not closed
	for i := 0; i < len(p.Text); i++ {
		switch p.Text[i] {
		case '(', '[':
			open = i
		case ')', ']':
			open = -1
		case '1', '2':
			if !isYear(p.Text, i) {
				continue
			}
			if c := typedAt(p, i, open, works); c.works != nil {
				found = append(found, c)
			}
			i += yearSize - 1
		}
	}
	return found
}

func isYear(text string, i int) bool {
	if len(text) < i+yearSize || strings.Trim(text[i:i+yearSize], "0123456789") != "" {
		return false
	}
	before := i > 0 && strings.IndexByte("0123456789-./", text[i-1]) >= 0
	return !before && (len(text) == i+yearSize || text[i+yearSize] < '0' || text[i+yearSize] > '9')
}

// typedAt is the citation whose year stands at a place, in parentheses with the name, "(Watt 1974, 23)", behind it, "Watt (1974)",
// or without any where "see" announces it or a note is made of such.
func typedAt(p *edition.Passage, year, open int, works map[nameAndYear][]work) typed {
	text := p.Text
	c := typed{year: year, end: year + yearSize, narrative: open >= 0 && open == year-1}
	behind := text[c.end:min(len(text), c.end+aside)]
	from, to := max(0, year-aside, open+1), year
	ends := endsInside
	switch {
	case c.narrative:
		from, to = max(0, open-aside), open
	case open < 0:
		ends = endsOutside
	}
	if !ends.MatchString(behind) {
		return typed{}
	}
	if shut := strings.IndexAny(behind, ")]"); c.narrative && shut >= 0 {
		c.end += shut + 1
	} else {
		c.end += len(pagesBehind.FindString(behind))
	}
	for from < to && !utf8.RuneStart(text[from]) {
		from++
	}
	c.start, c.works = namesBefore(text, from, to, text[year:year+yearSize], works)
	before := text[max(0, c.start-aside):c.start]
	if open < 0 && !cue.MatchString(before) && !(p.Kind == edition.NoteBody && noteBegins.MatchString(before)) {
		return typed{}
	}
	return c
}

// connectives stand between the names of a work's authors, or behind the last.
var connectives = map[string]bool{"and": true, "und": true, "et": true, "y": true, "e": true, "en": true, "i": true, "и": true, "ed": true, "eds": true, "hg": true, "hrsg": true}

// othersMeant stand for further authors.
var othersMeant = map[string]bool{"al": true, "others": true, "colleagues": true}

const mostNames = 8 // words before a year that are looked at

// namesBefore are the works that are meant by the names at the end of a stretch, and where these begin.
func namesBefore(text string, from, to int, year string, works map[nameAndYear][]work) (start int, found []work) {
	list := words(text[from:to])
	var names []string // behind the word that is looked at
	others, joined := false, false
	next := to
	for k := len(list) - 1; k >= max(0, len(list)-mostNames); k-- {
		w := list[k]
		if strings.Trim(text[from+w.end:next], " ,.&(") != "" {
			break
		}
		joined = joined || strings.Contains(text[from+w.end:next], "&")
		next = from + w.start
		family := folded(strings.TrimSuffix(strings.TrimSuffix(w.text, "’s"), "'s"))
		first, _ := utf8.DecodeRuneInString(w.text)
		switch items := byAll(works[nameAndYear{family, year}], names, others); {
		case connectives[family]:
			joined = true
			continue
		case othersMeant[family]:
			others = true
			continue
		case unicode.IsLower(first):
			return start, found
		case items != nil:
			start, found = next, items
		case found != nil && joined:
			return 0, nil // another author stands before those of the work
		}
		names, joined = append(names, family), false
	}
	return start, found
}

// byAll are the works whose creators have all the names, and are several where others are meant.
func byAll(works []work, names []string, others bool) []work {
	var found []work
	for _, w := range works {
		unknown := func(name string) bool { return !slices.Contains(w.names, name) }
		if !slices.ContainsFunc(names, unknown) && (!others || len(w.names) > 1) {
			found = append(found, w)
		}
	}
	return found
}

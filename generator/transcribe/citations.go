package transcribe

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"glossator/generator/diagnostic"
)

// cite links the citations of the text and its notes, in the order in which a reader meets them.
func (r *reading) cite() {
	c := &citer{reading: r, recent: map[string]*work{}, lostAt: map[string]*work{}}
	c.commas, c.byGlued = r.citesWithComma(), r.citesByGluedNumbers()
	r.eachBlock(func(b *block, in *note) {
		if in != nil {
			c.passageOf(b, in).described()
		}
	})
	c.addGiven()
	r.eachBlock(func(b *block, in *note) {
		if b.kind == table || b.kind == separator {
			return
		}
		c.scan(b, in)
	})
	c.scanAbstracts()
	c.labelSeries()
	c.reportAgain()
	c.reportWorks()
}

// scanAbstracts finds the citations of the abstracts.
func (c *citer) scanAbstracts() {
	for _, a := range c.abstracts {
		for _, b := range a.blocks {
			c.scan(b, nil)
		}
	}
}

var nameCommaYear = pattern(`[(;] ?(\p{Lu}[\p{L}'’-]+), (?:1[5-9]|20)\d\d[a-k]?[),:;]`)

// citesWithComma says that the text puts a comma between a listed author's name and the year.
func (r *reading) citesWithComma() bool {
	read := 0
	for _, b := range r.blocks {
		if read += len(b.text); b.kind == apart || read > 1<<20 {
			continue
		}
		for _, m := range nameCommaYear().FindAllStringSubmatch(b.text, -1) {
			if r.refs.byFamily[fold(m[1])] != nil {
				return true
			}
		}
	}
	return false
}

// citer goes through a text and remembers what has been cited.
type citer struct {
	*reading
	recent   map[string]*work // by family, the work cited last
	last     *work            // the work cited last in the text
	note     *note            // that is being read
	inNote   []*work          // works cited in it
	previous []*work          // works cited in the note before
	lostAt   map[string]*work // works that are cited and not known, by key
	lostKeys []string
	commas   bool    // the text writes "(Walt, 1987)"
	byGlued  bool    // it writes "studies6" for the sixth work of its list
	againOf  []Doubt // where ibid. stands after what was not recognised as a work
	mla      int     // pages alone in parentheses that could be linked
}

func (c *citer) passageOf(b *block, in *note) *passage {
	return &passage{citer: c, b: b, s: b.text, in: in, open: -1}
}

// passage is the block that is being read.
type passage struct {
	*citer
	b    *block
	s    string
	in   *note
	open int // where the parenthesis begins that is open, or −1
}

// scan finds the citations of a block.
func (c *citer) scan(b *block, in *note) {
	if in != c.note && in != nil {
		c.previous, c.inNote = c.inNote, nil
	}
	if in != nil {
		c.note = in
	}
	p := c.passageOf(b, in)
	p.hideLinked()
	for i := 0; i < len(p.s); {
		if p.s[i] == hidden {
			i = p.passDescribed(i)
			continue
		}
		i = p.step(i)
	}
}

const hidden = '\x01' // stands for what is linked already

// passDescribed goes on after a description, of which what follows may say ibid.
func (p *passage) passDescribed(i int) int {
	end := i
	for end < len(p.s) && p.s[end] == hidden {
		end++
	}
	for _, m := range p.b.marks {
		if m.work != nil && m.start >= i && m.end <= end {
			p.remember(m.work)
		}
	}
	return end
}

// hideLinked hides what is linked already, so that nothing is found in it or across it.
func (p *passage) hideLinked() {
	var masked []byte
	for _, m := range p.b.marks {
		if m.work != nil {
			if masked == nil {
				masked = []byte(p.s)
			}
			for i := m.start; i < m.end; i++ {
				masked[i] = hidden
			}
		}
	}
	if masked != nil {
		p.s = string(masked)
	}
}

// step looks for a citation at a place and returns where to go on.
func (p *passage) step(i int) int {
	r, size := utf8.DecodeRuneInString(p.s[i:])
	switch {
	case r == '(' || r == '[':
		if end := firstEnd(i, i, p.pageAlone, p.yearAlone, p.numbers); end > i {
			return end
		}
		p.open = i
		return i + size
	case r == ')' || r == ']':
		p.open = -1
		return i + size
	case p.byGlued && p.in == nil && r >= '1' && r <= '9':
		return max(p.glued(i), i+len(leadingDigits().FindString(p.s[i:])))
	case !unicode.IsLetter(r):
		return i + size
	}
	if p.open >= 0 && i-p.open > 600 {
		p.open = -1
	}
	if end := firstEnd(i, i, p.series, p.again, p.sameAuthor, p.institution, p.caseAgain, p.named, p.titled); end > i {
		return end
	}
	return max(wordEnd(p.s, i), i+size)
}

// link marks a stretch as a citation of the work.
func (p *passage) link(start, end int, w *work, locators []locator) {
	p.mark(start, end, w, locators)
	p.remember(w)
}

func (p *passage) mark(start, end int, w *work, locators []locator) {
	p.b.marks = append(p.b.marks, mark{start: start, end: end, kind: linked, work: w, locators: locators})
	w.cited++
}

// remember keeps the work as the one cited last.
func (p *passage) remember(w *work) {
	if len(w.families) > 0 {
		p.recent[fold(w.families[0])] = w
	}
	if p.in != nil {
		p.inNote = append(p.inNote, w)
	} else {
		p.last = w
	}
}

func (p *passage) doubt(kind diagnostic.Code, start, end int, message string, choices ...string) {
	p.report.doubt(kind, p.file, p.b.line(start), around(p.b.text, start, end), message, choices...)
}

// againWords are ibid. in the languages that write it otherwise.
var againWords = []string{"ibidem", "ibid", "ebenda", "ebd", "ibíd", "ivi", "tamże", "там же", "위의 책", "위의 글", "위의 논문", "같은 책", "같은 글", "상게서"}

const mostBeforeIbid = 14 // letters, as in "compare also"

// again links ibid. to what was cited last: in the same note, else in the note before.
func (p *passage) again(i int) int {
	end := p.againWord(i)
	if end == i || end < len(p.s) && isWordByte(p.s[end]) {
		return i
	}
	if strings.HasPrefix(p.s[end:], ".") {
		end++
	}
	before := p.inNote
	if len(before) == 0 {
		before = p.previous
	} else {
		before = before[len(before)-1:]
	}
	if p.in == nil {
		before = nil
		if p.last != nil {
			before = []*work{p.last}
		}
	}
	works := distinct(before)
	locators, after := readLocators(p.s, end, "page")
	// what the note says before may be the description of something that was not recognised
	unsure := p.in != nil && len(p.inNote) == 0 && len(letters(p.s[:i])) > mostBeforeIbid
	if len(works) == 0 {
		p.againOf = append(p.againOf, Doubt{Line: p.b.line(i), Words: around(p.b.text, i, after)})
		return after
	}
	if len(works) != 1 || unsure {
		p.doubt("ambiguous-citation", i, after, "it cannot be told which work is meant", keysOf(works)...)
		if !unsure {
			p.inNote = append(p.inNote, works...)
		}
		return after
	}
	p.link(i, after, works[0], locators)
	return after
}

// reportAgain tells once of all the places where ibid. has no work before it: archives and newspapers are rarely works.
func (c *citer) reportAgain() {
	if len(c.againOf) == 0 {
		return
	}
	first := c.againOf[0]
	message := "what stands before this was not recognised as a work, so that it leads nowhere"
	if others := c.againOf[1:]; len(others) > 0 && isConverted(c.file) {
		message += fmt.Sprintf("; so it is elsewhere, %s", times(len(others)))
	} else if len(others) > 0 {
		lines := make([]string, 0, mostChoices)
		for _, d := range others[:min(len(others), mostChoices)] {
			lines = append(lines, strconv.Itoa(d.Line))
		}
		message += "; so it is in line " + strings.Join(lines, ", ") + strings.Repeat(" and more", bit(len(others) > mostChoices))
	}
	c.report.doubt("ambiguous-citation", c.file, first.Line, first.Words, message)
}

// againWord returns where the word ends that means the work cited before, or the place itself.
func (p *passage) againWord(i int) int {
	for _, word := range againWords {
		if len(p.s)-i >= len(word) && strings.EqualFold(p.s[i:i+len(word)], word) {
			return i + len(word)
		}
	}
	if end := hanAgainWord(p.s, i); end > i && p.in != nil {
		return end
	}
	if p.in != nil && len(p.refs.list)+len(p.refs.unlisted) > 0 && idWord().MatchString(p.s[i:]) {
		return i + len("id")
	}
	return i
}

func distinct(works []*work) []*work {
	var found []*work
	for _, w := range works {
		if !slices.Contains(found, w) {
			found = append(found, w)
		}
	}
	return found
}

func keysOf(works []*work) []string {
	keys := make([]string, 0, len(works))
	for _, w := range works {
		keys = append(keys, w.item.ID)
	}
	return keys
}

// titled links the title of a work with a locator after it: "Nazi-Soviet Relations, p. 4".
func (p *passage) titled(i int) int {
	if end := p.titleInParens(i); end > i {
		return end
	}
	end := i
	for end < len(p.s) && p.s[end] != ' ' && end < i+40 {
		end++
	}
	for _, w := range p.refs.byTitle[fold(strings.Trim(p.s[i:end], ",:;"))] {
		short := mainTitle(w.item.Fields["title"])
		after := i + len(short)
		if after > len(p.s) || !strings.EqualFold(p.s[i:after], short) {
			continue
		}
		if dated := p.datedTitle(w, after); dated > after {
			start := i
			if strings.HasPrefix(w.item.Fields["title"], "The ") && strings.HasSuffix(p.s[:i], "The ") {
				start -= len("The ")
			}
			p.link(start, dated, w, nil)
			return dated
		}
		label := ""
		if p.isEmphasised(i, after) {
			label = "page"
		} else if !strings.Contains(short, " ") {
			continue // a word like others
		}
		locators, stop := readLocators(p.s, after, label)
		if len(locators) == 0 && !p.alone(i, after) {
			continue
		}
		p.link(i, stop, w, locators)
		return stop
	}
	return i
}

var (
	yearAfter = pattern(`^ [(\[]((?:1[4-9]|20)\d\d)[)\]](?: \d{0,2} ?\p{Lu}[\p{Lu}\p{L}.]{0,8} \d+)?`)
	dayAfter  = pattern(`^(?: \((?:` + dayDate + `)(?:, p\. ?\w+)?\)|, (?:` + dayDate + `)(?:, p\. ?\w+)?)`)
)

// datedTitle returns where the year ends that follows a work's title: a case's report, or a newspaper's day.
func (p *passage) datedTitle(w *work, after int) int {
	if m := yearAfter().FindStringSubmatch(p.s[after:]); m != nil && m[1] == w.year {
		return after + len(m[0])
	}
	if w.year == "" && len(w.families) == 0 {
		return after + len(dayAfter().FindString(p.s[after:]))
	}
	return after
}

func (p *passage) isEmphasised(start, end int) bool {
	return slices.ContainsFunc(p.b.marks, func(m mark) bool { return m.kind == emphasised && m.start == start && m.end == end })
}

// alone says that the words are all that stands in the parenthesis, or between its semicolons.
func (p *passage) alone(start, end int) bool {
	if p.open < 0 {
		return false
	}
	before := strings.TrimRight(p.s[p.open:start], " ")
	starts := before == "(" || before == "[" || strings.HasSuffix(before, ";") || strings.HasSuffix(before, "see") || strings.HasSuffix(before, "See")
	return starts && end < len(p.s) && strings.IndexByte(");]", p.s[end]) >= 0
}

package transcribe

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// take makes notes of the system's pairs and settles what is left over.
func (r *reading) take(s *system, zones []bool) {
	r.fronts = map[int]int{}
	noteOf := make([]*note, len(s.bodies))
	for _, p := range s.pairs {
		noteOf[p.body] = r.newNote(s.bodies[p.body])
	}
	var sites []site
	taken := map[place]bool{}
	for _, p := range s.pairs {
		c := s.calls[p.call]
		sites = append(sites, site{c, noteOf[p.body], 0})
		taken[place{c.at, c.start}] = true
	}
	sites = append(sites, r.unplaced(s, noteOf, zones, taken)...)
	sites = append(sites, r.leftover(s, noteOf, taken)...)
	r.place(sites)
}

// place is where a marker stands: a block's index and an offset in it.
type place struct{ block, offset int }

// site is a call and the note that it calls.
type site struct {
	call
	note *note
	cut  int // how much of the block's text had been cut off when the call was found
}

// newNote makes a note of a body's block.
func (r *reading) newNote(b body) *note {
	at := r.blocks[b.at]
	whole := at.text
	n := &note{printed: b.label, body: []*block{at}, line: at.raw[0].number}
	at.kind, at.note = noteBody, n
	cuts := []span{b.span}
	if b.shape == wordShape {
		r.report.leftOut(n.line, strings.Trim(strings.Replace(at.text[:b.end], b.label, "", 1), " []:."))
	}
	if b.shape == wordShape && strings.HasPrefix(at.text, "[") && strings.HasSuffix(at.text, "]") {
		cuts = append(cuts, span{len(at.text) - 1, len(at.text)})
	}
	at.cut(cuts)
	if m := backSign().FindString(at.text); m != "" {
		r.report.leftOut(n.line, strings.Trim(m, " ^↑"))
		at.cut([]span{{0, len(m)}})
	}
	r.fronts[b.at] += strings.Index(whole, at.text)
	r.notes = append(r.notes, n)
	return n
}

// backSign leads from a note on a page of the web to its calls.
var backSign = pattern(`^[\^↑↩] ?(?:(?:[a-f] )*)?`)

// unplaced settles the bodies that no call was found for. A body is a note when its number fits between its
// neighbours'; a marker in another shape between their calls is taken for its own.
func (r *reading) unplaced(s *system, noteOf []*note, zones []bool, taken map[place]bool) []site {
	callOf := make(map[int]call, len(s.pairs))
	for _, p := range s.pairs {
		callOf[p.body] = s.calls[p.call]
	}
	following, misplaced := nextPlaced(noteOf), s.misplaced()
	var sites []site
	last := -1
	for i, b := range s.bodies {
		if noteOf[i] != nil && callOf[i].label != "" {
			last = i
			continue
		}
		repeated := r.isRepeatedHeading(b.at)
		if repeated || !inSequence(s.bodies, i, last, following[i]) && !zones[b.at] {
			continue
		}
		noteOf[i] = r.newNote(b)
		if c, ok := misplaced[i]; ok {
			taken[place{c.at, c.start}] = true
			now := r.moved(c)
			r.report.doubt("note-marker", r.file, r.blocks[c.at].line(now.start), around(r.blocks[c.at].text, now.start, now.end),
				fmt.Sprintf("this marker stands out of the order of the numbers; it is taken for the call of note %s", b.label))
			sites = append(sites, site{c, noteOf[i], 0})
			continue
		}
		from, to := 0, b.at
		if last >= 0 {
			from = callOf[last].at
		}
		if next := following[i]; next >= 0 && callOf[next].label != "" {
			to = min(to, callOf[next].at)
		}
		if found, ok := r.otherMarker(b, from, to, callOf[last], taken); ok {
			taken[place{found.at, found.start}] = true
			r.report.doubt("note-marker", r.file, r.blocks[found.at].line(found.start), around(r.blocks[found.at].text, found.start, found.end),
				fmt.Sprintf("this marker has another form than the others; it is taken for the call of note %s", b.label))
			sites = append(sites, site{found, noteOf[i], r.fronts[found.at]})
			continue
		}
		r.query(noteOf[i], r.likeliest(b.at, from, to))
	}
	return sites
}

// misplaced are the calls that stand out of the order of the numbers, by their bodies, as when a sentence has been moved with its
// note: of the calls of the same count, as chapters have each their own, it is the only one with the body's number that is left.
func (s *system) misplaced() map[int]call {
	callOf, used := map[int]int{}, map[int]bool{}
	for _, p := range s.pairs {
		callOf[p.body], used[p.call] = p.call, true
	}
	left := map[string][]int{}
	for i, c := range s.calls {
		if !used[i] && c.weight >= clearWeight {
			left[c.label] = append(left[c.label], i)
		}
	}
	next := make([]int, len(s.bodies)+1) // the first call of the bodies from one on
	next[len(s.bodies)] = len(s.calls)
	for i := len(s.bodies) - 1; i >= 0; i-- {
		next[i] = next[i+1]
		if c, ok := callOf[i]; ok {
			next[i] = c
		}
	}
	found := map[int]call{}
	first := 0 // no call before it is of the count
	for from, to := 0, 0; from < len(s.bodies); from = to {
		to = s.countEnd(from)
		last := first
		for i := from; i < to; i++ {
			if c, ok := callOf[i]; ok {
				last = c + 1
				continue
			}
			calls := left[s.bodies[i].label]
			k, _ := slices.BinarySearch(calls, first)
			if k < len(calls) && calls[k] < next[to] && (k+1 == len(calls) || calls[k+1] >= next[to]) {
				found[i] = s.calls[calls[k]]
			}
		}
		first = last
	}
	return found
}

// countEnd is where the bodies end that are counted together with one.
func (s *system) countEnd(from int) int {
	last := 0
	for i := from; i < len(s.bodies); i++ {
		n, err := strconv.Atoi(s.bodies[i].label)
		if i > from && (err != nil || n <= last) {
			return i
		}
		last = n
	}
	return len(s.bodies)
}

func nextPlaced(noteOf []*note) []int {
	next := make([]int, len(noteOf))
	at := -1
	for i := len(noteOf) - 1; i >= 0; i-- {
		next[i] = at
		if noteOf[i] != nil {
			at = i
		}
	}
	return next
}

// inSequence says that the body's number goes on from the body before, or leads to the one after.
func inSequence(bodies []body, i, last, next int) bool {
	n, err := strconv.Atoi(bodies[i].label)
	if err != nil {
		return false
	}
	number := func(k int) int {
		v, _ := strconv.Atoi(bodies[k].label)
		return v
	}
	after := last >= 0 && n > number(last) && n <= number(last)+3
	before := next >= 0 && n < number(next) && n >= number(next)-3
	return after && (next < 0 || before || number(next) <= number(last)) || before && last < 0
}

// otherMarker looks between two blocks for the only marker with the body's label, in any shape; where there is none,
// for the only number that may be one, since scans and compositors set a marker's number like any other.
func (r *reading) otherMarker(b body, from, to int, after call, taken map[place]bool) (call, bool) {
	regular := func(s string) []marker {
		return slices.DeleteFunc(callMarkers(s), func(m marker) bool { return callWeight(s, m) < 4 })
	}
	for _, markers := range []func(string) []marker{regular, func(s string) []marker { return looseMarkers(s, b.label) }} {
		var found []call
		for i := from; i <= to && i < from+400 && i < len(r.blocks); i++ {
			block := r.blocks[i]
			if block.kind == noteBody || block.kind == apart || block.kind == table {
				continue
			}
			for _, m := range markers(block.text) {
				if m.label == b.label && m.start > 0 && (i > after.at || m.start > after.start) && !taken[place{i, m.start}] {
					found = append(found, call{i, m, 0})
				}
			}
		}
		if len(found) > 0 {
			return found[0], len(found) == 1
		}
	}
	return call{}, false
}

// looseMarkers returns where the number stands before or after a stop, or is set on to a word, and may be a marker.
func looseMarkers(s, label string) []marker {
	if strings.Trim(label, "0123456789") != "" {
		return nil
	}
	var found []marker
	for at := 0; ; {
		i := strings.Index(s[at:], label)
		if i < 0 {
			return found
		}
		start := at + i
		end := start + len(label)
		at = end
		if start == 0 || end < len(s) && isWordByte(s[end]) {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[:start], " "))
		after, _ := utf8.DecodeRuneInString(s[end:])
		stops := end == len(s) || strings.ContainsRune(".,;:!?", after) && !(end+1 < len(s) && s[end+1] >= '0' && s[end+1] <= '9')
		spaced := s[start-1] == ' ' && stops && (unicode.IsLetter(before) && !isLocatorWord(s[:start]) || strings.ContainsRune(`"“”«»’'`, before))
		glued := s[start-1] != ' ' && (unicode.IsLetter(before) || before == '.') && (end == len(s) || after == ' ' || stops)
		if spaced || glued {
			found = append(found, marker{bareShape, label, span{start, end}})
		}
	}
}

// isLocatorWord says that a word such as "no." or "chapter" stands at the end of the text.
func isLocatorWord(s string) bool {
	s = strings.TrimRight(s, " .")
	word := s[strings.LastIndexAny(s, " (,")+1:]
	return locatorWords[strings.ToLower(word)] != "" || isNoName(word) && !strings.Contains(s[max(0, len(s)-2):], " ") && len(word) > 2 && startsUpper(word)
}

const shortLine = 60 // bytes; before the first note such are titles and authors

// likeliest returns the paragraph at whose end a note without a marker most likely belongs: the one that the
// body interrupts at the foot of a page, else the one that calls the note before.
func (r *reading) likeliest(body, previous, next int) *block {
	if body-max(previous, next) > 3 { // far from the text: at the end of the chapter
		for i := next; i >= previous; i-- {
			if b := r.blocks[i]; b.kind == paragraph || b.kind == quote {
				return b
			}
		}
	}
	for i := min(body, next) - 1; i >= 0 && i > body-12; i-- {
		if b := r.blocks[i]; (b.kind == paragraph || b.kind == quote) && !(previous == 0 && len(b.text) < shortLine) {
			return b
		}
	}
	for i := previous; i < len(r.blocks); i++ {
		if b := r.blocks[i]; (b.kind == paragraph || b.kind == quote) && len(b.text) >= shortLine {
			return b
		}
	}
	for i := previous; i < len(r.blocks); i++ {
		if b := r.blocks[i]; b.kind == paragraph || b.kind == quote {
			return b
		}
	}
	return nil
}

// query marks the place with an editors' note that shows the author's note.
func (r *reading) query(n *note, at *block) {
	n.query, n.at = r.nextQuery(), at
	place := "no paragraph was found for it"
	if at != nil {
		at.marks = append(at.marks, mark{start: len(at.text), end: len(at.text), kind: called, call: n})
		place = fmt.Sprintf("it is shown as an editors' query at the end of the paragraph in line %d", at.line(len(at.text)))
	}
	r.report.doubt("note-without-marker", r.file, n.line, excerpt(n.body[0].text), fmt.Sprintf("the text has no marker for note %s; %s", n.printed, place))
}

func (r *reading) nextQuery() string {
	r.queries++
	return fmt.Sprintf("ed:query-%d", r.queries)
}

// leftover settles the calls that no body was found for: a note called a second time, or one whose body is lost.
func (r *reading) leftover(s *system, noteOf []*note, taken map[place]bool) []site {
	paired := make([]int, len(s.calls))
	for i := range paired {
		paired[i] = -1
	}
	for _, p := range s.pairs {
		paired[p.call] = p.body
	}
	ofRun := map[string]*note{}
	var sites []site
	last := 0
	for i, c := range s.calls {
		n, err := strconv.Atoi(c.label)
		if body := paired[i]; body >= 0 {
			if n <= last {
				clear(ofRun)
			}
			last = n
			ofRun[c.label] = noteOf[body]
			continue
		}
		known := ofRun[c.label]
		again := known != nil && (c.weight >= 9 || n <= last && n > last-3 && endsSentenceAt(r.blocks[c.at].text, c.span))
		if err != nil || c.weight < 6 || c.weight == 6 && n != last+1 && !again || taken[place{c.at, c.start}] {
			continue
		}
		switch {
		case again:
			sites = append(sites, site{c, known, 0})
		case n == last+1 || c.shape == raisedShape:
			if b, ok := r.plainBody(c); ok {
				sites = append(sites, site{c, r.newNote(b), 0})
			} else {
				r.missingBody(r.moved(c))
			}
			last = max(last, n)
		}
	}
	return sites
}

// endsSentenceAt says that a number is set on to a sentence's end, and that the next one, if any, begins behind it.
func endsSentenceAt(s string, number span) bool {
	before, after := s[:number.start], strings.TrimLeft(s[number.end:], " ")
	return endsSentence(before) && !isLocatorWord(before) && (after == "" || len(after) < len(s)-number.end && startsUpper(after))
}

// plainBody looks after a call for a paragraph that begins with its number and, unlike other notes, goes on with a digit
// or a small letter: "5 44 & 45 Vict. c. 10".
func (r *reading) plainBody(c call) (body, bool) {
	for i := c.at + 1; i < min(len(r.blocks), c.at+12); i++ {
		b := r.blocks[i]
		if rest, found := strings.CutPrefix(b.text, c.label+" "); found && b.kind == paragraph && len(rest) > 3 && !startsUpper(rest) {
			return body{i, marker{bareShape, c.label, span{0, len(c.label) + 1}}, 2}, true
		}
	}
	return body{}, false
}

// moved is a call where it stands now, if its block has become a note's and has lost its label since the call was found.
func (r *reading) moved(c call) call {
	c.start, c.end = max(c.start-r.fronts[c.at], 0), max(c.end-r.fronts[c.at], 0)
	return c
}

// missingBody leaves the marker as it is printed and asks the editors.
func (r *reading) missingBody(c call) {
	b := r.blocks[c.at]
	q := &note{query: r.nextQuery(), printed: c.label, at: b, line: b.line(c.start)}
	b.marks = append(b.marks, mark{start: c.end, end: c.end, kind: called, call: q})
	r.notes = append(r.notes, q)
	r.report.doubt("marker-without-note", r.file, q.line, around(b.text, c.start, c.end), fmt.Sprintf("the text calls a note %s here, but has none; an editors' query marks the place", c.label))
}

// place cuts the markers out of the text and calls the notes there.
func (r *reading) place(sites []site) {
	byBlock := map[int][]site{}
	for _, s := range sites {
		s.start, s.end = s.start+s.cut, s.end+s.cut
		s.call = r.moved(s.call)
		byBlock[s.at] = append(byBlock[s.at], s)
	}
	for at, here := range byBlock {
		b := r.blocks[at]
		slices.SortFunc(here, func(a, b site) int { return a.start - b.start })
		cuts := make([]span, len(here))
		for i, s := range here {
			cuts[i] = s.span
			b.marks = append(b.marks, mark{start: s.start, end: s.start, kind: called, call: s.note})
			s.note.at = b
		}
		b.cut(cuts)
		if b.kind == table && !isPipeTable(b.raw) {
			b.kind = verse // what is printed as it stands has no calls
		}
	}
}

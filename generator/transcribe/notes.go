package transcribe

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// note is an author's note.
type note struct {
	label   string // as the front of the file names it: "1", "*", "2/5"
	printed string // as the text prints it: "5"
	body    []*block
	line    int
	at      *block // where it is called; nil while it has no place
	query   string // label of the editors' query that shows it, when it has no place
}

// readNotes finds the text's notes and puts their calls where their markers stand. A text may have several
// systems: numbered notes, and asterisks for the author.
func (r *reading) readNotes() {
	zones := r.noteZones()
	for range 4 {
		calls, bodies := r.markers(zones)
		s := bestSystem(calls, bodies)
		if s == nil {
			break
		}
		r.take(s, zones)
	}
	r.notesOnNotes()
	r.continuedNotes(zones)
	r.dropFootRules()
	r.labels()
}

// noteZones marks the blocks under a heading such as Notes, up to the next heading that the text itself has.
func (r *reading) noteZones() []bool {
	zones := make([]bool, len(r.blocks))
	in := false
	for i, b := range r.blocks {
		if t := topicOfHeading(b.text); t == notesTopic {
			in = true
			b.kind = apart
			r.report.furniture(b)
			continue
		} else if t != noTopic || in && r.endsZone(i) {
			in = false
		}
		zones[i] = in && b.kind != apart
	}
	return zones
}

// endsZone says that the block is a heading, or stands far from what is before it, and that no note follows soon:
// a chapter's name among notes at the end of a book is followed by one.
func (r *reading) endsZone(i int) bool {
	b := r.blocks[i]
	if _, ok := bodyMarker(b.text); ok {
		return false
	}
	if style, _ := headStyleOf(b); style == noHead && b.raw[0].gap < 4 {
		return false
	}
	for _, next := range r.blocks[i+1 : min(len(r.blocks), i+3)] {
		if _, ok := bodyMarker(next.text); ok {
			return false
		}
	}
	return true
}

// markers returns by shape what may call a note and what may be a note's body.
func (r *reading) markers(zones []bool) (calls [shapes][]call, bodies [shapes][]body) {
	for i, b := range r.blocks {
		if b.kind == apart || b.kind == separator || b.kind == table {
			continue
		}
		if m, ok := bodyMarker(b.text); ok && b.kind != noteBody && b.kind != bullet {
			weight := bodyWeight(b, m)
			if zones[i] {
				weight = strongWeight
			}
			bodies[m.shape] = append(bodies[m.shape], body{i, m, weight})
		}
		if b.kind == noteBody {
			continue
		}
		for _, m := range callMarkers(b.text) {
			if m.start > 0 {
				calls[m.shape] = append(calls[m.shape], call{i, m, callWeight(b.text, m)})
			}
		}
	}
	return calls, bodies
}

// take makes notes of the system's pairs and settles what is left over.
func (r *reading) take(s *system, zones []bool) {
	noteOf := make([]*note, len(s.bodies))
	for _, p := range s.pairs {
		noteOf[p.body] = r.newNote(s.bodies[p.body])
	}
	var sites []site
	taken := map[place]bool{}
	for _, p := range s.pairs {
		c := s.calls[p.call]
		sites = append(sites, site{c, noteOf[p.body]})
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
}

// newNote makes a note of a body's block.
func (r *reading) newNote(b body) *note {
	at := r.blocks[b.at]
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
	r.notes = append(r.notes, n)
	return n
}

// unplaced settles the bodies that no call was found for. A body is a note when its number fits between its
// neighbours'; a marker in another shape between their calls is taken for its own.
func (r *reading) unplaced(s *system, noteOf []*note, zones []bool, taken map[place]bool) []site {
	callOf := make(map[int]call, len(s.pairs))
	for _, p := range s.pairs {
		callOf[p.body] = s.calls[p.call]
	}
	following := nextPlaced(noteOf)
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
		from, to := 0, b.at
		if last >= 0 {
			from = callOf[last].at
		}
		if next := following[i]; next >= 0 {
			to = min(to, callOf[next].at)
		}
		if found, ok := r.otherMarker(b, from, to, callOf[last], taken); ok {
			taken[place{found.at, found.start}] = true
			r.report.doubt("note-marker", r.file, r.blocks[found.at].line(found.start), r.blocks[found.at].text[found.start:found.end],
				fmt.Sprintf("this marker has another form than the others; it is taken for the call of note %s", b.label))
			sites = append(sites, site{found, noteOf[i]})
			continue
		}
		r.query(noteOf[i], r.likeliest(b.at, from, to))
	}
	return sites
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

// isRepeatedHeading says that the block is a short line that stands in the text before as well: a chapter's name
// over its notes.
func (r *reading) isRepeatedHeading(at int) bool {
	words := letters(r.blocks[at].text)
	if len(r.blocks[at].text) > longestHeading || words == "" || endsSentence(r.blocks[at].text) {
		return false
	}
	if r.firstLines == nil {
		r.firstLines = map[string]int{}
		for i, b := range r.blocks {
			if k := letters(b.text); len(b.text) <= longestHeading && r.firstLines[k] == 0 {
				r.firstLines[k] = i + 1
			}
		}
	}
	first := r.firstLines[words]
	return first > 0 && first-1 < at
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

// otherMarker looks between two blocks for the only marker with the body's label, in any shape.
func (r *reading) otherMarker(b body, from, to int, after call, taken map[place]bool) (call, bool) {
	var found []call
	for i := from; i <= to && i < from+400 && i < len(r.blocks); i++ {
		block := r.blocks[i]
		if block.kind == noteBody || block.kind == apart {
			continue
		}
		for _, m := range callMarkers(block.text) {
			if m.label == b.label && m.start > 0 && (i > after.at || m.start > after.start) && callWeight(block.text, m) >= 4 && !taken[place{i, m.start}] {
				found = append(found, call{i, m, 0})
			}
		}
	}
	if len(found) != 1 {
		return call{}, false
	}
	return found[0], true
}

// likeliest returns the paragraph at whose end a note without a marker most likely belongs: the one that the
// body interrupts at the foot of a page, else the one that calls the note before.
func (r *reading) likeliest(body, previous, next int) *block {
	for i := min(body, next) - 1; i >= 0 && i > body-12; i-- {
		if b := r.blocks[i]; b.kind == paragraph || b.kind == quote {
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
	r.queries++
	n.query = fmt.Sprintf("ed:query-%d", r.queries)
	n.at = at
	place := "no paragraph was found for it"
	if at != nil {
		at.marks = append(at.marks, mark{start: len(at.text), end: len(at.text), kind: called, call: n})
		place = fmt.Sprintf("it is shown as an editors' query at the end of the paragraph in line %d", at.line(len(at.text)))
	}
	r.report.doubt("note-without-marker", r.file, n.line, excerpt(n.body[0].text), fmt.Sprintf("the text has no marker for note %s; %s", n.printed, place))
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
		if err != nil || c.weight < 7 || taken[place{c.at, c.start}] {
			continue
		}
		switch known := ofRun[c.label]; {
		case known != nil && c.weight >= 9:
			sites = append(sites, site{c, known})
		case n == last+1 || c.shape == raisedShape:
			r.missingBody(c)
			last = max(last, n)
		}
	}
	return sites
}

// missingBody leaves the marker as it is printed and asks the editors.
func (r *reading) missingBody(c call) {
	b := r.blocks[c.at]
	r.queries++
	q := &note{query: fmt.Sprintf("ed:query-%d", r.queries), printed: c.label, at: b, line: b.line(c.start)}
	b.marks = append(b.marks, mark{start: c.end, end: c.end, kind: called, call: q})
	r.notes = append(r.notes, q)
	r.report.doubt("marker-without-note", r.file, q.line, around(b.text, c.start, c.end), fmt.Sprintf("the text calls a note %s here, but has none; an editors' query marks the place", c.label))
}

// place cuts the markers out of the text and calls the notes there.
func (r *reading) place(sites []site) {
	byBlock := map[int][]site{}
	for _, s := range sites {
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
	}
}

// notesOnNotes finds the calls that stand in notes.
func (r *reading) notesOnNotes() {
	waiting := map[string]*note{}
	for _, n := range r.notes {
		if n.query != "" && len(n.body) > 0 {
			waiting[n.printed] = n
		}
	}
	if len(waiting) == 0 {
		return
	}
	var sites []site
	for i, b := range r.blocks {
		if b.kind != noteBody {
			continue
		}
		for _, m := range callMarkers(b.text) {
			n := waiting[m.label]
			if n == nil || n.body[0] == b || m.start == 0 || callWeight(b.text, m) < 8 {
				continue
			}
			n.withdraw(r)
			delete(waiting, m.label)
			sites = append(sites, site{call{i, m, 0}, n})
		}
	}
	r.place(sites)
}

// withdraw takes back the query about a note whose place has been found.
func (n *note) withdraw(r *reading) {
	if n.at != nil {
		n.at.marks = slices.DeleteFunc(n.at.marks, func(m mark) bool { return m.call == n })
	}
	r.report.Doubts = slices.DeleteFunc(r.report.Doubts, func(d Doubt) bool {
		return d.Kind == "note-without-marker" && d.Line == n.line
	})
	n.query = ""
}

// continuedNotes gives to a note the paragraphs that follow its body in a section of notes.
func (r *reading) continuedNotes(zones []bool) {
	var last *note
	for i, b := range r.blocks {
		switch {
		case b.kind == noteBody:
			last = b.note
		case zones[i] && r.isRepeatedHeading(i):
			b.kind = apart
			r.report.furniture(b)
		case last != nil && zones[i] && r.headsNotes(i, last):
			b.kind = apart
			r.report.furniture(b)
			r.report.doubt("heading-in-notes", r.file, b.line(0), excerpt(b.text), "this line among the notes was taken for the name of a chapter and left out")
		case last != nil && zones[i] && b.kind != heading && b.kind != separator && b.kind != apart:
			b.form, b.kind, b.note = b.kind, noteBody, last
			last.body = append(last.body, b)
		case !zones[i]:
			last = nil
		}
	}
}

// headsNotes says that the block is a short line without a stop over notes whose numbers begin again.
func (r *reading) headsNotes(i int, last *note) bool {
	if style, _ := headStyleOf(r.blocks[i]); style == noHead || i+1 == len(r.blocks) || r.blocks[i+1].note == nil {
		return false
	}
	before, _ := strconv.Atoi(last.printed)
	after, err := strconv.Atoi(r.blocks[i+1].note.printed)
	return err == nil && after <= before
}

// dropFootRules leaves out the rules that a page has between its text and its notes.
func (r *reading) dropFootRules() {
	for i, b := range r.blocks {
		if b.kind == separator && (i+1 < len(r.blocks) && r.blocks[i+1].kind == noteBody || i > 0 && r.blocks[i-1].kind == noteBody) {
			b.kind = apart
			r.report.furniture(b)
		}
	}
}

// labels names the notes. Where a marker comes again, with each chapter or page, its run is put before it.
func (r *reading) labels() {
	count, again := map[string]int{}, map[rune]bool{}
	for _, n := range r.notes {
		if n.query == "" {
			if count[n.printed]++; count[n.printed] > 1 {
				again[sortOf(n.printed)] = true
			}
		}
	}
	slices.SortStableFunc(r.notes, func(a, b *note) int { return a.line - b.line })
	run, seen := 1, map[string]bool{}
	for _, n := range r.notes {
		if n.query != "" {
			n.label = n.query
			continue
		}
		n.label = n.printed
		if !again[sortOf(n.printed)] {
			continue
		}
		if seen[n.printed] {
			run++
			clear(seen)
		}
		seen[n.printed] = true
		n.label = strconv.Itoa(run) + "/" + n.printed
	}
}

// sortOf tells numbers, letters and symbols apart.
func sortOf(label string) rune {
	switch c := label[0]; {
	case c >= '0' && c <= '9':
		return '1'
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
		return 'a'
	}
	return '*'
}

// bracketedNotes takes out the notes that stand in brackets where they are called: "power* [*Balance of …]".
func (r *reading) bracketedNotes() {
	for _, b := range r.blocks {
		if !strings.ContainsAny(b.text, "*†‡§") || !strings.Contains(b.text, "[") {
			continue
		}
		r.bracketedIn(b)
	}
}

func (r *reading) bracketedIn(b *block) {
	var cuts []span
	var found []*note
	for i := 0; i < len(b.text); {
		sign := symbolRun(b.text[i:])
		_, size := utf8.DecodeRuneInString(b.text[i:])
		if sign == "" {
			i += size
			continue
		}
		inner, end := bracketAfter(b.text, i+len(sign))
		if end == 0 || i == 0 {
			i += len(sign)
			continue
		}
		n := &note{printed: sign, line: b.line(i), at: b}
		words := strings.TrimPrefix(b.text[inner.start:inner.end], sign)
		n.body = []*block{{kind: noteBody, text: strings.TrimSpace(words), raw: b.raw, note: n, starts: []lineStart{{0, n.line}}}}
		found = append(found, n)
		cuts = append(cuts, span{i, end})
		i = end
	}
	r.notes = append(r.notes, found...)
	for i, n := range found {
		b.marks = append(b.marks, mark{start: cuts[i].start, end: cuts[i].start, kind: called, call: n})
	}
	b.cut(cuts)
}

// bracketAfter returns what stands in the bracket after a sign, and where the bracket ends. It is a note when it
// has several words.
func bracketAfter(s string, from int) (inner span, end int) {
	open := from
	for open < len(s) && s[open] == ' ' {
		open++
	}
	if open == len(s) || s[open] != '[' {
		return span{}, 0
	}
	depth := 0
	for i := open; i < min(len(s), open+4000); i++ {
		switch s[i] {
		case '[':
			depth++
		case ']':
			depth--
		}
		if depth == 0 {
			if strings.Count(s[open:i], " ") < 3 {
				return span{}, 0
			}
			return span{open + 1, i}, i + 1
		}
	}
	return span{}, 0
}

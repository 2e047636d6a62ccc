package transcribe

import (
	"slices"
	"strconv"
	"strings"
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

// end is the last paragraph of the note.
func (n *note) end() *block { return n.body[len(n.body)-1] }

// readNotes finds the text's notes and puts their calls where their markers stand. A text may have several
// systems: numbered notes, and asterisks for the author.
func (r *reading) readNotes() {
	zones := r.noteZones()
	for range 4 {
		calls, bodies := r.markers(zones)
		s := bestSystem(calls, bodies, zones, len(r.refs.byNumber) > 0)
		if s == nil {
			break
		}
		r.take(s, zones)
	}
	r.notesOnNotes()
	r.notesOnTables()
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
			r.leaveOut(b)
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
	front := r.affiliationLines()
	for i, b := range r.blocks {
		if b.kind == apart || b.kind == separator || front[i] || b.kind == table && isPipeTable(b.raw) {
			continue
		}
		if b.kind == table {
			calls[bracketShape] = append(calls[bracketShape], callsInRows(i, b)...)
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

// callsInRows are the calls in rows that are set in columns: of numbers, of which such are full, only those in brackets.
func callsInRows(i int, b *block) []call {
	var calls []call
	for _, m := range callMarkers(b.text) {
		if m.shape == bracketShape && m.start > 0 {
			calls = append(calls, call{i, m, callWeight(b.text, m)})
		}
	}
	return calls
}

// affiliationLines returns the lines of the front whose numbers lead from authors to their affiliations and are no notes.
func (r *reading) affiliationLines() map[int]bool {
	lines := map[int]bool{}
	names := -1
	for i, b := range r.blocks[:min(len(r.blocks), 12)] {
		if m := numberedName().FindStringSubmatch(b.text); m != nil && names < 0 && isPersons(m[1]) {
			names = i
		} else if m := numberedAffiliation().FindStringSubmatch(b.text); m != nil && names >= 0 && isAffiliation(m[2]) && !strings.Contains(m[2], ". ") {
			lines[i], lines[names] = true, true
		} else if m != nil && names >= 0 {
			return nil // one says more than an affiliation: they are notes
		}
	}
	return lines
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

// unplacedNotes are the notes that no call was found for, by their markers.
func (r *reading) unplacedNotes() map[string]*note {
	waiting := map[string]*note{}
	for _, n := range r.notes {
		if n.query != "" && len(n.body) > 0 {
			waiting[n.printed] = n
		}
	}
	return waiting
}

// notesOnNotes finds the calls that stand in notes.
func (r *reading) notesOnNotes() {
	waiting := r.unplacedNotes()
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
			if n == nil || n.body[0] == b || m.start == 0 || callWeight(b.text, m) < 8 && (n.line < b.raw[0].number || !isGlued(b.text, m)) {
				continue
			}
			n.withdraw(r)
			delete(waiting, m.label)
			sites = append(sites, site{call{i, m, 0}, n, r.fronts[i]})
		}
	}
	r.place(sites)
}

// notesOnTables finds the notes that cells of a table call, in the form that Markdown or a raised number has there.
func (r *reading) notesOnTables() {
	waiting := r.unplacedNotes()
	for _, b := range r.blocks {
		if b.kind != table || !isPipeTable(b.raw) {
			continue
		}
		b.text = labelCalled().ReplaceAllStringFunc(b.text, func(found string) string {
			label := strings.Trim(found, "[^]")
			n := waiting[label]
			if n == nil {
				return found
			}
			n.withdraw(r)
			return "[^" + label + "]"
		})
	}
}

var labelCalled = pattern(`\[\^\d{1,4}\]|\^\d{1,4}\^`)

// isGlued says that the number stands directly after a word and before its stop.
func isGlued(s string, m marker) bool {
	return m.shape == bareShape && endsInLetter(s[:m.start]) && (m.end == len(s) || strings.IndexByte(".,;", s[m.end]) >= 0) && !isLocatorWord(s[:m.start])
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

// continuedNotes gives to a note the paragraphs that follow its body in a section of notes, and those that are indented as
// Markdown has them.
func (r *reading) continuedNotes(zones []bool) {
	var last *note
	for i, b := range r.blocks {
		switch {
		case b.kind == noteBody:
			last = b.note
		case last != nil && isLabelled(last.body[0]) && b.raw[0].indent >= 4 && b.kind != apart:
			if b.kind == heading || b.kind == quote {
				b.kind = paragraph // the indent makes it the note's, and nothing else
			}
			b.form, b.kind, b.note = b.kind, noteBody, last
			last.body = append(last.body, b)
		case zones[i] && r.isRepeatedHeading(i):
			r.leaveOut(b)
		case last != nil && zones[i] && r.headsNotes(i, last):
			r.leaveOut(b)
			r.report.doubt("heading-in-notes", r.file, b.line(0), excerpt(b.text), "this line among the notes was taken for the name of a chapter and left out")
		case last != nil && zones[i] && b.page && b.kind == paragraph && leavesOpen(last.end(), b):
			last.end().append(b, r.words)
			b.kind = apart
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
			r.leaveOut(b)
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

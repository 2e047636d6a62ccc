package site

import (
	"encoding/binary"

	"glossator/generator/edition"
)

// remains are what other pages want of an essay once its own page has been made, so that its words need not be at hand: each
// of its references, as the lists of other pages show it, and its words, as the search index takes them. They begin with the
// number of the references, citations, then mentions, then links; for each follows where its line ends, and where in it the
// way to the edition's root is left out; then come the lines, and then the words.
type remains []byte

const lineEnds = 8 // bytes that say so of a line

// appendRemains appends what is to be remembered of an essay, given its words.
func (s *Site) appendRemains(dst []byte, x *edition.Essay, words *wordTable) []byte {
	t := x.Text
	facts := []struct {
		kind edition.BacklinkKind
		n    int
	}{{edition.CitationBacklink, len(t.Citations)}, {edition.MentionBacklink, len(t.Mentions)}, {edition.LinkBacklink, len(t.Links)}}
	n := len(t.Citations) + len(t.Mentions) + len(t.Links)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(n))
	ends := len(dst)
	w := writer{append(dst, make([]byte, n*lineEnds)...)}
	begun := len(w.b)
	for _, f := range facts {
		for i := range f.n {
			root := s.line(&w, "", edition.Backlink{Text: t, Kind: f.kind, Index: int32(i)})
			binary.LittleEndian.PutUint32(w.b[ends:], uint32(root-begun))
			binary.LittleEndian.PutUint32(w.b[ends+4:], uint32(len(w.b)-begun))
			ends += lineEnds
		}
	}
	return words.appendPacked(w.b)
}

// words are the essay's words; nil where nothing is remembered.
func (r remains) words() []byte {
	if r == nil {
		return nil
	}
	lines, n := r.lines()
	if n == 0 {
		return lines
	}
	return lines[binary.LittleEndian.Uint32(r[n*lineEnds:]):]
}

// lines is what begins with the lines, and how many there are.
func (r remains) lines() (from []byte, n int) {
	n = int(binary.LittleEndian.Uint32(r))
	return r[4+n*lineEnds:], n
}

// Remember takes what is remembered of an essay, as its draft had it. It must not change any more.
func (s *Site) Remember(x *edition.Essay, remains []byte) { s.remains[s.numbers[x]] = remains }

// line is the ith line, in two halves: before and behind the way to the root.
func (r remains) line(i int) (before, behind []byte) {
	lines, _ := r.lines()
	at := r[4+i*lineEnds:]
	from := 0
	if i > 0 {
		from = int(binary.LittleEndian.Uint32(r[4+i*lineEnds-4:]))
	}
	root, end := int(binary.LittleEndian.Uint32(at)), int(binary.LittleEndian.Uint32(at[4:]))
	return lines[from:root], lines[root:end]
}

// remembered is a reference's line, if that is remembered.
func (s *Site) remembered(b edition.Backlink) (before, behind []byte, ok bool) {
	if b.Text.Owner.Kind != edition.OfEssay {
		return nil, nil, false
	}
	r := s.remains[s.numbers[s.edition.Essay(b.Text.Owner.ID)]]
	if r == nil {
		return nil, nil, false
	}
	i := int(b.Index)
	switch b.Kind {
	case edition.LinkBacklink:
		i += len(b.Text.Citations) + len(b.Text.Mentions)
	case edition.MentionBacklink:
		i += len(b.Text.Citations)
	}
	before, behind = r.line(i)
	return before, behind, true
}

// keptLine writes a reference's line, if that is remembered.
func (s *Site) keptLine(w *writer, root string, b edition.Backlink) bool {
	before, behind, ok := s.remembered(b)
	if ok {
		w.b = append(append(append(w.b, before...), root...), behind...)
	}
	return ok
}

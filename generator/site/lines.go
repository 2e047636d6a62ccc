package site

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"slices"

	"glossator/generator/edition"
)

// What other pages want of an essay, once its own page has been made, is remembered out of memory, so that its words need not
// be at hand: each of its references, as the lists of other pages show it, and its words, as the search index takes them. It
// begins with the number of the references, citations, then mentions, then links; for each follows where its line ends, and
// where in it the way to the edition's root is left out; then come the lines, and then the words.

// remains are where an essay's lines and words are read.
type remains struct {
	file  *io.SectionReader // nil where nothing is remembered
	roots []uint32          // for each line, where the way to the root is left out, and where it ends
	begin int64             // of the lines
	table []byte            // of the words in drawers; nil where there is none
}

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

// Remember takes what is remembered of an essay, as its draft had it. It must not change any more. Several essays may be
// remembered at once.
func (s *Site) Remember(x *edition.Essay, file *io.SectionReader) {
	if file != nil {
		s.remains[s.numbers[x]] = newRemains(file)
	}
}

// newRemains reads where the lines are. Where that cannot be read nothing is remembered.
func newRemains(file *io.SectionReader) remains {
	var n [4]byte
	if _, err := file.ReadAt(n[:], 0); err != nil {
		return remains{}
	}
	head := make([]byte, lineEnds*int(binary.LittleEndian.Uint32(n[:])))
	if _, err := file.ReadAt(head, int64(len(n))); err != nil && len(head) > 0 {
		return remains{}
	}
	r := remains{file: file, roots: make([]uint32, len(head)/4), begin: int64(len(n) + len(head))}
	for i := range r.roots {
		r.roots[i] = binary.LittleEndian.Uint32(head[4*i:])
	}
	at := r.begin + r.end(len(r.roots)/2-1)
	words := make([]byte, max(0, file.Size()-at)) // all, since what of them cannot be read is not missed later
	if _, err := file.ReadAt(words, at); err == nil && len(words) >= drawerTable {
		r.table = bytes.Clone(words[:drawerTable])
	}
	return r
}

// hasWords says that the essay's words are remembered.
func (r *remains) hasWords() bool { return r.table != nil }

// appendWords appends the essay's packed words in some drawers of the index.
func (r *remains) appendWords(dst []byte, in drawers) ([]byte, error) {
	from, to := in.in(r.table)
	at := len(dst)
	dst = slices.Grow(dst, int(to-from))[:at+int(to-from)]
	if to == from {
		return dst, nil
	}
	_, err := r.file.ReadAt(dst[at:], r.begin+r.end(len(r.roots)/2-1)+drawerTable+from)
	if err != nil {
		return nil, fmt.Errorf("the words that have been kept of an essay cannot be read: %w", err)
	}
	return dst, nil
}

// end is where the ith line ends, and the next begins.
func (r remains) end(i int) int64 {
	if i < 0 {
		return 0
	}
	return int64(r.roots[2*i+1])
}

// appendLine appends the ith line with the way to the root; ok is false where it cannot be read.
func (r remains) appendLine(dst []byte, i int, root string) (b []byte, ok bool) {
	from, to := r.end(i-1), r.end(i)
	before, at := int(int64(r.roots[2*i])-from), len(dst)
	b = slices.Grow(dst, int(to-from)+len(root))[:at+int(to-from)+len(root)]
	line := b[at+len(root):]
	if _, err := r.file.ReadAt(line, r.begin+from); err != nil {
		return dst, false
	}
	copy(b[at:], line[:before])
	copy(b[at+before:], root)
	return b, true
}

// keptLine writes a reference's line, if that is remembered.
func (s *Site) keptLine(w *writer, root string, b edition.Backlink) (ok bool) {
	if b.Text.Owner.Kind != edition.OfEssay {
		return false
	}
	r := s.remains[s.numbers[s.edition.Essay(b.Text.Owner.ID)]]
	if r.file == nil {
		return false
	}
	i := int(b.Index)
	switch b.Kind {
	case edition.LinkBacklink:
		i += len(b.Text.Citations) + len(b.Text.Mentions)
	case edition.MentionBacklink:
		i += len(b.Text.Citations)
	}
	w.b, ok = r.appendLine(w.b, i, root)
	return ok
}

package site

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"slices"

	"glossator/generator/edition"
)

// What other pages want of an essay, once its own page has been made, is remembered out of memory, so that its words need not
// be at hand: each of its references, as the lists of other pages show it, and its words, as the search index takes them. It
// begins with the number of the references, citations, then mentions, then links, and a hash of where in the essay they stand;
// for each follows where in its line the way to the edition's root is left out, where the line ends, and a hash of it and of the
// locators; then come
// the lines, and then the words.

// remains are where an essay's lines and words are read.
type remains struct {
	file   *io.SectionReader // nil where nothing is remembered
	places uint64            // hash of where in the essay the references stand
	lines  []keptLine
	begin  int64  // of the lines
	table  []byte // of the words in drawers; nil where there is none
}

// keptLine is where a line stands behind those before it.
type keptLine struct {
	root, end uint32 // where the way to the root is left out, and where the line ends
	hash      uint64 // of all that stands there, and of the locators
}

const (
	remainsHead = 12 // bytes
	lineHead    = 16
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// appendRemains appends what is to be remembered of an essay, given its words.
func (s *Site) appendRemains(dst []byte, x *edition.Essay, words *wordTable) []byte {
	t := x.Text
	facts := []struct {
		kind edition.BacklinkKind
		n    int
	}{{edition.CitationBacklink, len(t.Citations)}, {edition.MentionBacklink, len(t.Mentions)}, {edition.LinkBacklink, len(t.Links)}}
	n := len(t.Citations) + len(t.Mentions) + len(t.Links)
	head := len(dst)
	line := head + remainsHead
	w := writer{append(dst, make([]byte, remainsHead+n*lineHead)...)}
	begun := len(w.b)
	texts := textPassages(t)
	places := binary.AppendUvarint(make([]byte, 0, binary.MaxVarintLen32+2*n), uint64(texts))
	for _, f := range facts {
		for i := range f.n {
			at, b := len(w.b), edition.Backlink{Text: t, Kind: f.kind, Index: int32(i)}
			root := at
			if f.kind != edition.LinkBacklink || t.Links[i].To() != t.Owner { // no list has a text's links to itself
				root = s.line(&w, "", b)
			}
			end := len(w.b)
			for _, l := range b.Locators() { // the line has them in short; the index of locators, as they are
				w.raw("\x00", l.Label, "\x00", l.Value)
			}
			hash := hash64(w.b[at:])
			w.b = w.b[:end]
			binary.LittleEndian.PutUint32(w.b[line:], uint32(root-begun))
			binary.LittleEndian.PutUint32(w.b[line+4:], uint32(len(w.b)-begun))
			binary.LittleEndian.PutUint64(w.b[line+8:], hash)
			line += lineHead
			places = binary.AppendUvarint(places, uint64(position(t, b.Place().Span.Passage, texts)))
		}
	}
	binary.LittleEndian.PutUint32(w.b[head:], uint32(n))
	binary.LittleEndian.PutUint64(w.b[head+4:], hash64(places))
	return words.appendPacked(w.b)
}

// hash64 is two checksums.
func hash64(b []byte) uint64 {
	return uint64(crc32.Checksum(b, castagnoli))<<32 | uint64(crc32.ChecksumIEEE(b))
}

// Remember takes what is remembered of an essay, as its draft had it. It must not change any more. Several essays may be
// remembered at once.
func (s *Site) Remember(x *edition.Essay, file *io.SectionReader) {
	if file != nil {
		w := s.buffer()
		defer s.buffers.Put(w)
		s.remains[s.numbers[x.ID]] = newRemains(w, file)
	}
}

// newRemains reads, in the buffer, where the lines are. Where that cannot be read nothing is remembered; of words all are read,
// since what of them cannot be read would not be missed later.
func newRemains(w *writer, file *io.SectionReader) (r remains) {
	read := func(at, size int64) (b []byte, ok bool) {
		if size < 0 || size > file.Size()-at {
			return nil, false
		}
		w.b = slices.Grow(w.b[:0], int(size))[:size]
		n, _ := file.ReadAt(w.b, at)
		return w.b, n == len(w.b)
	}
	b, ok := read(0, remainsHead)
	if !ok {
		return remains{}
	}
	n := int64(binary.LittleEndian.Uint32(b))
	r = remains{file: file, places: binary.LittleEndian.Uint64(b[4:]), begin: remainsHead + n*lineHead}
	if b, ok = read(remainsHead, n*lineHead); !ok {
		return remains{}
	}
	r.lines = make([]keptLine, n)
	for i := range r.lines {
		b := b[lineHead*i:]
		r.lines[i] = keptLine{binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:]), binary.LittleEndian.Uint64(b[8:])}
	}
	if b, ok = read(r.words(), file.Size()-r.words()); ok && len(b) >= drawerTable {
		r.table = bytes.Clone(b[:drawerTable])
	}
	return r
}

// words is where the packed words begin.
func (r *remains) words() int64 { return r.begin + r.end(len(r.lines)-1) }

// hasWords says that the essay's words are remembered.
func (r *remains) hasWords() bool { return r.table != nil }

func (r *remains) drawerTable() []byte { return r.table }

// appendWords appends the essay's packed words in some drawers of the index.
func (r *remains) appendWords(dst []byte, in drawers) ([]byte, error) {
	from, to := in.in(r.table)
	at := len(dst)
	dst = slices.Grow(dst, int(to-from))[:at+int(to-from)]
	if to == from {
		return dst, nil
	}
	_, err := r.file.ReadAt(dst[at:], r.words()+drawerTable+from)
	if err != nil {
		return nil, fmt.Errorf("the words that have been kept of an essay cannot be read: %w", err)
	}
	return dst, nil
}

// end is where the ith line ends, and the next begins.
func (r *remains) end(i int) int64 {
	if i < 0 {
		return 0
	}
	return int64(r.lines[i].end)
}

// appendLine appends the ith line with the way to the root; ok is false where it cannot be read.
func (r *remains) appendLine(dst []byte, i int, root string) (b []byte, ok bool) {
	from, to := r.end(i-1), r.end(i)
	before, at := int(int64(r.lines[i].root)-from), len(dst)
	b = slices.Grow(dst, int(to-from)+len(root))[:at+int(to-from)+len(root)]
	line := b[at+len(root):]
	if _, err := r.file.ReadAt(line, r.begin+from); err != nil {
		return dst, false
	}
	copy(b[at:], line[:before])
	copy(b[at+before:], root)
	return b, true
}

// remembered is where the line of a reference is kept, and which it is there; ok is false where it is not.
func (s *Site) remembered(b edition.Backlink) (r *remains, i int, ok bool) {
	if b.Text.Owner.Kind != edition.OfEssay {
		return nil, 0, false
	}
	r = &s.remains[b.Text.Rank]
	i = int(b.Index)
	switch b.Kind {
	case edition.LinkBacklink:
		i += len(b.Text.Citations) + len(b.Text.Mentions)
	case edition.MentionBacklink:
		i += len(b.Text.Citations)
	}
	return r, i, r.file != nil
}

// keptLine writes a reference's line, if that is remembered.
func (s *Site) keptLine(w *writer, root string, b edition.Backlink) (ok bool) {
	r, i, ok := s.remembered(b)
	if ok {
		w.b, ok = r.appendLine(w.b, i, root)
	}
	return ok
}

package site

import "glossator/generator/edition"

// Scratch keeps bytes outside of memory while a site is made. It is safe for concurrent use. An error in reading or
// writing is for whoever made it to ask for at the end.
type Scratch interface {
	Keep(b []byte) (at int64)
	AppendKept(dst []byte, at int64, n int) []byte
}

// lines are where in the scratch file an essay's references stand, each as the lists of other pages show it: citations,
// then mentions, then links.
type lines struct {
	at   int64
	ends []line
}

// line is where a reference's line ends, and where in it the way to the edition's root is left out.
type line struct{ root, end uint32 }

// keepLines writes the lines of all references in an essay, while its words are at hand, into a buffer that it gives back.
func (s *Site) keepLines(buffer []byte, x *edition.Essay) []byte {
	t := x.Text
	kept := lines{ends: make([]line, 0, len(t.Citations)+len(t.Mentions)+len(t.Links))}
	w := writer{buffer[:0]}
	for _, facts := range []struct {
		kind edition.BacklinkKind
		n    int
	}{{edition.CitationBacklink, len(t.Citations)}, {edition.MentionBacklink, len(t.Mentions)}, {edition.LinkBacklink, len(t.Links)}} {
		for i := range facts.n {
			root := s.line(&w, "", edition.Backlink{Text: t, Kind: facts.kind, Index: int32(i)})
			kept.ends = append(kept.ends, line{uint32(root), uint32(len(w.b))})
		}
	}
	kept.at = s.scratch.Keep(w.b)
	s.lines[s.numbers[x]] = kept
	return w.b
}

// kept is where a reference's line has been kept: from and to which byte, and where in it the way to the root is missing.
func (s *Site) kept(b edition.Backlink) (from, to, root int64, ok bool) {
	if s.scratch == nil || b.Text.Whole() {
		return 0, 0, 0, false
	}
	kept := &s.lines[s.numbers[s.edition.Essay(b.Text.Owner.ID)]]
	i := int(b.Index)
	switch b.Kind {
	case edition.LinkBacklink:
		i += len(b.Text.Citations) + len(b.Text.Mentions)
	case edition.MentionBacklink:
		i += len(b.Text.Citations)
	}
	from = kept.at
	if i > 0 {
		from += int64(kept.ends[i-1].end)
	}
	return from, kept.at + int64(kept.ends[i].end), kept.at + int64(kept.ends[i].root), true
}

// keptLine writes a reference's line, if that has been kept.
func (s *Site) keptLine(w *writer, root string, b edition.Backlink) bool {
	from, to, rootAt, ok := s.kept(b)
	if ok {
		begun := len(w.b)
		w.b = s.scratch.AppendKept(w.b, from, int(to-from))
		w.insert(begun+int(rootAt-from), root)
	}
	return ok
}

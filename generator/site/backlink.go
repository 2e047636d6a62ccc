package site

import (
	"html/template"
	"slices"
	"strings"

	"glossator/generator/csl"
	"glossator/generator/edition"
	"glossator/generator/markup"
)

// placeForms are the words of places, around the number of each.
type placeForms struct{ paragraph, section, table, abstract, note, editorsNote form }

func newPlaceForms(w words) placeForms {
	return placeForms{
		w.form("paragraph-short"), w.form("section-short"), w.form("table-short"), form{noBreak(w.word("in-abstract") + " "), ""},
		w.form("note-short"), w.form("editors-note-short"),
	}
}

// placeLabel is what a reader sees of a passage's address: "¶ 12", "§ 2", "n. 5".
func (s *Site) placeLabel(t *edition.Text, p *edition.Passage) string {
	return string(s.appendPlaceLabel(nil, t, p))
}

func (s *Site) appendPlaceLabel(dst []byte, t *edition.Text, p *edition.Passage) []byte {
	switch id := t.Owner.ID; t.Owner.Kind {
	case edition.OfTerm:
		return append(dst, s.edition.Term(id).Term...)
	case edition.OfName:
		return append(dst, s.edition.Name(id).Name...)
	case edition.OfEvent:
		return append(dst, s.edition.Event(id).Title...)
	case edition.OfAnnotation:
		return append(dst, s.annotationLabel(t)...)
	}
	if p.Note >= 0 {
		n := &t.Notes[p.Note]
		if n.Stream == edition.EditorStream {
			return s.places.editorsNote.appendWith(dst, n.Marker)
		}
		return s.places.note.appendWith(dst, n.Marker)
	}
	switch p.Kind {
	case edition.Title:
		return append(dst, s.words.word("in-front")...)
	case edition.Byline:
		return append(dst, s.words.word("in-byline")...)
	case edition.Heading:
		return s.places.section.appendWith(dst, strings.TrimPrefix(p.ID, "s"))
	case edition.Table:
		return s.places.table.appendWith(dst, strings.TrimPrefix(p.ID, "p"))
	}
	if p.Region == edition.AbstractRegion {
		return s.places.abstract.appendWith(dst, strings.TrimPrefix(p.ID, "a"))
	}
	return s.places.paragraph.appendWith(dst, strings.TrimPrefix(p.ID, "p"))
}

// placeLabel writes what a reader sees of a passage's address.
func (w *writer) placeLabel(s *Site, t *edition.Text, p *edition.Passage) {
	var label [64]byte
	w.b = appendEscaped(w.b, s.appendPlaceLabel(label[:0], t, p))
}

func (s *Site) annotationLabel(t *edition.Text) string {
	for i, a := range s.edition.Essay(t.Owner.Essay()).Annotations {
		if a.Body == t {
			return noBreak(s.words.with("annotation-short", markup.AnnotationMarker(i+1)))
		}
	}
	return s.words.word("annotation")
}

// group is where a reader looks for a text: an essay, an essay's annotations, the glossary.
type group struct{ heading, path, language string }

func (s *Site) group(t *edition.Text) group {
	id := t.Owner.ID
	switch t.Owner.Kind {
	case edition.OfEssay:
		return group{s.edition.Essays[t.Rank].Title, essayPath(id), t.Language}
	case edition.OfPage:
		return group{s.edition.Page(id).Title, editorialPath(id), t.Language}
	case edition.OfTerm:
		return group{s.words.word("glossary"), glossaryPath, ""}
	case edition.OfName:
		return group{s.words.word("names"), namesPath, ""}
	case edition.OfEvent:
		return group{s.words.word("chronology"), chronologyPath, ""}
	}
	x := s.edition.Essay(t.Owner.Essay())
	return group{s.words.word("annotations") + s.words.word("colon") + x.Title, essayPath(x.ID) + "#annotations", ""}
}

// shortTitle names a text's group in few words: an essay by its authors' family names, where no other has them.
func (s *Site) shortTitle(t *edition.Text) string {
	switch t.Owner.Kind {
	case edition.OfEssay:
		return s.shortTitles()[t.Rank]
	case edition.OfAnnotation:
		return s.shortEssay(s.edition.Essay(t.Owner.Essay()))
	}
	return s.group(t).heading
}

func (s *Site) shortEssay(x *edition.Essay) string { return s.shortTitles()[s.numbers[x.ID]] }

// shortEssayTitles names each essay by its authors' family names, those that share them by their titles too, and those whose titles
// begin alike by how they end, and by their dates.
func (s *Site) shortEssayTitles() []string {
	essays := s.edition.Essays
	families := make([]string, len(essays))
	for i, x := range essays {
		families[i] = familyNames(x)
	}
	titles := slices.Clone(families)
	titled := func(shorten func(string, int) string) func(int) string {
		return func(i int) string {
			if families[i] == "" {
				return shorten(essays[i].Title, 40)
			}
			return families[i] + csl.Comma(essays[i].Language) + shorten(essays[i].Title, 28)
		}
	}
	distinguish(titles, titled(shortened))
	distinguish(titles, titled(ends))
	distinguish(titles, func(i int) string {
		if essays[i].Date == "" {
			return titles[i]
		}
		return titles[i] + csl.Comma(essays[i].Language) + s.words.edtf(essays[i].Date)
	})
	return titles
}

// distinguish names anew what has no name, or another's.
func distinguish(names []string, name func(i int) string) {
	count := make(map[string]int, len(names))
	for _, n := range names {
		count[n]++
	}
	for i, n := range names {
		if n == "" || count[n] > 1 {
			names[i] = name(i)
		}
	}
}

// familyNames are the last names of an essay's authors in one line.
func familyNames(x *edition.Essay) string {
	var names []string
	for _, n := range people(x.Authors) {
		names = append(names, n.Surname())
	}
	return strings.Join(names, csl.Comma(x.Language))
}

// backlinkAddress is the address of a reference, from the edition's root.
func (s *Site) backlinkAddress(b edition.Backlink) string {
	path, prefix := s.textAddress(b.Text)
	return path + "#" + prefix + b.Address()
}

// byText writes the references with their sentences: those of the essays side by side, then those of other texts.
func (s *Site) byText(w *writer, root string, list []edition.Backlink) template.HTML {
	begun := len(w.b)
	var essays, others []edition.Backlink
	for _, b := range list {
		if b.Text.Owner.Kind == edition.OfEssay {
			essays = append(essays, b)
		} else {
			others = append(others, b)
		}
	}
	for _, part := range [][]edition.Backlink{essays, others} {
		if len(part) > 0 {
			w.raw("<div class=\"by-text\">\n")
			s.sentences(w, root, part)
			w.raw("</div>\n")
		}
	}
	return w.since(begun)
}

// sentences writes the references group by group.
func (s *Site) sentences(w *writer, root string, list []edition.Backlink) {
	eachGroup(list, func(list []edition.Backlink) {
		g := s.group(list[0].Text)
		w.raw(`<section class="from"><h3><a href="`, root)
		w.text(g.path)
		w.raw(`"`)
		w.language(g.language, s.edition.Settings.Language)
		w.raw(">")
		w.text(g.heading)
		w.raw("</a>")
		w.raw(` <span class="count">`)
		w.number(len(list))
		w.raw("</span></h3><ol class=\"sentences\">\n")
		for _, b := range list {
			s.sentence(w, root, b)
		}
		w.raw("</ol></section>\n")
	})
}

// eachGroup calls f with the references of each group of texts.
func eachGroup(list []edition.Backlink, f func([]edition.Backlink)) {
	for i := 0; i < len(list); {
		j := i + 1
		for j < len(list) && sameGroup(list[j].Text, list[j-1].Text) {
			j++
		}
		f(list[i:j])
		i = j
	}
}

// sameGroup says that two texts are of one group.
func sameGroup(a, b *edition.Text) bool {
	if a == b || a.Owner.Kind != b.Owner.Kind {
		return a == b
	}
	switch a.Owner.Kind {
	case edition.OfEssay, edition.OfPage, edition.OfAnnotation:
		return a.Owner.Essay() == b.Owner.Essay()
	}
	return true
}

// sentence writes one reference.
func (s *Site) sentence(w *writer, root string, b edition.Backlink) {
	if !s.keptLine(w, root, b) {
		s.line(w, root, b)
	}
}

// line writes a reference's words marked in their sentence, then place, locators and region. It says where it wrote root.
func (s *Site) line(w *writer, root string, b edition.Backlink) (rootAt int) {
	passage := b.Passage()
	w.raw("<li>")
	if sentence, start, end := b.Sentence(); sentence.End > sentence.Start {
		w.raw("<q")
		w.language(passage.Language, s.edition.Settings.Language)
		w.raw(">")
		s.quoted(w, b.Text, sentence, start, end)
		w.raw("</q> ")
	}
	w.raw(`<span class="place"><a href="`)
	rootAt = len(w.b)
	w.raw(root)
	path, prefix := s.textAddress(b.Text)
	w.text(path)
	w.placeLink(s, prefix, b, passage)
	if passage.Region == edition.Appendix {
		w.raw(s.comma())
		w.text(s.words.word("in-appendix"))
	}
	for _, l := range b.Locators() {
		w.raw(` <span class="locator">`)
		w.text(s.words.locator(l.Label, l.Value))
		w.raw("</span>")
	}
	w.raw("</span></li>\n")
	return rootAt
}

// quoted writes a sentence, or of a long one an excerpt, with the words from start to end marked, and formatted citations
// in their places.
func (s *Site) quoted(w *writer, t *edition.Text, sentence edition.Span, start, end int) {
	all := t.Words(sentence)
	i, to := excerpt(all, start, end)
	words, apart := all[:to], edition.DirectionByLetters(all, t.Passages[sentence.Passage].Language) != ""
	if i > 0 {
		w.raw("…\u00a0")
	}
	for {
		next := len(words)
		if k := strings.Index(words[i:], edition.FormattedCitation); k >= 0 {
			next = i + k
		}
		w.marked(words, i, next, start, end, apart)
		if next == len(words) {
			break
		}
		at := edition.Span{Passage: sentence.Passage, Start: sentence.Start + int32(next)}
		w.b = s.appendCitedAt(w.b, t, at, start <= next && next < end)
		i = next + len(edition.FormattedCitation)
	}
	if to < len(all) {
		w.raw("\u00a0…")
	}
}

// marked writes words[i:j], what of it lies within start and end in a <mark>, which is set apart where it may have another
// direction.
func (w *writer) marked(words string, i, j, start, end int, apart bool) {
	from, to := max(i, min(start, j)), max(i, min(end, j))
	w.text(words[i:from])
	if from < to {
		if apart {
			w.raw(`<mark dir="auto">`)
		} else {
			w.raw("<mark>")
		}
		w.text(words[from:to])
		w.raw("</mark>")
	}
	w.text(words[max(from, to):j])
}

// writePlaces writes links to the references without their sentences: "¶ 3, ¶ 5, n. 2". Those that follow each other in a passage
// are one link.
func (s *Site) writePlaces(w *writer, root string, list []edition.Backlink) {
	var last *edition.Passage
	var text *edition.Text
	var path, prefix string
	for _, b := range list {
		passage := b.Passage()
		if passage == last {
			continue
		}
		if b.Text != text && root != samePage {
			text = b.Text
			path, prefix = s.textAddress(text)
		}
		last = passage
		w.raw(` <a class="at" href="`)
		if root != samePage {
			w.raw(root)
			w.text(path)
		}
		w.placeLink(s, prefix, b, passage)
	}
}

// placeLink ends a link to a reference, of which the page's address has been written.
func (w *writer) placeLink(s *Site, prefix string, b edition.Backlink, passage *edition.Passage) {
	w.raw("#")
	w.text(prefix)
	w.text(b.Address())
	w.raw(`">`)
	w.placeLabel(s, b.Text, passage)
	w.raw("</a>")
}

// samePage, given as root, says that the references stand on the page itself.
const samePage = "#"

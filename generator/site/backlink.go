package site

import (
	"html/template"
	"strings"
	"unicode/utf8"

	"glossator/generator/edition"
	"glossator/generator/markup"
)

// placeLabel is what a reader sees of a passage's address: "¶ 12", "§ 2", "n. 5".
func (s *Site) placeLabel(t *edition.Text, p *edition.Passage) string {
	switch id := t.Owner.ID; t.Owner.Kind {
	case edition.OfTerm:
		return s.edition.Term(id).Term
	case edition.OfName:
		return s.edition.Name(id).Name
	case edition.OfEvent:
		return s.edition.Event(id).Title
	case edition.OfAnnotation:
		return s.annotationLabel(t)
	}
	if p.Note >= 0 {
		n := &t.Notes[p.Note]
		if n.Stream == edition.EditorStream {
			return noBreak(s.words.with("editors-note-short", n.Marker))
		}
		return noBreak(s.words.with("note-short", n.Marker))
	}
	switch p.Kind {
	case edition.Title, edition.Byline:
		return s.words.word("in-front")
	case edition.Heading:
		return noBreak(s.words.with("section-short", strings.TrimPrefix(p.ID, "s")))
	case edition.Table:
		return noBreak(s.words.with("table-short", strings.TrimPrefix(p.ID, "p")))
	}
	if p.Region == edition.AbstractRegion {
		return noBreak(s.words.word("in-abstract") + " " + strings.TrimPrefix(p.ID, "a"))
	}
	return noBreak(s.words.with("paragraph-short", strings.TrimPrefix(p.ID, "p")))
}

func (s *Site) annotationLabel(t *edition.Text) string {
	essay, _, _ := strings.Cut(t.Owner.ID, "/")
	for i, a := range s.edition.Essay(essay).Annotations {
		if a.Body == t {
			return noBreak(s.words.with("annotation-short", markup.AnnotationMarker(i+1)))
		}
	}
	return s.words.word("annotation")
}

// group is where a reader looks for a text: an essay, an essay's annotations, the glossary.
type group struct{ heading, path string }

func (s *Site) group(t *edition.Text) group {
	id := t.Owner.ID
	switch t.Owner.Kind {
	case edition.OfEssay:
		return group{s.edition.Essay(id).Title, essayPath(id)}
	case edition.OfPage:
		return group{s.edition.Page(id).Title, editorialPath(id)}
	case edition.OfTerm:
		return group{s.words.word("glossary"), glossaryPath}
	case edition.OfName:
		return group{s.words.word("names"), namesPath}
	case edition.OfEvent:
		return group{s.words.word("chronology"), chronologyPath}
	}
	essay, _, _ := strings.Cut(id, "/")
	x := s.edition.Essay(essay)
	return group{s.words.word("annotations") + ": " + x.Title, essayPath(essay) + "#annotations"}
}

// shortTitle names a text's group in few words: an essay by its authors' family names, where no other has them.
func (s *Site) shortTitle(t *edition.Text) string {
	switch t.Owner.Kind {
	case edition.OfEssay:
		return s.shortEssay(s.edition.Essay(t.Owner.ID))
	case edition.OfAnnotation:
		essay, _, _ := strings.Cut(t.Owner.ID, "/")
		return s.shortEssay(s.edition.Essay(essay))
	}
	return s.group(t).heading
}

func (s *Site) shortEssay(x *edition.Essay) string { return s.shortTitles()[x.ID] }

// shortEssayTitles names each essay by its authors' family names, and those that share them by their titles too.
func shortEssayTitles(essays []*edition.Essay) map[string]string {
	families, count := make([]string, len(essays)), map[string]int{}
	for i, x := range essays {
		families[i] = familyNames(x.Authors)
		count[families[i]]++
	}
	titles := make(map[string]string, len(essays))
	for i, x := range essays {
		switch {
		case families[i] == "":
			titles[x.ID] = shortened(x.Title, 40)
		case count[families[i]] > 1:
			titles[x.ID] = families[i] + ", " + shortened(x.Title, 28)
		default:
			titles[x.ID] = families[i]
		}
	}
	return titles
}

// familyNames are people's last names in one line.
func familyNames(list []edition.Person) string {
	var names []string
	for _, n := range people(list) {
		names = append(names, n.Family+n.Literal)
	}
	return strings.Join(names, ", ")
}

// backlinkAddress is the address of a reference, from the edition's root.
func (s *Site) backlinkAddress(b edition.Backlink) string {
	path, prefix := s.textAddress(b.Text)
	return path + "#" + prefix + b.Address()
}

// lineSize is about how many bytes a reference takes with its sentence, and what stands around it in a list of several
// texts.
const (
	lineSize   = 512
	aroundLine = 200
)

// byText writes the references with their sentences: those of the essays side by side, then those of other texts.
func (s *Site) byText(root string, list []edition.Backlink) template.HTML {
	var essays, others []edition.Backlink
	for _, b := range list {
		if b.Text.Owner.Kind == edition.OfEssay {
			essays = append(essays, b)
		} else {
			others = append(others, b)
		}
	}
	w := writer{make([]byte, 0, (lineSize+aroundLine)*len(list)+64)}
	for _, part := range [][]edition.Backlink{essays, others} {
		if len(part) > 0 {
			w.raw("<div class=\"by-text\">\n")
			s.sentences(&w, root, part)
			w.raw("</div>\n")
		}
	}
	return w.html()
}

// sentences writes the references group by group.
func (s *Site) sentences(w *writer, root string, list []edition.Backlink) {
	s.eachGroup(list, func(g group, list []edition.Backlink) {
		w.raw(`<section class="from"><h3>`)
		w.link("", root+g.path, g.heading)
		w.raw(` <span class="count">`)
		w.number(len(list))
		w.raw("</span></h3><ol class=\"sentences\">\n")
		for _, b := range list {
			s.sentence(w, root, b)
		}
		w.raw("</ol></section>\n")
	})
}

// eachGroup calls f for each group of texts that refer, with its references.
func (s *Site) eachGroup(list []edition.Backlink, f func(group, []edition.Backlink)) {
	for i := 0; i < len(list); {
		g := s.group(list[i].Text)
		j := i + 1
		for j < len(list) && (list[j].Text == list[j-1].Text || s.group(list[j].Text) == g) {
			j++
		}
		f(g, list[i:j])
		i = j
	}
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
	if sentence, start, end := b.Sentence(); sentence.Text != "" {
		w.raw("<q")
		if passage.Language != "" && passage.Language != s.edition.Settings.Language {
			w.raw(` lang="`)
			w.text(passage.Language)
			w.raw(`"`)
		}
		w.raw(">")
		s.quoted(w, b.Text, sentence, start, end)
		w.raw("</q> ")
	}
	w.raw(`<span class="place"><a href="`)
	rootAt = len(w.b)
	w.raw(root)
	w.text(s.backlinkAddress(b))
	w.raw(`">`)
	w.text(s.placeLabel(b.Text, passage))
	w.raw("</a>")
	if passage.Region == edition.Appendix {
		w.raw(`, `)
		w.text(s.words.word("in-" + passage.Region.String()))
	}
	for _, l := range b.Locators() {
		w.raw(` <span class="locator">`)
		w.text(s.words.locator(l.Label, l.Value))
		w.raw("</span>")
	}
	w.raw("</span></li>\n")
	return rootAt
}

// A sentence longer than quotedWhole bytes is quoted with about so many before and behind the words that are marked.
const (
	quotedWhole  = 600
	quotedAround = 240
)

// excerpt is which part of a long sentence is quoted around the words from start to end: it begins and ends at spaces
// where there are any near.
func excerpt(words string, start, end int) (from, to int) {
	if len(words) <= quotedWhole {
		return 0, len(words)
	}
	to = len(words)
	if start > quotedAround {
		from = start - quotedAround
		if i := strings.IndexByte(words[from:start], ' '); i >= 0 && i < quotedAround/2 {
			from += i + 1
		}
		for !utf8.RuneStart(words[from]) {
			from++
		}
	}
	if end+quotedAround < to {
		to = end + quotedAround
		if i := strings.LastIndexByte(words[end:to], ' '); i > quotedAround/2 {
			to = end + i
		}
		for !utf8.RuneStart(words[to]) {
			to--
		}
	}
	return from, to
}

// quoted writes a sentence, or of a long one an excerpt, with the words from start to end marked, and formatted citations
// in their places.
func (s *Site) quoted(w *writer, t *edition.Text, sentence edition.Sentence, start, end int) {
	i, to := excerpt(sentence.Text, start, end)
	words := sentence.Text[:to]
	if i > 0 {
		w.raw("… ")
	}
	defer func() {
		if to < len(sentence.Text) {
			w.raw(" …")
		}
	}()
	for {
		next := len(words)
		if k := strings.Index(words[i:], edition.FormattedCitation); k >= 0 {
			next = i + k
		}
		s.marked(w, words, i, next, start, end)
		if next == len(words) {
			return
		}
		inside := start <= next && next < end
		if inside {
			w.raw("<mark>")
		}
		at := edition.Span{Passage: sentence.Passage, Start: sentence.Start + int32(next)}
		w.b = s.appendCitedAt(w.b, t, at)
		if inside {
			w.raw("</mark>")
		}
		i = next + len(edition.FormattedCitation)
	}
}

// marked writes words[i:j], what of it lies within start and end in a <mark>.
func (s *Site) marked(w *writer, words string, i, j, start, end int) {
	from, to := max(i, min(start, j)), max(i, min(end, j))
	w.text(words[i:from])
	if from < to {
		w.raw("<mark>")
		w.text(words[from:to])
		w.raw("</mark>")
	}
	w.text(words[max(from, to):j])
}

// places writes links to the references without their sentences: "¶ 3, ¶ 5, n. 2". Those of one passage and the
// same locators are one link.
func (s *Site) places(w *writer, root string, list []edition.Backlink) {
	last := ""
	for _, b := range list {
		path, prefix := s.textAddress(b.Text)
		passage := b.Passage()
		at := path + "#" + prefix + passage.ID
		if at == last {
			continue
		}
		last = at
		w.raw(" ")
		href := "#" + b.Address()
		if root != samePage {
			href = root + path + "#" + prefix + b.Address()
		}
		w.link("at", href, s.placeLabel(b.Text, passage))
	}
}

// samePage, given as root, says that the references stand on the page itself.
const samePage = "#"

package site

import (
	"bytes"
	"cmp"
	"html/template"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"glossator/generator/csl"
	"glossator/generator/edition"
	"glossator/generator/markup"
)

// segment is a stretch of a formatted cluster: the words of one cite, or what stands between cites.
type segment struct {
	html  []byte
	cite  int32 // index in Text.Citations, or −1
	apart bool  // letters of it, or of the words around it, are written from right to left
}

// direction is the attribute of an element with the words of a cite, which sets them apart from the words around.
func (g *segment) direction() string {
	if g.apart {
		return ` dir="auto"`
	}
	return ""
}

// appendCluster appends a cluster as the text shows it: each cite a link to its source, with its own address.
// Where the style cites in notes, the marker of the cluster's note is shown instead.
func (s *Site) appendCluster(dst []byte, t *edition.Text, cluster int, href func(i int) string) []byte {
	switch {
	case s.citedInNote(t, cluster):
		return s.appendNoteMarker(dst, t, cluster)
	case s.bracketed(t, cluster):
		return append(appendSegments(append(s.appendAuthorsApart(dst, t, cluster), '('), t, s.citations.cluster(t, cluster), href), ')')
	}
	segments := s.citations.cluster(t, cluster)
	if len(segments) > 0 && bytes.HasPrefix(segments[0].html, []byte("<sup>")) { // it is a call, without a note
		dst = bytes.TrimRight(dst, " \n"+noBreakSpace)
	}
	return appendSegments(dst, t, segments, href)
}

// bracketed says that the style would put the cluster into a note, but that its text, a definition or a remark, has
// no notes of its own.
func (s *Site) bracketed(t *edition.Text, cluster int) bool {
	return s.citations.InNotes() && t.Clusters[cluster].Note < 0 && formatted(t, cluster) && !t.Owner.HasNotes()
}

// amongWords is how a cluster stands in its sentence, where a style that cites in notes finds it in a note of the author's, or
// in a text that has no notes: words stand before it, and its ending. One that has a sentence to itself ends as the style has it.
func amongWords(t *edition.Text, k *edition.Cluster) (begun bool, ending csl.Ending) {
	x := &t.Citations[k.First]
	before, after := t.Words(edition.Span{Passage: x.Span.Passage, End: x.Span.Start}), t.Passages[x.Span.Passage].Text[x.Span.End:]
	if x.Sentence >= 0 {
		sentence := t.Sentences[x.Sentence]
		before, after = before[sentence.Start:], after[:max(0, sentence.End-x.Span.End)]
	}
	begun = strings.ContainsFunc(before, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) && !endsQuotation(before)
	next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(after, unicode.IsSpace))
	switch {
	case k.Note < 0: // in brackets
		return begun, csl.WithinWords
	case next == utf8.RuneError || !begun && (unicode.IsUpper(next) || string(next) == edition.FormattedCitation):
		return begun, csl.WithStop
	case next == '.':
		return begun, csl.BeforeStop
	}
	return begun, csl.WithinWords
}

// stopFollows says that the author's full stop is the next sign after a cluster.
func stopFollows(t *edition.Text, k *edition.Cluster) bool {
	span := t.Citations[k.First].Span
	return strings.HasPrefix(t.Passages[span.Passage].Text[span.End:], ".")
}

// endsQuotation says that the words end with a sentence that is quoted, behind which another begins.
func endsQuotation(words string) bool {
	words = strings.TrimRightFunc(words, unicode.IsSpace)
	quoted := strings.TrimRight(words, `"'”’“»«`)
	last, _ := utf8.DecodeLastRuneInString(quoted)
	return quoted != words && strings.ContainsRune(".?!…", last)
}

func appendSegments(dst []byte, t *edition.Text, segments []segment, href func(i int) string) []byte {
	last := int32(-1)
	for _, g := range segments {
		switch {
		case g.cite < 0:
			dst = append(dst, g.html...)
			continue
		case !t.Citations[g.cite].Resolved:
			dst = append(append(dst, `<span class="cite unresolved"`...), g.direction()...)
			dst = appendCiteID(dst, t, g.cite, last)
			dst = append(append(append(dst, '>'), g.html...), "</span>"...)
		default:
			dst = append(append(dst, `<a class="cite" role="doc-biblioref"`...), g.direction()...)
			dst = appendCiteID(dst, t, g.cite, last)
			dst = append(dst, ` href="`...)
			dst = appendEscaped(dst, href(int(g.cite)))
			dst = append(append(append(dst, `">`...), g.html...), "</a>"...)
		}
		last = g.cite
	}
	return dst
}

// appendCiteID writes a citation's address, once where a citation has several stretches.
func appendCiteID(dst []byte, t *edition.Text, cite, last int32) []byte {
	if cite == last {
		return dst
	}
	return append(append(append(dst, ` id="`...), t.Citations[cite].ID...), '"')
}

// citedInNote says that the style puts the cluster into a note of its own: it cites in notes, and the cluster does
// not stand in one already.
func (s *Site) citedInNote(t *edition.Text, cluster int) bool {
	return s.citations.InNotes() && t.Clusters[cluster].Note < 0 && formatted(t, cluster) && t.Owner.HasNotes()
}

// formatted says that the style gives the cluster's words.
func formatted(t *edition.Text, cluster int) bool {
	return t.Citations[t.Clusters[cluster].First].Form != edition.Printed
}

// appendCalled appends what stands before the call of a cluster's note: the author who stands in the sentence, else nothing, without
// the space that the author has put before the citation, since a call stands behind a word and begins no line. A mark may open there.
func (s *Site) appendCalled(dst []byte, t *edition.Text, cluster int, mark string) []byte {
	before := len(dst)
	dst = append(dst, mark...)
	begun := len(dst)
	if dst = s.citations.AppendAuthors(dst, t, cluster); len(dst) > begun {
		return dst
	}
	return append(bytes.TrimRight(dst[:before], " \n"+noBreakSpace), mark...)
}

// appendAuthorsApart appends the author who stands in the sentence, and a space.
func (s *Site) appendAuthorsApart(dst []byte, t *edition.Text, cluster int) []byte {
	begun := len(dst)
	if dst = s.citations.AppendAuthors(dst, t, cluster); len(dst) > begun {
		dst = append(dst, ' ')
	}
	return dst
}

// appendNoteMarker writes the call of a cluster's note. All its citations have their addresses here.
func (s *Site) appendNoteMarker(dst []byte, t *edition.Text, cluster int) []byte {
	c := t.Clusters[cluster]
	dst = s.appendCalled(dst, t, cluster, "")
	n := itoa(s.citations.noteNumber(t, cluster))
	dst = append(markup.AppendCall(dst, "citation"), '>')
	for i := c.First; i < c.First+c.Count; i++ {
		dst = append(dst, `<span id="`+t.Citations[i].ID+`"></span>`...)
	}
	return append(dst, `<a role="doc-noteref" id="r-cite-`+n+`" href="#cite-`+n+`">[`+n+`]</a></sup>`...)
}

// citationNotes lists the notes that the style makes of a text's clusters.
func (s *Site) citationNotes(t *edition.Text, page string) noteList {
	list := noteList{ID: "citation-notes", Heading: s.words.word("citation-notes"), Class: "citation"}
	if !s.citations.InNotes() {
		return list
	}
	ctx := s.context(t, page)
	var w writer
	for i := range t.Clusters {
		if !s.citedInNote(t, i) {
			continue
		}
		n := itoa(s.citations.noteNumber(t, i))
		w.raw(`<li id="cite-`, n, `"><span class="marker">[`, n, `]</span><div class="note">`)
		for _, g := range s.citations.cluster(t, i) {
			if g.cite < 0 || !t.Citations[g.cite].Resolved {
				w.b = append(w.b, g.html...)
				continue
			}
			w.raw(`<a class="cite" role="doc-biblioref"`, g.direction(), ` href="`)
			w.text(ctx.Citation(t, int(g.cite)))
			w.raw(`">`)
			w.b = append(append(w.b, g.html...), "</a>"...)
		}
		w.raw("</div>")
		s.returns(&w, "r-cite-"+n, 1)
		w.raw("</li>\n")
	}
	list.HTML = w.html()
	return list
}

// appendCitedAt appends the words of the cluster that stands at the place, without links, in a <mark> if they are marked.
func (s *Site) appendCitedAt(dst []byte, t *edition.Text, at edition.Span, marked bool) []byte {
	mark, end := "", ""
	if marked {
		mark, end = "<mark>", "</mark>"
	}
	cluster := s.citations.clusterAt(t, at.Passage, at.Start)
	if cluster < 0 {
		return dst
	}
	if s.citedInNote(t, cluster) {
		return append(s.appendCalled(dst, t, cluster, mark), "<sup>["+itoa(s.citations.noteNumber(t, cluster))+"]</sup>"+end...)
	}
	dst = append(dst, mark...)
	bracketed := s.bracketed(t, cluster)
	if bracketed {
		dst = append(s.appendAuthorsApart(dst, t, cluster), '(')
	}
	for _, g := range s.citations.cluster(t, cluster) {
		if g.apart && g.cite >= 0 {
			dst = append(append(append(dst, "<bdi>"...), g.html...), "</bdi>"...)
		} else {
			dst = append(dst, g.html...)
		}
	}
	if bracketed {
		dst = append(dst, ')')
	}
	return append(dst, end...)
}

// plain writes a passage's text with formatted citations in their places.
func (s *Site) plain(w *writer, t *edition.Text, passage int) {
	words := t.Passages[passage].Text
	for i := 0; ; {
		k := strings.Index(words[i:], edition.FormattedCitation)
		if k < 0 {
			w.raw(words[i:])
			return
		}
		w.raw(words[i : i+k])
		if cluster := s.citations.clusterAt(t, int32(passage), int32(i+k)); cluster >= 0 {
			s.plainCluster(w, t, cluster)
		}
		i += k + len(edition.FormattedCitation)
	}
}

// plainCluster writes a formatted citation as plain text; one that stands in a note of its own, or would if its text had notes, in
// brackets, without the note's stop, behind the author who stands in the sentence.
func (s *Site) plainCluster(w *writer, t *edition.Text, cluster int) {
	inNote, open, end := s.citedInNote(t, cluster), "", ""
	switch {
	case inNote:
		open, end = "[", "]"
	case s.bracketed(t, cluster):
		open, end = "(", ")"
	}
	if open != "" {
		w.withoutTags(s.appendAuthorsApart(nil, t, cluster))
	}
	w.raw(open)
	for _, g := range s.citations.cluster(t, cluster) {
		w.withoutTags(g.html)
	}
	if inNote {
		w.b = bytes.TrimSuffix(w.b, []byte("."))
	}
	w.raw(end)
}

// plainCite is what the style gives for one citation, as plain text. One whose author stands in the sentence has several
// stretches, as "Watt (1974, p. 158)": what stands between them is part of it, and so is the bracket behind the last.
func (s *Site) plainCite(t *edition.Text, i int) string {
	segments := s.citations.cluster(t, int(t.Citations[i].Cluster))
	is := func(g segment) bool { return g.cite == int32(i) }
	first := slices.IndexFunc(segments, is)
	if first < 0 {
		return ""
	}
	last := first
	for k := first; k < len(segments); k++ {
		if is(segments[k]) {
			last = k
		}
	}
	stretch := segments[first : last+1]
	if end := segments[len(segments)-1]; last > first && end.cite < 0 && !s.citations.InNotes() {
		stretch = append(slices.Clip(stretch), end)
	}
	var w writer
	for _, g := range stretch {
		w.withoutTags(g.html)
	}
	return w.words()
}

var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#60;", "<", "&#62;", ">", "&quot;", `"`, "&#34;", `"`, "&#39;", "'", "&#38;", "&", "&amp;", "&")

// withoutTags writes the text of HTML that we have written ourselves.
func (w *writer) withoutTags(html []byte) {
	if bytes.IndexByte(html, '<') < 0 && bytes.IndexByte(html, '&') < 0 {
		w.b = append(w.b, html...)
		return
	}
	from, inside := len(w.b), false
	for _, c := range html {
		switch {
		case c == '<':
			inside = true
		case c == '>':
			inside = false
		case !inside:
			w.b = append(w.b, c)
		}
	}
	if bytes.IndexByte(w.b[from:], '&') >= 0 {
		w.b = append(w.b[:from], entities.Replace(string(w.b[from:]))...)
	}
}

// title is a source's title, or what it is called without one.
func (s *Site) title(x *edition.Source) template.HTML {
	title := x.Item.Fields["title"]
	if strings.Contains(title, "<") {
		return html(styled(csl.RichText(title), nil))
	}
	return html(appendEscaped(nil, cmp.Or(title, s.label(x))))
}

// label is a source in a few plain words: who, when, what.
func (s *Site) label(x *edition.Source) string {
	title := csl.PlainText(x.Item.Fields["title"])
	if title == "" {
		title = x.Item.ID
	}
	title = shortened(title, 90)
	issued := ""
	if d := x.Item.Dates["issued"]; d.Start.Year != 0 {
		issued = s.words.yearWords(d.Start.Year)
	}
	makers := s.makers(x)
	switch {
	case makers == "" && issued == "":
		return title
	case makers == "":
		return title + s.comma() + issued
	case issued == "":
		return makers + s.comma() + title
	}
	return makers + s.comma() + issued + s.comma() + title
}

// makers are the authors of a source, or who else has made it, as the styles inside the program have them.
func (s *Site) makers(x *edition.Source) string {
	for _, role := range []string{"author", "editor", "compiler", "translator", "director", "composer", "performer"} {
		if names := x.Item.Names[role]; len(names) > 0 {
			return s.shortNames(names)
		}
	}
	return ""
}

package transcribe

import (
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"glossator/generator/bibliography"
)

// Markdown from Pandoc, Quarto and Quire projects is nearly the edition's own: what differs is the front matter,
// and what these programs know that an edition does not.

// addMarkdown maps a Markdown file to an essay's.
func (c *collection) addMarkdown(f File) {
	head, body, err := splitFront(decode(f.Text))
	if err != nil {
		c.skip(f.Name, err.Error())
		return
	}
	var shown pictures
	var doubts []Doubt
	if isConverted(f.Name) {
		body, doubts = withoutAsides(f.Name, body)
		body, shown = takePictures(strings.TrimSuffix(f.Name, ".md"), body)
		body = fromPandoc(body, strings.HasSuffix(f.Name, ".tex.md"))
		if !keyCited().MatchString(body) {
			delete(c.ids, c.essays[stem(f.Name)])
			c.addConverted(f.Name, head, body, shown, doubts)
			return
		}
	}
	if c.addPlain(f.Name, head, body) {
		return
	}
	id := c.essays[stem(f.Name)]
	m := &mapping{collection: c, id: id, file: f.Name, front: head, line: head.lines, report: &EssayReport{File: f.Name, Doubts: append([]Doubt{}, doubts...)}}
	c.inlineReferences(head, f.Name)
	body = m.body(body)
	title := strings.Join(head.strings("title"), " ")
	if title == "" {
		title, body = headingTitle(body)
	}
	if title == "" {
		title = untitled
		m.report.doubt("no-title", f.Name, 1, excerpt(body), "no title was found; give the essay one in its front matter")
	}
	m.report.ID, m.report.Title = id, title
	m.count(body)
	m.unknownKeys(body)
	text := "---\n" + m.frontMatter(title) + "---\n\n" + strings.TrimLeft(body, "\n")
	c.markdownFiles = append(c.markdownFiles, File{"essays/" + id + ".md", []byte(c.put(shown, text, m.report))})
	c.report.Essays = append(c.report.Essays, m.report)
}

// isConverted says that pandoc made the Markdown of a document in another format.
func isConverted(name string) bool {
	return pandocFormats[strings.ToLower(path.Ext(strings.TrimSuffix(name, ".md")))] != ""
}

// addConverted reads a converted document as a text, so that the citations and the list of works that its author
// wrote out are found. What pandoc knows of title and authors is put before it.
func (c *collection) addConverted(name string, head front, body string, shown pictures, doubts []Doubt) {
	before := len(c.readings)
	title, site := ownTitle(strings.Join(head.strings("title"), " "), body)
	body, links := withoutLocalLinks(body)
	c.addText(File{name, []byte(asText(title, head, body))})
	for _, r := range c.readings[before:] {
		r.pictures = shown
		r.report.leftOut(0, site)
		if len(links) > 0 {
			r.report.doubt("no-counterpart", name, 0, "", "links to files beside the document, or to pages of its site; their words were kept", links...)
		}
		r.report.Doubts = append(r.report.Doubts, doubts...)
	}
}

// ownSyntax is what only Markdown has: a text with it is kept as it is.
var ownSyntax = pattern("\\[\\^|\\^\\[|\\]\\(|(?m:^[ ]*```)|(?m:^:::)|(?m:^~~~)|<[a-z!/]|\\{[#.{%]")

// addPlain reads Markdown as a text when it has nothing of Markdown but headings and emphasis, and notes or citations
// such as print has.
func (c *collection) addPlain(name string, head front, body string) bool {
	if keyCited().MatchString(body) || ownSyntax().MatchString(body) || strings.Contains(body, "|--") || len(head.values) > 0 && !onlyTitleAndAuthor(head) {
		return false
	}
	text := asText(strings.Join(head.strings("title"), " "), head, body)
	r := read(name, text, c.given)
	if len(r.notes) == 0 && len(r.refs.list) == 0 {
		return false
	}
	delete(c.ids, c.essays[stem(name)])
	c.adopt(name, r, text)
	return true
}

// onlyTitleAndAuthor says that the front matter says nothing that a text's first lines could not say.
func onlyTitleAndAuthor(head front) bool {
	return !slices.ContainsFunc(head.values, func(item yaml.MapItem) bool {
		return item.Key != "title" && item.Key != "author" && item.Key != "abstract"
	})
}

// ownTitle parts a page's title, which the text's first heading begins or ends, from the name of the site that stands beside it.
func ownTitle(title, body string) (own, site string) {
	words, _ := headingTitle(body[max(0, strings.Index("\n"+body, "\n# ")):])
	if words == "" {
		return title, ""
	}
	for _, sign := range []string{" | ", ` \| `, " - ", " – ", " — ", " · ", " » ", " :: "} {
		if before, after, found := strings.Cut(title, sign); found && sameWords(before, words) {
			return words, after
		}
		if at := strings.LastIndex(title, sign); at >= 0 && sameWords(title[at+len(sign):], words) {
			return words, title[:at]
		}
	}
	return title, ""
}

var localLink = pattern(`(^|[^!\\])\[((?:\\.|[^\[\]\\])+)\]\(((?:/|\.\.?/|\?)[^()\s]*|[\w./%-]+\.\w{1,5}(?:[?#][^()\s]*)?)\)`)

// withoutLocalLinks keeps the words of links that lead to no page of the edition and to none of the web, and returns them with
// their addresses.
func withoutLocalLinks(body string) (string, []string) {
	var addresses []string
	body = localLink().ReplaceAllStringFunc(body, func(found string) string {
		part := localLink().FindStringSubmatch(found)
		addresses = append(addresses, asSaid(part[2])+" ("+part[3]+")")
		return part[1] + part[2]
	})
	return body, addresses
}

// asText puts before the body its title, and what the front matter knows of authors and abstract.
func asText(title string, head front, body string) string {
	var before strings.Builder
	if title != "" {
		body = strings.Replace("\n"+body, "\n# "+title+"\n", "\n", 1)
		before.WriteString("# " + title + "\n\n")
	}
	for _, a := range head.strings("author") {
		name, place := nameAndPlace(a)
		before.WriteString("by " + name + "\n\n")
		if place != "" {
			before.WriteString(place + "\n\n")
		}
		body = strings.Replace("\n"+body, "\n"+a+"\n", "\n", 1)
	}
	if abstract := strings.Join(head.strings("abstract"), "\n\n"); abstract != "" && !strings.Contains(body, abstract) {
		before.WriteString("# Abstract\n\n" + strings.TrimSpace(abstract) + "\n\n")
	}
	return before.String() + body
}

// inlineReferences takes the entries that Pandoc writes into front matter, as it does with a word processor's
// citations.
func (c *collection) inlineReferences(head front, file string) {
	list := head.value("references")
	if list == nil {
		return
	}
	text, err := yaml.Marshal(map[string]any{"references": list})
	if err != nil {
		return
	}
	entries, _ := bibliography.Parse(file+".yaml", text)
	for _, e := range entries {
		if _, known := c.byKey[e.Item.ID]; !known {
			c.add(e.Item)
		}
	}
}

// headingTitle takes the first heading of the first level for the title.
func headingTitle(body string) (title, rest string) {
	trimmed := strings.TrimLeft(body, "\n")
	if line, after, _ := strings.Cut(trimmed, "\n"); strings.HasPrefix(line, "# ") {
		line, _, _ = strings.Cut(strings.TrimPrefix(line, "# "), " {")
		return strings.TrimSpace(line), after
	}
	return "", body
}

// mapping is a Markdown file while it is mapped.
type mapping struct {
	*collection
	id     string // of the essay
	file   string
	front  front
	line   int // of the file, before the body's first
	report *EssayReport
}

var (
	languageTag = pattern(`^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$`)
	shortcode   = pattern(`\{\{[<%].*?[>%]\}\}|\{%.*?%\}`)
	chunk       = pattern("^\\s*(?:```+|~~~+)\\s*\\{\\s*(\\w+)")
	fence       = pattern("^\\s*(```+|~~~+)")
	ownDiv      = pattern(`\.(callout-\w+|panel-\w+|column-\w+|content-\w+|incremental|nonincremental)`)
	rawTag      = pattern(`</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>`)
	otherFile   = pattern(`\[([^\[\]]*)\]\(([\w./-]+)\.(?:qmd|Rmd|rmd|markdown|md)(#[\w-]*)?\)`)
	mathText    = pattern(`\$[^$\s][^$]*\$`)
)

// body leaves the text as it is and lists what has no counterpart in an edition; cross-references that would be
// taken for citations are escaped.
func (m *mapping) body(body string) string {
	lines := strings.Split(body, "\n")
	open := ""
	for i, l := range lines {
		if f := fence().FindStringSubmatch(l); f != nil {
			if open == "" {
				open = f[1]
				if c := chunk().FindStringSubmatch(l); c != nil {
					m.list(i, l, "code that is run, in "+c[1]+"; an edition shows it and does not run it")
				}
			} else if strings.HasPrefix(f[1], open) {
				open = ""
			}
			continue
		}
		if open != "" {
			continue
		}
		m.listLine(i, l)
		l = m.crossReferences(i, m.otherFiles(i, l)) // which makes links to essays, and not to files
		lines[i] = m.wikiLinks(i, m.images(i, l))
	}
	return strings.Join(lines, "\n")
}

func (m *mapping) listLine(i int, l string) {
	for _, found := range shortcode().FindAllString(l, -1) {
		m.list(i, found, "a shortcode; it is kept as text")
	}
	if found := ownDiv().FindString(l); found != "" && strings.HasPrefix(strings.TrimSpace(l), ":::") {
		m.list(i, found, "a layout that an edition does not have; its text is kept")
	}
	if found := rawTag().FindString(l); found != "" {
		m.list(i, found, "HTML; it is shown as text unless the edition says raw-html: true")
	}
	if found := mathText().FindString(l); found != "" {
		m.list(i, found, "a formula; it is kept as text")
	}
}

// otherFiles leads links to other files to the essays that are made of them; a link to a file that is not imported is kept
// as text.
func (m *mapping) otherFiles(i int, l string) string {
	return otherFile().ReplaceAllStringFunc(l, func(found string) string {
		part := otherFile().FindStringSubmatch(found)
		if id := m.essayOf(part[2]); id != "" {
			if m.anchors[id+part[3]].title {
				part[3] = ""
			}
			return "[" + part[1] + "](" + id + ".md" + part[3] + ")"
		}
		m.list(i, found, "a link to a file that was not imported; it is kept as text")
		return `\[` + part[1] + `\]` + strings.TrimPrefix(found, "["+part[1]+"]")
	})
}

var localImage = pattern(`!\[[^\]]*\]\(([^)\s:]+)(?:\s+"[^"]*")?\)`)

// imageEndings are those of images that cannot do more than be shown: an SVG may hold scripts.
var imageEndings = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp"}

func isImage(name string) bool { return slices.Contains(imageEndings, strings.ToLower(path.Ext(name))) }

// images takes the images that lie beside the text; the words of one that does not are kept as text.
func (m *mapping) images(i int, l string) string {
	return localImage().ReplaceAllStringFunc(l, func(found string) string {
		name := localImage().FindStringSubmatch(found)[1]
		file, there := m.collection.images[path.Join(path.Dir(m.file), name)]
		to := path.Join("essays", name)
		if !there || !strings.HasPrefix(to, "essays/") {
			m.list(i, found, "an image that is not beside the text, or may hold more than an image; it is kept as text")
			return "!" + `\` + found[1:]
		}
		if !m.show(File{to, file.Text}) { // another text has shown another picture of this name
			to = "essays/" + pictureName(file)
			m.show(File{to, file.Text})
			return strings.Replace(found, "]("+name, "]("+strings.TrimPrefix(to, "essays/"), 1)
		}
		return m.captioned(l, found)
	})
}

// captioned is an image that stands alone in a line, with its words as its caption, too, as Quarto shows them.
func (m *mapping) captioned(l, image string) string {
	rest, first := strings.CutPrefix(strings.TrimSpace(l), image)
	alone := first && (rest == "" || strings.HasPrefix(rest, "{") && strings.IndexByte(rest, '}') == len(rest)-1)
	if ext := strings.ToLower(path.Ext(m.file)); !alone || ext != ".qmd" && ext != ".rmd" || strings.HasSuffix(image, `")`) || strings.HasPrefix(image, "![]") {
		return image
	}
	words := image[len("!["):strings.LastIndex(image, "](")]
	return strings.TrimSuffix(image, ")") + ` "` + strings.ReplaceAll(words, `"`, `\"`) + `")`
}

func (m *mapping) list(i int, words, message string) {
	m.report.doubt("no-counterpart", m.file, m.line+i+1, excerpt(words), message)
}

var (
	inlineNote = pattern(`\^\[`)
	keyCited   = pattern(`(?:^|[\s\[;(-])@(\{?[\pL_][\w:.#$%&+?<>~/-]*)`)
)

// unknownKeys reports the citations of works that no bibliography has which was imported with the text or before.
func (m *mapping) unknownKeys(body string) {
	seen := map[string]bool{}
	for _, cited := range keyCited().FindAllStringSubmatch(body, -1) {
		key := strings.TrimRight(strings.TrimLeft(cited[1], "{"), ":.#$%&-+?<>~/")
		if _, known := m.byKey[key]; known {
			continue
		}
		m.report.Counts.Unresolved++
		if !seen[key] {
			seen[key] = true
			m.report.doubt("not-listed", m.file, 0, "@"+key, "the text cites this work, and no bibliography here has it; import the text with its bibliography, or add the work")
		}
	}
}

func (m *mapping) count(body string) {
	n := &m.report.Counts
	n.Words = len(strings.Fields(body))
	n.Notes = len(noteLabel().FindAllString(body, -1)) + len(inlineNote().FindAllString(body, -1))
	n.Citations = len(keyCited().FindAllString(body, -1))
	for part := range strings.SplitSeq(body, "\n\n") {
		part = strings.TrimSpace(part)
		switch {
		case part == "" || strings.HasPrefix(part, "[^") || strings.HasPrefix(part, ":::"):
		case strings.HasPrefix(part, "#"):
			n.Sections++
		default:
			n.Paragraphs++
		}
	}
}

package transcribe

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"glossator/generator/diagnostic"
	"glossator/generator/portable"
)

// The pictures of a converted document are set aside while its text is read: a sign of private use stands for each, which
// nothing takes for a word, and goes wherever the words around it go.

const (
	firstPicture = '\U000F0000'
	lastPicture  = '\U000FFFFD'
	captionSign  = '\ue003' // behind a picture's sign: what follows is its caption
)

// picture is one that a document shows. The alternative text and the caption are Markdown as pandoc writes it.
type picture struct {
	alt, file, caption string
	link               string // that it is, to a file
}

// pictures are those of one document, in order.
type pictures struct {
	document string
	list     []picture
}

// pictureGiven matches a picture, with the link that it is in: around it, words, address in angles or plain, title, link's address.
var pictureGiven = pattern(`(\[)?!\[((?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*\](?:\([^()\s]*\)|\{[^{}]*\})?)*)\]` +
	`\((?:<([^<>\n]*)>|([^\s()]+))(?:\s+"((?:\\.|[^"\\])*)")?\)(?:\{[^{}]*\})?(?:\]\(<?([^()\s<>]*)>?\))?`)

// takePictures sets the pictures of a converted text aside.
func takePictures(document, body string) (string, pictures) {
	ps := pictures{document: document}
	if strings.ContainsFunc(body, isPictureSign) { // the document's own, which nothing is to be mistaken for
		return body, ps
	}
	body = pictureGiven().ReplaceAllStringFunc(body, func(found string) string {
		if len(ps.list) > int(lastPicture-firstPicture) {
			return found
		}
		part := pictureGiven().FindStringSubmatch(found)
		p := picture{alt: part[2], file: part[3] + part[4], caption: strings.ReplaceAll(part[5], `\"`, `"`)}
		sign := string(firstPicture + rune(len(ps.list)))
		switch linked := part[6]; {
		case linked == "":
			sign = part[1] + sign
		case part[1] == "": // the bracket belongs to what is before
			sign += "](" + linked + ")"
		case strings.HasPrefix(linked, "http"):
			sign = "[" + sign + "](" + linked + ")"
		case !strings.HasPrefix(linked, "#"):
			p.link = linked
		}
		ps.list = append(ps.list, p)
		return sign
	})
	parts := strings.Split(body, "\n\n")
	for i, part := range parts {
		parts[i] = setPictureApart(part)
	}
	return ps.withCaptions(strings.Split(strings.Join(parts, "\n\n"), "\n\n")), ps
}

// setPictureApart gives a picture a paragraph of its own that stands in a line of its own, broken by hand.
func setPictureApart(part string) string {
	first, rest, broken := strings.Cut(part, "\\\n")
	if !broken || !isPictureAlone(first) {
		return part
	}
	return first + "\n\n" + setPictureApart(strings.TrimLeft(rest, " "))
}

// captionStart is how a caption begins that a word processor has as a paragraph of its own.
var captionStart = pattern(`^[*_]{0,3}(?:(?i:fig(?:ure|\.)?|abb(?:ildung|\.)|ill(?:ustration|us\.|\.)?|plate|map|photo(?:graph)?|bild|tafel|karte|figura|рис(?:унок|\.)|그림|도|사진)) ?` +
	`(?:(?:\d{1,3}(?:[.-]\d{1,3})?|[IVXL]{1,6})[a-z]?(?:[*_]{0,3}[.:–—|-]|[*_]{1,3} |\s\p{Lu}|\s?$)|[.:] [^\d\s])`)

const longestCaption = 600 // bytes

// withCaptions puts the paragraphs together again, a caption behind its picture.
func (ps *pictures) withCaptions(parts []string) string {
	var out strings.Builder
	for i := 0; i < len(parts); i++ {
		if i > 0 {
			out.WriteString("\n\n")
		}
		if !isPictureAlone(parts[i]) {
			out.WriteString(ps.withWords(parts[i]))
			continue
		}
		sign := strings.TrimSpace(parts[i])
		number, _ := utf8.DecodeRuneInString(sign)
		p := ps.list[number-firstPicture]
		out.WriteString(strings.TrimRight(parts[i], "\n"))
		switch {
		case p.caption != "":
			out.WriteString(string(captionSign) + " " + p.caption)
		case i+1 < len(parts) && isCaption(parts[i+1], p):
			i++
			out.WriteString(string(captionSign) + " " + strings.TrimSpace(parts[i]))
		}
	}
	return out.String()
}

// withWords gives pictures within a line the words that they would have below them: as their alternative text, or behind them.
func (ps *pictures) withWords(part string) string {
	if !strings.ContainsFunc(part, isPictureSign) {
		return part
	}
	var out strings.Builder
	for _, r := range part {
		out.WriteRune(r)
		if !isPictureSign(r) {
			continue
		}
		switch p := &ps.list[r-firstPicture]; {
		case p.alt == "":
			p.alt = p.caption
		case p.caption != "":
			out.WriteString(" " + p.caption)
		}
	}
	return out.String()
}

// isCaption says that the paragraph after a picture is its caption: it begins as captions do, or says what the document has
// for those who do not see the picture.
func isCaption(part string, p picture) bool {
	part = strings.TrimSpace(part)
	if len(part) > longestCaption || strings.ContainsAny(part, "\n") {
		return false
	}
	return captionStart().MatchString(part) || letters(part) != "" && letters(part) == letters(p.alt)
}

func isPictureSign(r rune) bool { return r >= firstPicture && r <= lastPicture }

func isPictureAlone(part string) bool {
	part = strings.TrimSpace(part)
	r, size := utf8.DecodeRuneInString(part)
	return isPictureSign(r) && size == len(part)
}

func isFigure(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return isPictureSign(r) && (size == len(s) || strings.HasPrefix(s[size:], string(captionSign)))
}

// withoutPictures takes the signs out of a text.
func withoutPictures(s string) (words string, signs []string) {
	words = strings.Map(func(r rune) rune {
		if isPictureSign(r) {
			signs = append(signs, string(r))
			return -1
		}
		return r
	}, s)
	return strings.ReplaceAll(words, string(captionSign), ""), signs
}

// withoutSigns is a text in which no picture has a place. Where none has been set aside, such signs are the author's.
func (c *collection) withoutSigns(text []byte) []byte {
	if !slices.ContainsFunc(c.readings, func(r *reading) bool { return len(r.pictures.list) > 0 }) {
		return text
	}
	words, _ := withoutPictures(string(text))
	return []byte(words)
}

// put writes the pictures of an essay's text, and takes their files among those that the edition shows. What the edition cannot
// show is kept as text; of that, of pictures without words and of those that have no place in the essay the report speaks.
func (c *collection) put(ps pictures, text string, report *EssayReport) string {
	if ps.document == "" {
		return text
	}
	w := &pictureWriter{collection: c, pictures: ps, report: report, line: 1, placed: make([]bool, len(ps.list)), used: map[string]bool{}}
	head, body := "", text
	if _, rest, found := strings.Cut(text, "\n---\n"); found && strings.HasPrefix(text, "---\n") {
		words, signs := withoutPictures(text[:len(text)-len(rest)])
		head, body = words+"\n", strings.Join(append(signs, strings.TrimLeft(rest, "\n")), "\n\n")
	}
	w.plain(head)
	for line := range strings.SplitAfterSeq(body, "\n") {
		w.inLine(line)
	}
	w.unplaced()
	return w.out.String()
}

// pictureWriter puts the pictures of one document into an essay.
type pictureWriter struct {
	*collection
	pictures
	report *EssayReport
	out    strings.Builder
	line   int             // of the essay
	placed []bool          // by number
	used   map[string]bool // files, by name
}

func (w *pictureWriter) plain(s string) {
	w.out.WriteString(s)
	w.line += strings.Count(s, "\n")
}

func (w *pictureWriter) inLine(s string) {
	for {
		at := strings.IndexFunc(s, func(r rune) bool { return isPictureSign(r) && int(r-firstPicture) < len(w.list) })
		if at < 0 {
			w.plain(s)
			return
		}
		w.plain(s[:at])
		sign, size := utf8.DecodeRuneInString(s[at:])
		s = s[at+size:]
		caption := ""
		if rest, found := strings.CutPrefix(s, string(captionSign)); found {
			caption, s = strings.TrimSpace(rest), "\n"
		}
		w.picture(int(sign-firstPicture), caption)
	}
}

// attributesBehind are what a paragraph has in braces at its end.
var attributesBehind = pattern(` \{[^{}"]*\}$`)

func (w *pictureWriter) picture(number int, caption string) {
	w.placed[number] = true
	p := w.list[number]
	alt := p.words()
	name := path.Clean(w.document + "/" + p.file)
	file, found := w.images[name]
	w.used[name] = true
	kind := pictureKind(file.Text)
	if kind == "" {
		w.doubt("picture-not-taken", p.file, whyNotTaken(w.document, p.file, found))
		w.plain(`!\[` + escape(alt) + `\](` + escape(p.file) + ")")
		if caption != "" {
			w.plain("\n\n" + caption)
		}
		return
	}
	to := pictureName(file)
	w.show(File{"essays/" + to, file.Text})
	switch {
	case alt == "":
		w.doubt("picture-without-alt", p.file, "the document does not say what this picture shows; say it in a few words, for those who cannot see it: ![A map of the border]("+to+")")
	case strings.Contains(alt, "automatically generated") || strings.Contains(alt, "AI-generated"):
		w.doubt("picture-without-alt", alt, "a program has said what this picture shows; see that it is true: "+to)
	}
	if p.link != "" {
		w.doubt("no-counterpart", p.link, "the picture was a link to this file; the link was left out")
	}
	attributes := attributesBehind().FindString(caption)
	w.plain("![" + escape(alt) + "](" + to + asTitle(strings.TrimSuffix(caption, attributes)) + ")" + attributes)
}

// asTitle writes a caption, in which quotation marks may be escaped or not, as a picture's title behind its address.
func asTitle(caption string) string {
	if caption == "" {
		return ""
	}
	return ` "` + strings.ReplaceAll(strings.ReplaceAll(caption, `\"`, `"`), `"`, `\"`) + `"`
}

func (w *pictureWriter) doubt(kind diagnostic.Code, words, message string) {
	w.report.doubt(kind, "essays/"+w.report.ID+".md", w.line, excerpt(words), message)
}

// unplaced reports the pictures of the document that the essay does not have.
func (w *pictureWriter) unplaced() {
	for i, p := range w.list {
		if !w.placed[i] {
			w.report.doubt("picture-not-taken", w.document, 0, p.file, "this picture stood beside words that are no part of the text; it was left out")
			w.used[path.Clean(w.document+"/"+p.file)] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(w.images)) {
		if part, found := strings.CutPrefix(name, w.document+"/"); found && !w.used[name] {
			w.report.doubt("picture-not-taken", w.document, 0, part, "the document holds this picture, and its text does not show it: it is part of a drawing or of the pages' heads; look into the document whether it is wanted")
		}
	}
}

// words are the alternative text as it is read.
func (p picture) words() string {
	if p.alt == "" {
		return ""
	}
	return vocabulary{}.newBlock(paragraph, []line{{text: strings.Join(strings.Fields(fromPandoc(p.alt, true)), " ")}}).text
}

func whyNotTaken(document, file string, found bool) string {
	switch kind := strings.TrimPrefix(strings.ToLower(path.Ext(file)), "."); {
	case strings.EqualFold(path.Ext(document), ".rtf"):
		return "the pictures of an rtf file are not taken out of it; save the document as docx or odt, and import that"
	case strings.Contains(file, "://"):
		return "a picture on the web is no part of the edition; save it beside the essay, if its licence permits, and name that file here"
	case kind != "" && !isImage(file):
		return "browsers do not show a picture of the kind " + kind + ", or it may hold more than a picture; save it as png from the program that shows it, put that beside the essay, and name it here without the backslashes"
	case found:
		return "this is no picture, whatever its name says; save it anew as png, put that beside the essay, and name it here without the backslashes"
	}
	return "there is no such picture in the document or beside it; put it beside the essay, and take the backslashes away"
}

// pictureName is the name of a picture beside the essays: one for the same bytes, and another for others.
func pictureName(f File) string {
	sum := sha256.Sum256(f.Text)
	return fmt.Sprintf("images/%x%s", sum[:6], cmp.Or(pictureKind(f.Text), strings.ToLower(path.Ext(f.Name))))
}

// show takes a file among those that the essays show; it says no if another has the name.
func (c *collection) show(f File) bool {
	name := portable.Fold(f.Name)
	if at, taken := c.shownAt[name]; taken {
		return c.shown[at].Name == f.Name && bytes.Equal(c.shown[at].Text, f.Text)
	}
	c.shownAt[name] = len(c.shown)
	c.shown = append(c.shown, f)
	return true
}

// pictureKind is the ending of files such as this, by what is in it; "" if it is no picture that every browser shows and that
// cannot do more than be shown.
func pictureKind(b []byte) string {
	switch http.DetectContentType(b) {
	case "image/png":
		return ".png"
	case "image/jpeg":
		return ".jpg"
	case "image/gif":
		return ".gif"
	case "image/webp":
		return ".webp"
	case "image/bmp":
		return ".bmp"
	}
	if len(b) > 12 && string(b[4:12]) == "ftypavif" {
		return ".avif"
	}
	return ""
}

package transcribe

import (
	"archive/zip"
	"cmp"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Pictures are read by us and not by pandoc, which would write them where the document says: from the document, if it is a
// zip, or from its folder, and never from elsewhere.

// held is a document with its pictures.
type held struct {
	name     string // slash-separated
	format   string
	parts    map[string]*zip.File // of a zip, by their names and the ends of those
	folder   *os.Root             // of another file
	words    map[string][]string  // for those who do not see a picture, by the last element of its name
	said     map[saying]bool      // the same
	captions map[string]bool      // by their letters
	found    map[string]string    // the names of pictures by the addresses that pandoc has for them
	files    []File
	taken    map[string]bool // by name
}

// saying is what a document says of a picture, by the last element of its name, in letters alone.
type saying struct{ picture, letters string }

// heldPictures returns the pictures of a document, named as lying in it, and the Markdown that pandoc made of it, in which each
// is named so, with the words that the document has for it and its caption as a title.
func heldPictures(p, format string, zipped *zip.Reader, markdown []byte) ([]File, []byte, error) {
	h := &held{
		name: filepath.ToSlash(p), format: format, parts: map[string]*zip.File{}, words: map[string][]string{}, said: map[saying]bool{},
		captions: map[string]bool{}, found: map[string]string{}, taken: map[string]bool{},
	}
	if zipped == nil {
		root, err := os.OpenRoot(filepath.Dir(p))
		if err != nil {
			return nil, nil, err
		}
		defer root.Close()
		h.folder, zipped = root, &zip.Reader{}
	}
	for _, part := range zipped.File {
		h.enter(part)
	}
	h.readWords(p)
	text := pictureGiven().ReplaceAllStringFunc(string(markdown), h.named)
	for _, part := range zipped.File {
		if isMedia(part.Name) {
			h.take(part)
		}
	}
	return h.files, []byte(text), nil
}

// deepest is how many folders may stand above a part in an address.
const deepest = 16

// enter enters a part of a zip under its name, and under the ends of that which no other has.
func (h *held) enter(part *zip.File) {
	h.parts[part.Name] = part
	at := len(part.Name)
	for range deepest {
		if at = strings.LastIndexByte(part.Name[:at], '/'); at < 0 {
			return
		}
		if end := part.Name[at+1:]; h.parts[end] == nil {
			h.parts[end] = part
		}
	}
}

// isMedia says that a part of a document lies where pictures do that its text shows.
func isMedia(part string) bool {
	return isImage(part) && (strings.Contains(part, "/media/") || strings.HasPrefix(part, "Pictures/"))
}

// named writes a picture of pandoc's Markdown as the document has it.
func (h *held) named(given string) string {
	part := pictureGiven().FindStringSubmatch(given)
	alt, title, address := part[2], part[5], part[3]+part[4]
	name, found := h.found[address]
	if !found {
		name = h.find(address)
		h.found[address] = name
	}
	words := h.words[path.Base(address)]
	caption := ""
	switch withoutExtensions(h.format) {
	case "latex", "rtf":
		if alt != "image" { // which pandoc says where the document says nothing
			caption = alt
		}
		alt = ""
	case "odt":
		alt = asMarkdown(strings.Join(words, " "))
	case "docx":
		alt = cmp.Or(alt, title)
	case "html", "epub":
		caption = title
		own := h.said[saying{path.Base(address), letters(alt)}]
		if alt != "" && (h.captions[letters(alt)] || !own) {
			caption = alt
		}
		if !own {
			alt = asMarkdown(strings.Join(words[:min(len(words), 1)], ""))
		}
	}
	picture := part[1] + "![" + alt + "](<" + name + ">" + asTitle(caption) + ")"
	if i := strings.LastIndex(given, "]("); part[6] != "" && i >= 0 {
		picture += given[i:]
	}
	return picture
}

// asMarkdown writes a document's own words as pandoc would.
func asMarkdown(words string) string { return strings.ReplaceAll(escape(words), ">", `\>`) }

// find takes a picture by the address that pandoc has for it, and returns the name by which it is taken, or the address.
func (h *held) find(address string) string {
	if kind, data, found := strings.Cut(address, ";base64,"); found && strings.HasPrefix(kind, "data:") {
		b, err := base64.StdEncoding.DecodeString(data)
		if err != nil {
			b = nil
		}
		return h.add(fmt.Sprintf("data-%d", len(h.files)+1), b)
	}
	name, err := url.PathUnescape(address)
	if err != nil || strings.Contains(address, "://") {
		return address
	}
	if h.folder == nil {
		name = path.Clean(strings.TrimPrefix(name, "/"))
		if part := h.parts[name]; part != nil {
			return h.take(part)
		}
		return address
	}
	for _, ending := range append([]string{""}, imageEndings...) { // LaTeX names pictures without
		if b, err := readWithin(h.folder, name+ending); err == nil {
			return h.add(name+ending, b)
		}
	}
	return address
}

// take reads a part of a zip.
func (h *held) take(part *zip.File) string {
	if h.taken[part.Name] {
		return part.Name
	}
	r, err := part.Open()
	if err != nil {
		return part.Name
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, largestFile))
	if err != nil {
		return part.Name
	}
	return h.add(part.Name, b)
}

// add takes a picture under a name, with the ending of its kind if that has another; what is no picture is not taken.
func (h *held) add(name string, b []byte) string {
	if !isImage(name) {
		kind := pictureKind(b)
		if kind == "" {
			return name
		}
		name += kind
	}
	if !h.taken[name] {
		h.taken[name] = true
		h.files = append(h.files, File{h.name + "/" + name, b})
	}
	return name
}

// readWords reads what the document says of its pictures where pandoc does not tell it, or not from a caption.
func (h *held) readWords(p string) {
	switch withoutExtensions(h.format) {
	case "odt":
		h.eachPart([]string{"content.xml"}, h.readFrames)
	case "epub":
		h.eachPart([]string{".xhtml", ".html", ".htm"}, h.readPage)
	case "html":
		if h.folder == nil { // a zip, whatever its name says
			return
		}
		if f, err := h.folder.Open(filepath.Base(p)); err == nil {
			defer f.Close()
			h.readPage(f)
		}
	}
}

func (h *held) eachPart(endings []string, read func(io.Reader)) {
	for _, name := range slices.Sorted(maps.Keys(h.parts)) {
		if h.parts[name].Name != name || !slices.ContainsFunc(endings, func(ending string) bool { return strings.HasSuffix(name, ending) }) {
			continue
		}
		if r, err := h.parts[name].Open(); err == nil {
			read(r)
			r.Close()
		}
	}
}

const mostSayings = 20 // of one picture that are put together

func (h *held) says(address, words string) {
	name := path.Base(address)
	words = strings.Join(strings.Fields(words), " ")
	h.said[saying{name, letters(words)}] = true
	if list := h.words[name]; len(list) < mostSayings && !slices.Contains(list, words) {
		h.words[name] = append(list, words)
	}
}

// readFrames reads the titles and descriptions of an OpenDocument's frames.
func (h *held) readFrames(r io.Reader) {
	d := xml.NewDecoder(r)
	var pictures []string // of the frames that are open
	for {
		token, err := d.Token()
		if err != nil {
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "frame":
				pictures = append(pictures, "")
			case "image":
				if at := slices.IndexFunc(t.Attr, func(a xml.Attr) bool { return a.Name.Local == "href" }); at >= 0 && len(pictures) > 0 {
					pictures[len(pictures)-1] = t.Attr[at].Value
				}
			case "title", "desc":
				var words string
				if len(pictures) > 0 && d.DecodeElement(&words, &t) == nil {
					h.says(pictures[len(pictures)-1], words)
				}
			}
		case xml.EndElement:
			if t.Name.Local == "frame" && len(pictures) > 0 {
				pictures = pictures[:len(pictures)-1]
			}
		}
	}
}

// readPage reads the alternative texts and the captions of a page of HTML.
func (h *held) readPage(r io.Reader) {
	z := html.NewTokenizer(r)
	var caption strings.Builder
	within := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			if within {
				caption.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			switch t := z.Token(); t.Data {
			case "figcaption":
				within = true
			case "img":
				given := map[string]string{}
				for _, a := range t.Attr {
					given[a.Key] = a.Val
				}
				h.says(given["src"], given["alt"])
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); within && string(name) == "figcaption" {
				h.captions[letters(caption.String())] = true
				caption.Reset()
				within = false
			}
		}
	}
}

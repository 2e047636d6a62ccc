package transcribe

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"index/suffixarray"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"glossator/generator/diagnostic"
)

// A document of a word processor holds words beside its text: changes that nobody has accepted, comments, boxes. Pandoc gives
// the first two as spans, and what it does not give is added as such (notConverted, leftOutOfLaTeX). The text is what the
// document shows with its changes accepted; of the rest the report speaks, word for word.

var (
	asideGiven = pattern(`\[((?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*\])*)\]\{\.(deletion|insertion|comment-start|comment-end|paragraph-deletion|paragraph-insertion|not-converted|left-out)((?: [^{}]*)?)\}`)
	asideBy    = pattern(` author="([^"]*)"`)
)

// withoutAsides takes out of a converted text what its document only has beside it, and returns what is to be said of it.
func withoutAsides(name, body string) (string, []Doubt) {
	var doubts []Doubt
	var inserted []string
	left := leftOut{words: map[string][]string{}, lines: map[string]int{}}
	say := func(kind diagnostic.Code, words, message string) {
		if len(doubts) < mostDoubts {
			doubts = append(doubts, Doubt{Kind: kind, File: name, Words: asSaid(words), Message: message})
		}
	}
	var out strings.Builder
	last := 0
	for _, at := range asideGiven().FindAllStringSubmatchIndex(body, -1) {
		out.WriteString(body[last:at[0]])
		last = at[1]
		words, by := body[at[2]:at[3]], ""
		if m := asideBy().FindStringSubmatch(body[at[6]:at[7]]); m != nil {
			by = " by " + m[1]
		}
		behind := ""
		if before := lastOf(body[:at[0]]); before != "" {
			behind = fmt.Sprintf(", behind “%s”", before)
		}
		switch body[at[4]:at[5]] {
		case "deletion":
			if strings.TrimSpace(words) != "" {
				say("tracked-change", words, "the document marks these words as deleted"+by+behind+"; they were left out")
			}
		case "insertion":
			out.WriteString(words)
			if strings.TrimSpace(words) != "" {
				inserted = append(inserted, asSaid(words))
			}
		case "comment-start":
			say("comment", words, "a comment"+by+behind+"; it was left out")
		case "not-converted":
			say("words-left-out", words, "pandoc does not give these words, which stand in a box or a field of the document; write them where they belong")
		case "left-out":
			left.add(asSaid(words), body[at[6]:at[7]])
		}
	}
	out.WriteString(body[last:])
	if len(inserted) > 0 {
		doubts = append(doubts, Doubt{
			Kind: "tracked-change", File: name, Choices: inserted[:min(len(inserted), mostChoices)],
			Message: fmt.Sprintf("the document marks words as inserted, %s; they were taken", times(len(inserted))),
		})
	}
	if last > 0 {
		return strings.TrimRight(out.String(), "\n") + "\n", append(doubts, left.doubts(strings.TrimSuffix(name, ".md"))...)
	}
	return body, nil
}

// lastOf are the last words of a text's last paragraph.
func lastOf(text string) string {
	const most = 40 // bytes
	from := max(0, len(text)-most)
	for from < len(text) && !utf8.RuneStart(text[from]) {
		from++
	}
	end := text[from:]
	if at := strings.LastIndex(end, "\n\n"); at >= 0 {
		end = end[at+2:]
	} else if _, whole, found := strings.Cut(end, " "); found && from > 0 {
		end = whole
	}
	return strings.TrimSpace(asSaid(asideGiven().ReplaceAllString(end, "$1")))
}

// asSaid is a stretch of Markdown without its signs.
func asSaid(markdown string) string {
	return escaped().ReplaceAllString(labelCalled().ReplaceAllString(markdown, ""), "$1")
}

// notConverted adds to pandoc's Markdown of a Word document the paragraphs in boxes, and those with fields, that it does not have.
func notConverted(zipped *zip.Reader, markdown []byte) []byte {
	at := slices.IndexFunc(zipped.File, func(f *zip.File) bool { return f.Name == "word/document.xml" })
	if at < 0 {
		return markdown
	}
	r, err := zipped.File[at].Open()
	if err != nil {
		return markdown
	}
	defer r.Close()
	beside := besideText(r)
	if len(beside) == 0 {
		return markdown
	}
	given, added := suffixarray.New([]byte(letters(string(markdown)))), map[string]bool{}
	for _, words := range beside {
		key := letters(words)
		if key == "" || added[key] || given.Lookup([]byte(key), 1) != nil {
			continue
		}
		added[key] = true
		markdown = append(markdown, "\n\n["+escape(words)+"]{.not-converted}\n"...)
	}
	return markdown
}

// besideText are the paragraphs of a Word document that stand in boxes or have fields.
func besideText(r io.Reader) []string {
	type open struct {
		words  strings.Builder
		beside bool
	}
	var found []string
	var paragraphs []*open
	boxes, words := 0, false
	d := xml.NewDecoder(r)
	for {
		token, err := d.Token()
		if err != nil {
			return found
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "txbxContent":
				boxes++
			case "p":
				paragraphs = append(paragraphs, &open{beside: boxes > 0})
			case "fldSimple":
				if len(paragraphs) > 0 {
					paragraphs[len(paragraphs)-1].beside = true
				}
			}
			words = t.Name.Local == "t"
		case xml.CharData:
			if words && len(paragraphs) > 0 {
				paragraphs[len(paragraphs)-1].words.Write(t)
			}
		case xml.EndElement:
			words = false
			switch t.Name.Local {
			case "txbxContent":
				boxes--
			case "p":
				if n := len(paragraphs); n > 0 {
					if paragraphs[n-1].beside {
						found = append(found, paragraphs[n-1].words.String())
					}
					paragraphs = paragraphs[:n-1]
				}
			}
		}
	}
}

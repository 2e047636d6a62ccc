package transcribe

import (
	"archive/zip"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"
)

// Zotero and Mendeley keep with each citation in a Word document, in its field, all that they know of the works. A pandoc before
// 2.18 gives the words of such citations alone: then the works are read here, and the words are looked for among them.

// fieldWorks are the works in the citations of a Word document, as a bibliography named as lying in it; none where pandoc has
// given them.
func fieldWorks(name string, zipped *zip.Reader, markdown []byte) []File {
	if strings.Contains(string(markdown), "\nreferences:\n") {
		return nil
	}
	var works []map[string]any
	known := map[string]bool{}
	for _, part := range zipped.File {
		switch part.Name {
		case "word/document.xml", "word/footnotes.xml", "word/endnotes.xml":
		default:
			continue
		}
		r, err := part.Open()
		if err != nil {
			continue
		}
		for _, work := range citedInFields(r) {
			if id := fmt.Sprint(work["id"]); !known[id] {
				known[id] = true
				works = append(works, work)
			}
		}
		r.Close()
	}
	if len(works) == 0 {
		return nil
	}
	text, err := json.Marshal(works)
	if err != nil {
		return nil
	}
	return []File{{path.Join(name, "references.json"), text}}
}

// citedInFields are the works in the fields of a part, each with the address that its program has for it as its id.
func citedInFields(r io.Reader) []map[string]any {
	var works []map[string]any
	var code strings.Builder
	within := false
	d := xml.NewDecoder(r)
	for {
		token, err := d.Token()
		if err != nil {
			return works
		}
		switch t := token.(type) {
		case xml.StartElement:
			within = t.Name.Local == "instrText"
			if t.Name.Local == "fldChar" {
				works = append(works, worksOf(code.String())...)
				code.Reset()
			}
		case xml.CharData:
			if within {
				code.Write(t)
			}
		case xml.EndElement:
			within = false
		}
	}
}

// worksOf are the works of a field's code: ADDIN ZOTERO_ITEM CSL_CITATION {…}.
func worksOf(code string) []map[string]any {
	_, object, found := strings.Cut(code, "CSL_CITATION ")
	if !found {
		return nil
	}
	var citation struct {
		CitationItems []struct {
			ID       any
			URIs     []string
			ItemData map[string]any
		}
	}
	if json.NewDecoder(strings.NewReader(object)).Decode(&citation) != nil {
		return nil
	}
	var works []map[string]any
	for _, item := range citation.CitationItems {
		if item.ItemData == nil {
			continue
		}
		item.ItemData["id"] = fmt.Sprintf("item://%v", item.ID)
		if len(item.URIs) > 0 {
			item.ItemData["id"] = item.URIs[0]
		}
		works = append(works, item.ItemData)
	}
	return works
}

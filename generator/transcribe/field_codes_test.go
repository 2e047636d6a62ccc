package transcribe_test

import (
	"context"
	"strings"
	"testing"

	"glossator/generator/transcribe"
)

// A pandoc that does not know the fields of Zotero and Mendeley gives the words of a citation alone: the works are in the document.
func TestWorksOfFieldsAreTheBibliography(t *testing.T) {
	field := func(words, items string) string {
		code := `ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems":[` + items + `]}`
		half := len(code) / 2 // Word cuts a long code
		return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>` + code[:half] + `</w:instrText></w:r><w:r><w:instrText>` + code[half:] +
			`</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>` + words + `</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	const watt = `{"id":1,"uris":["http://zotero.org/users/1/items/AAAA1111"],"itemData":{"id":1,"type":"book","title":"How War Came",` +
		`"author":[{"family":"Watt","given":"D. C."}],"issued":{"date-parts":[["1989"]]}}}`
	const hilger = `{"id":2,"uris":["http://zotero.org/users/1/items/BBBB2222"],"itemData":{"id":2,"type":"book","title":"The Incompatible Allies",` +
		`"note":"Citation Key: allies","author":[{"family":"Hilger","given":"Gustav"}],"issued":{"date-parts":[["1953"]]}}}`
	document := `<w:document xmlns:w="w"><w:p>` + field("(Watt 1989, 158)", watt) + field("(Watt 1989; Hilger 1953)", watt+","+hilger) + `</w:p></w:document>`
	saved(t, map[string][]byte{"a.docx": zipped(t, map[string][]byte{"word/document.xml": []byte(document)})})
	for text, want := range map[string]string{
		"---\ntitle: T\n---\n\nHe fell (Watt 1989, 158), and more (Watt 1989; Hilger 1953).\n":                                           "watt1989 allies",
		"---\nreferences:\n- author:\n  - family: Watt\n  id: one\n  type: book\n  title: A\ntitle: T\n---\n\nHe fell [@one, p. 158].\n": "one",
	} {
		printing(t, text)
		files, err := transcribe.Gather(context.Background(), []string{"a.docx"})
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, f := range transcribe.Read(files).Files {
			switch {
			case f.Name == "references.bib":
				for _, entry := range strings.Split(string(f.Text), "@book{")[1:] {
					key, _, _ := strings.Cut(entry, ",")
					keys = append(keys, key)
				}
			case strings.HasPrefix(f.Name, "essays/") && want != "one" && !strings.Contains(string(f.Text), "[Watt 1989, 158](cite:watt1989?page=158)"):
				t.Errorf("no link in %s", f.Text)
			}
		}
		if got := strings.Join(keys, " "); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

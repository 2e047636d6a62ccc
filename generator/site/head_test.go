package site_test

import (
	"encoding/json"
	"html"
	"path"
	"regexp"
	"strings"
	"testing"

	"glossator/generator/site"
)

var (
	metaTag = regexp.MustCompile(`<meta (?:name|property)="([^"]+)" content="([^"]*)">`)
	linkTag = regexp.MustCompile(`<link rel="([^"]+)" href="([^"]*)"`)
	dataTag = regexp.MustCompile(`<script type="application/ld\+json">(.*)</script>`)
)

// head is what a page says of itself: tags by name, typed links by relation, and its JSON-LD.
type head struct {
	tags, links map[string][]string
	data        map[string]any
}

func headOf(t *testing.T, page []byte) head {
	t.Helper()
	text, _, _ := strings.Cut(string(page), "</head>")
	h := head{map[string][]string{}, map[string][]string{}, nil}
	for _, m := range metaTag.FindAllStringSubmatch(text, -1) {
		h.tags[m[1]] = append(h.tags[m[1]], html.UnescapeString(m[2]))
	}
	for _, m := range linkTag.FindAllStringSubmatch(text, -1) {
		h.links[m[1]] = append(h.links[m[1]], html.UnescapeString(m[2]))
	}
	if m := dataTag.FindStringSubmatch(text); m != nil {
		if err := json.Unmarshal([]byte(m[1]), &h.data); err != nil {
			t.Errorf("JSON-LD: %v in %s", err, m[1])
		}
	}
	return h
}

// All that a page says of itself comes from one record: titles, addresses and languages agree, whoever is told them.
func TestHeadsAgree(t *testing.T) {
	s := smallSite(t)
	kinds := map[any]int{}
	for _, p := range s.Pages() {
		if p.Kind == site.File || path.Ext(p.Path) != ".html" {
			continue
		}
		b, err := s.Render(p.Path)
		if err != nil {
			t.Fatal(err)
		}
		h := headOf(t, b)
		if strings.Contains(string(b), `class="Z3988"`) != (p.Kind == site.Bibliography || p.Kind == site.Source) {
			t.Errorf("%s: ContextObjects belong on pages of the bibliography, and nowhere else", p.Path)
		}
		if h.data == nil {
			continue
		}
		kinds[h.data["@type"]]++
		if h.data["@context"] != "https://schema.org" || h.data["url"] != h.links["canonical"][0] {
			t.Errorf("%s: %v", p.Path, h.data)
		}
		for _, name := range []string{"og:url", "dcterms.identifier"} {
			if h.tags[name][0] != h.links["canonical"][0] {
				t.Errorf("%s: %s is %q", p.Path, name, h.tags[name])
			}
		}
		if len(h.links["cite-as"]) != 1 || len(h.links["describedby"]) != 1 || h.links["type"][0] != "https://schema.org/"+h.data["@type"].(string) {
			t.Errorf("%s: typed links %v", p.Path, h.links)
		}
	}
	for _, kind := range []string{"Book", "ScholarlyArticle", "DefinedTermSet", "DefinedTerm", "WebPage"} {
		if kinds[kind] == 0 {
			t.Errorf("no page is a %s: %v", kind, kinds)
		}
	}
}

// Reference managers take an essay of an edition for a part of a book, not for a journal's article; and the identifier
// of the original is not the page's own.
func TestHeadOfAnEssay(t *testing.T) {
	b, err := smallSite(t).Render("essays/first.html")
	if err != nil {
		t.Fatal(err)
	}
	h := headOf(t, b)
	if len(h.tags["citation_inbook_title"]) != 1 || h.tags["citation_journal_title"] != nil || len(h.tags["citation_author"]) == 0 {
		t.Errorf("tags %v", h.tags)
	}
	year, _, _ := strings.Cut(h.tags["citation_publication_date"][0], "/")
	if _, cite, _ := strings.Cut(string(b), `id="cite"`); !strings.Contains(cite, "Leem, Ada. "+year+".") || !strings.Contains(cite, "PY  - "+year) {
		t.Errorf("how to cite says another year than %s: %.200s", year, cite)
	}
	if strings.Contains(strings.Join(h.links["cite-as"], " "), "doi.org") {
		t.Errorf("cite-as %v", h.links["cite-as"])
	}
	if h.tags["dcterms.title"][0] != h.data["name"] || h.tags["citation_title"][0] != h.data["name"] || h.tags["og:title"][0] != h.data["headline"] {
		t.Errorf("titles %v, %v", h.tags, h.data)
	}
	if part, ok := h.data["isPartOf"].(map[string]any); !ok || part["@type"] != "Book" {
		t.Errorf("part of %v", h.data["isPartOf"])
	}
}

package site

import (
	"cmp"
	"encoding/json"
	"html/template"
	"net/url"
	"strings"

	"glossator/generator/csl"
	"glossator/generator/edition"
)

// record is what a page says of itself to programs: to Zotero and Google Scholar (Highwire's citation_ tags), to
// libraries (Dublin Core, Signposting), to search engines (schema.org as JSON-LD) and to whoever shows links (Open
// Graph). All of them are written from this one record.
type record struct {
	Type        string // of schema.org: ScholarlyArticle, Book, DefinedTermSet, DefinedTerm, WebPage
	Title       string
	Subtitle    string
	Description string    // the beginning, for those who show a few lines
	Abstracts   []wording // of an essay, whole, for those who keep them
	Language    string
	Date        string // EDTF
	Authors     []edition.Person
	Keywords    []string
	License     string // an SPDX identifier or an address
	DOI         string // of the page itself
	Original    *edition.Source
	Aliases     []string // of a term
	Address     string   // with the edition's base; "" when that is not known
	Path        string
}

// describe gives a page its head. What the page itself does not say of language, date and licence, the edition does.
func (s *Site) describe(r record) func(*frame) {
	return func(f *frame) {
		set := &s.edition.Settings
		r.Path, r.Address = f.Path, f.Canonical
		r.Language, r.Date, r.License = cmp.Or(r.Language, set.Language), cmp.Or(r.Date, set.Date), cmp.Or(r.License, set.License)
		f.Description = r.Description
		var w writer
		s.highwire(&w, &r)
		s.dublinCore(&w, &r)
		s.openGraph(&w, &r)
		s.signposts(&w, &r, f.Root)
		f.Head = w.html()
		f.Data = s.jsonLD(&r)
	}
}

func (w *writer) meta(attribute, name, content string) {
	if content == "" {
		return
	}
	w.raw("<meta ", attribute, `="`, name, `" content="`)
	w.text(content)
	w.raw("\">\n")
}

// relation writes a <link>; kind is a media type, or "".
func (w *writer) relation(rel, href, kind string) {
	if href == "" {
		return
	}
	w.raw(`<link rel="`, rel, `" href="`)
	w.text(href)
	if kind != "" {
		w.raw(`" type="`, kind)
	}
	w.raw("\">\n")
}

// highwire says to reference managers what an essay is: a part of a book. Other pages are none that one cites so.
func (s *Site) highwire(w *writer, r *record) {
	if r.Type != "ScholarlyArticle" {
		return
	}
	set := &s.edition.Settings
	tag := func(name, content string) { w.meta("name", "citation_"+name, content) }
	tag("title", joined(r.Title, r.Subtitle, r.Language))
	for _, a := range r.Authors {
		tag("author", a.PlainName())
		tag("author_institution", a.Affiliation)
		tag("author_orcid", a.ORCID)
	}
	if d := published(r.Date); d.Year > 0 {
		tag("publication_date", strings.ReplaceAll(d.ISO(), "-", "/"))
	}
	tag("language", r.Language)
	tag("inbook_title", set.Title)
	for _, e := range set.Editors {
		tag("editor", e.PlainName())
	}
	tag("publisher", set.Publisher)
	tag("doi", r.DOI)
	for _, k := range r.Keywords {
		tag("keywords", k)
	}
	tag("fulltext_html_url", r.Address)
}

func (s *Site) dublinCore(w *writer, r *record) {
	set := &s.edition.Settings
	w.relation("schema.dcterms", "http://purl.org/dc/terms/", "")
	tag := func(name, content string) { w.meta("name", "dcterms."+name, content) }
	tag("title", joined(r.Title, r.Subtitle, r.Language))
	for _, a := range r.Authors {
		tag("creator", a.PlainName())
	}
	if r.Type == "Book" {
		for _, e := range set.Editors {
			tag("contributor", e.PlainName())
		}
	}
	tag("date", published(r.Date).ISO())
	tag("language", r.Language)
	tag("publisher", set.Publisher)
	tag("type", "Text")
	tag("format", "text/html")
	tag("identifier", cmp.Or(edition.DOIAddress(r.DOI), r.Address))
	for _, a := range r.Abstracts {
		w.raw(`<meta name="dcterms.abstract"`)
		if a.Language != s.edition.Settings.Language {
			w.raw(` lang="`)
			w.text(a.Language)
			w.raw(`"`)
		}
		w.raw(` content="`)
		w.text(a.Words)
		w.raw("\">\n")
	}
	if len(r.Abstracts) == 0 {
		tag("abstract", r.Description)
	}
	for _, k := range r.Keywords {
		tag("subject", k)
	}
	if r.Type != "Book" {
		tag("isPartOf", cmp.Or(set.BaseURL, set.Title))
	}
	if r.Original != nil {
		tag("source", s.citations.plainEntry(r.Original))
	}
	if l := s.licence(r.License); l != nil {
		tag("license", cmp.Or(l.Href, l.Name))
	}
}

// joined is a title with its subtitle, with a colon as their language has it.
func joined(title, subtitle, language string) string {
	if subtitle == "" {
		return title
	}
	return title + edition.Colon(language) + subtitle
}

func (s *Site) openGraph(w *writer, r *record) {
	kind := map[string]string{"ScholarlyArticle": "article", "Book": "book"}[r.Type]
	w.meta("property", "og:title", r.Title)
	w.meta("property", "og:type", cmp.Or(kind, "website"))
	w.meta("property", "og:url", r.Address)
	w.meta("property", "og:site_name", s.edition.Settings.Title)
	w.meta("property", "og:description", r.Description)
	w.meta("property", "og:locale", strings.ReplaceAll(r.Language, "-", "_"))
}

// signposts are typed links (https://signposting.org): what the page is, who made it, how to cite it, what it belongs
// to. The original's DOI is related; cite-as is the page's own identifier.
func (s *Site) signposts(w *writer, r *record, root string) {
	w.relation("cite-as", cmp.Or(edition.DOIAddress(r.DOI), r.Address), "")
	w.relation("type", "https://schema.org/"+r.Type, "")
	for _, a := range r.Authors {
		if a.ORCID != "" {
			w.relation("author", "https://orcid.org/"+a.ORCID, "")
		}
	}
	if l := s.licence(r.License); l != nil {
		w.relation("license", l.Href, "")
	}
	w.relation("describedby", root+dataPath, "application/json")
	if r.Type != "Book" {
		w.relation("collection", root+homePath, "text/html")
	}
	if r.Original != nil {
		w.relation("related", cmp.Or(edition.DOIAddress(r.Original.Item.Fields["DOI"]), root+sourcePath(r.Original.Slug)), "")
	}
}

// thing is an object of schema.org.
type thing map[string]any

// jsonLD is the record in the terms of schema.org.
func (s *Site) jsonLD(r *record) template.JS {
	set := &s.edition.Settings
	book := thing{"@type": "Book", "name": joined(set.Title, set.Subtitle, set.Language), "inLanguage": set.Language}
	book.put("url", set.BaseURL)
	book.put("identifier", edition.DOIAddress(set.DOI))
	x := thing{"@type": r.Type, "name": joined(r.Title, r.Subtitle, r.Language), "inLanguage": r.Language}
	switch r.Type {
	case "Book":
		x.put("version", set.Version)
	case "DefinedTerm":
		set := thing{"@type": "DefinedTermSet", "name": s.words.word("glossary"), "isPartOf": book}
		if r.Address != "" {
			set["url"] = strings.TrimSuffix(r.Address, r.Path) + glossaryPath
		}
		x["inDefinedTermSet"] = set
		if len(r.Aliases) > 0 {
			x["alternateName"] = r.Aliases
		}
	default:
		x["isPartOf"] = book
	}
	x.put("headline", map[bool]string{true: r.Title}[r.Type == "ScholarlyArticle"])
	x.put("description", r.Description)
	x.put("abstract", inLanguage(r.Abstracts, r.Language))
	x.put("url", r.Address)
	x.put("identifier", edition.DOIAddress(r.DOI))
	x.put("datePublished", published(r.Date).ISO())
	if l := s.licence(r.License); l != nil {
		x.put("license", l.Href)
	}
	x.people("author", r.Authors)
	if r.Type == "Book" {
		x.people("editor", set.Editors)
		x.put("publisher", set.Publisher)
	}
	if len(r.Keywords) > 0 {
		x["keywords"] = r.Keywords
	}
	if r.Original != nil {
		based := thing{"@type": "CreativeWork", "name": s.citations.plainEntry(r.Original)}
		based.put("identifier", edition.DOIAddress(r.Original.Item.Fields["DOI"]))
		x["isBasedOn"] = based
	}
	x["@context"] = "https://schema.org"
	b, _ := json.Marshal(x) // of strings and lists of them, which cannot fail; <, > and & are escaped
	return template.JS(b)
}

func (x thing) put(key, value string) {
	if value != "" {
		x[key] = value
	}
}

func (x thing) people(key string, list []edition.Person) {
	var people []thing
	for _, p := range list {
		one := thing{"@type": "Person", "name": p.PlainName()}
		if p.ORCID != "" {
			one["@id"] = "https://orcid.org/" + p.ORCID
		}
		if p.Affiliation != "" {
			one["affiliation"] = thing{"@type": "Organization", "name": p.Affiliation}
		}
		people = append(people, one)
	}
	if len(people) > 0 {
		x[key] = people
	}
}

// appendCOinS appends a source as an OpenURL ContextObject in a span (Z39.88-2004), which reference managers collect
// from lists.
func appendCOinS(dst []byte, item *csl.Item) []byte {
	v := url.Values{"ctx_ver": {"Z39.88-2004"}}
	add := func(key, value string) {
		if value != "" {
			v.Add(key, csl.PlainText(value))
		}
	}
	field := item.Fields
	add("rft_id", cmp.Or(doiID(field["DOI"]), field["URL"]))
	addKind(add, item)
	add("rft.pages", field["page"])
	add("rft.isbn", field["ISBN"])
	add("rft.issn", field["ISSN"])
	add("rft.date", item.Dates["issued"].Start.ISO())
	for _, role := range []string{"author", "director", "composer", "performer"} {
		for _, n := range item.Names[role] {
			if !n.IsOthers() {
				add("rft.au", cmp.Or(n.Literal, familyFirst(n)))
			}
		}
		if v.Has("rft.au") {
			break
		}
	}
	dst = append(dst, `<span class="Z3988" title="`...)
	return append(appendEscaped(dst, v.Encode()), `"></span>`...)
}

// addKind adds what a source is, and what stands in the format for such.
func addKind(add func(key, value string), item *csl.Item) {
	field := item.Fields
	switch title, container := field["title"], field["container-title"]; item.Type {
	case "article-journal", "article-magazine", "article-newspaper", "review", "review-book":
		add("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal")
		add("rft.genre", "article")
		add("rft.atitle", cmp.Or(title, field["reviewed-title"]))
		add("rft.jtitle", container)
		add("rft.volume", field["volume"])
		add("rft.issue", field["issue"])
	case "thesis":
		add("rft_val_fmt", "info:ofi/fmt:kev:mtx:dissertation")
		add("rft.title", title)
		add("rft.inst", field["publisher"])
		add("rft.degree", field["genre"])
	default:
		if kind := unbound[item.Type]; kind != "" {
			add("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc")
			add("rft.type", kind)
			add("rft.title", title)
			add("rft.source", container)
			add("rft.publisher", field["publisher"])
			break
		}
		add("rft_val_fmt", "info:ofi/fmt:kev:mtx:book")
		if container != "" {
			add("rft.genre", "bookitem")
			add("rft.atitle", title)
			add("rft.btitle", container)
		} else {
			add("rft.genre", "book")
			add("rft.btitle", title)
		}
		add("rft.place", field["publisher-place"])
		add("rft.pub", field["publisher"])
		add("rft.edition", field["edition"])
		add("rft.series", field["collection-title"])
	}
}

// unbound are the types that are neither books nor parts of any, with the words that Zotero has for them: OpenURL has a format for
// such in Dublin Core, which leaves the kind to its users.
var unbound = map[string]string{
	"bill": "bill", "broadcast": "tvBroadcast", "dataset": "dataset", "document": "document", "graphic": "artwork", "hearing": "hearing",
	"interview": "interview", "legal_case": "case", "legislation": "statute", "manuscript": "manuscript", "map": "map",
	"motion_picture": "film", "personal_communication": "letter", "post": "forumPost", "post-weblog": "blogPost", "software": "computerProgram",
	"song": "audioRecording", "speech": "presentation", "webpage": "webpage",
}

// familyFirst is a name as OpenURL has it and programs take it apart: at its comma.
func familyFirst(n csl.Name) string {
	given := strings.TrimSpace(n.Given + " " + n.DroppingParticle)
	return strings.TrimSuffix(n.Surname()+", "+given, ", ")
}

func doiID(doi string) string {
	if doi == "" {
		return ""
	}
	return "info:doi/" + strings.TrimPrefix(doi, "https://doi.org/")
}

package export

import (
	"cmp"
	"strings"

	"glossator/generator/edition"
)

func (t *tei) editionHeader() {
	s := t.in.Edition.Settings
	x := t.xml
	x.start("teiHeader")
	x.start("fileDesc")
	x.start("titleStmt")
	x.element("title", s.Title, "type", "main")
	x.element("title", s.Subtitle, "type", "sub")
	t.editors()
	x.end()
	t.publication(s.License, s.Rights, "")
	x.element("sourceDesc/p", "Made from the edition's own files; each text names its source.", "xml:lang", "en")
	x.end()
	t.encoding()
	x.start("profileDesc")
	t.languages(t.in.essays())
	x.end()
	x.endLine()
}

func (t *tei) essayHeader(essay *edition.Essay) {
	x := t.xml
	x.start("teiHeader")
	x.start("fileDesc")
	x.start("titleStmt")
	x.element("title", essay.Title, "type", "main")
	x.element("title", essay.Subtitle, "type", "sub")
	for _, a := range essay.Authors {
		x.start("author")
		x.element("persName", a.PlainName())
		x.element("affiliation", a.Affiliation)
		x.element("idno", a.ORCID, "type", "ORCID")
		x.end()
	}
	t.editors()
	x.end()
	t.publication(cmp.Or(essay.License, t.in.Edition.Settings.License), essay.Rights, essay.ID)
	t.source(essay)
	x.end()
	t.encoding()
	t.profile(essay)
	x.endLine()
}

func (t *tei) editors() {
	for _, e := range t.in.Edition.Settings.Editors {
		ref := ""
		if e.ORCID != "" {
			ref = "https://orcid.org/" + e.ORCID
		}
		t.xml.element("editor", e.PlainName(), "ref", ref)
	}
}

// publication writes editionStmt, publicationStmt and, for an essay, the seriesStmt that names the edition.
func (t *tei) publication(license, rights, essay string) {
	s := t.in.Edition.Settings
	x := t.xml
	if s.Version != "" {
		x.element("editionStmt/edition", "Version "+s.Version, "n", oneWord(s.Version), "xml:lang", "en")
	}
	x.start("publicationStmt")
	x.element("publisher", cmp.Or(s.Publisher, s.Title))
	if essay == "" {
		x.element("idno", s.DOI, "type", "DOI")
		x.element("idno", s.BaseURL, "type", "URI")
	} else if s.BaseURL != "" {
		x.element("idno", s.BaseURL+"essays/"+essay+".html", "type", "URI")
	}
	t.day("date", s.Date)
	x.start("availability")
	if license != "" {
		x.element("licence", license, "target", edition.LicenseAddress(license))
	}
	x.element("p", rights)
	if license == "" && rights == "" {
		x.element("p", "No licence is stated.")
	}
	x.end()
	x.end()
	if essay != "" {
		x.start("seriesStmt")
		x.element("title", s.Title, "level", "m")
		x.element("idno", s.DOI, "type", "DOI")
		x.end()
	}
}

func (t *tei) encoding() {
	x := t.xml
	x.start("encodingDesc")
	x.element("editorialDecl/p", "Passages bear the numbers under which the edition's pages show and link them; an identifier is the "+
		"essay's, a stop, and the passage's. Notes stand where they are first called. Where an emendation is proposed the "+
		"source's reading is in sic and the proposed one in corr. Locators are in citedRange under their labels in the "+
		"Citation Style Language.", "xml:lang", "en")
	name, version, _ := strings.Cut(t.in.Generator, " ")
	x.start("appInfo")
	x.start("application", "ident", xmlName(cmp.Or(name, "glossator")), "version", cmp.Or(versionNumber(version), "0"))
	x.element("label", t.in.Generator)
	x.end()
	x.end()
	x.end()
}

// versionNumber is what TEI takes for a version: figures and stops, perhaps a word after a hyphen.
func versionNumber(version string) string {
	version = strings.TrimPrefix(version, "v")
	end := strings.IndexFunc(version, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	if end >= 0 {
		version = version[:end]
	}
	return strings.Trim(version, ".")
}

// source describes what the text goes back to, and what it is to it.
func (t *tei) source(essay *edition.Essay) {
	x := t.xml
	if src := t.in.Edition.Source(essay.Original); src != nil {
		x.start("sourceDesc")
		x.start("bibl", "type", essay.Relation.String(), "corresp", sourceAddress(essay.Original))
		x.text(t.in.entry(src))
		x.end()
		x.end()
	} else {
		x.element("sourceDesc/p", "Published here first.", "xml:lang", "en")
	}
}

func (t *tei) profile(essay *edition.Essay) {
	x := t.xml
	x.start("profileDesc")
	t.day("creation/date", essay.Date)
	for _, a := range t.fragments.Abstracts {
		x.start("abstract", "xml:lang", a.Language)
		t.blocks(parse(a.HTML))
		x.end()
	}
	t.languages([]*edition.Essay{essay})
	if len(essay.Keywords) > 0 {
		x.start("textClass")
		x.start("keywords")
		for _, k := range essay.Keywords {
			x.element("term", k)
		}
		x.end()
		x.end()
	}
	x.end()
}

// languages lists those that the essays are written in, in the order of their first passages.
func (t *tei) languages(essays []*edition.Essay) {
	seen := map[string]bool{}
	x := t.xml
	x.start("langUsage")
	write := func(language string) {
		if language != "" && !seen[language] {
			seen[language] = true
			x.element("language", language, "ident", language)
		}
	}
	write(t.in.Edition.Settings.Language)
	for _, essay := range essays {
		write(essay.Language)
		for i := range essay.Text.Passages {
			write(essay.Text.Passages[i].Language)
		}
	}
	x.end()
}

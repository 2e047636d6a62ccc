package site

import "html/template"

type colophonPage struct {
	Generator string
	Counts    []string
	Cite      template.HTML
	License   *licence
	Essays    []essayLicence
	Downloads []link
}

type essayLicence struct {
	link
	License *licence
	Rights  string
}

// colophon says what made the edition, what is in it, and where its data are.
func (s *Site) colophon(dst []byte, p Page) ([]byte, error) {
	main := colophonPage{Generator: s.generator, Counts: s.counts(), Cite: s.citeEdition(), License: s.licence(s.edition.Settings.License)}
	for _, x := range s.edition.Essays {
		if x.License != "" || x.Rights != "" {
			main.Essays = append(main.Essays, essayLicence{link{Href: essayPath(x.ID), Words: x.Title, Language: x.Language}, s.licence(x.License), x.Rights})
		}
	}
	for _, d := range []struct{ path, key string }{
		{dataPath, "download-edition"}, {cslPath, "download-csl"}, {bibtexPath, "download-bibtex"}, {manifestPath, "download-manifest"}, {filesPath, "files"},
	} {
		if _, ok := s.Page(d.path); ok || d.path == manifestPath {
			main.Downloads = append(main.Downloads, link{Href: d.path, Words: s.words.word(d.key), Note: d.path})
		}
	}
	return s.render(dst, p, s.words.word("colophon"), main)
}

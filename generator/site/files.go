package site

import "strings"

// Every file of an edition can be reached by plain links from one page: a crawler that follows links, and knows
// nothing of scripts, gets the edition whole.

const filesSize = 2000 // links on a page

// permissions are the words by which crawlers of preservation networks know that they may collect a site
// (https://www.lockss.org, https://clockss.org). They are looked for letter by letter.
var permissions = map[string]string{
	"lockss":  "LOCKSS system has permission to collect, preserve, and serve this Archival Unit",
	"clockss": "CLOCKSS system has permission to ingest, preserve, and serve this Archival Unit",
}

// filePages are the pages that list all files, the others' number being given; themselves and the manifest are
// among the files.
func filePages(others int) []Page {
	parts := 1
	for listParts(others+1+parts, filesSize) > parts {
		parts++
	}
	var pages []Page
	for part := 1; part <= parts; part++ {
		pages = append(pages, Page{partPath(filesPath, part), Files, ""})
	}
	return pages
}

// files lists all files by their paths.
func (s *Site) files(dst []byte, p Page) ([]byte, error) {
	paths := s.plan.paths()
	part, from, to := s.listPart(p, filesPath, len(paths), filesSize)
	var w writer
	for _, network := range s.edition.Settings.Preservation {
		w.raw("<p lang=\"en\">", permissions[network], "</p>\n")
	}
	w.raw("<ul class=\"files\">\n")
	for _, path := range paths[from:to] {
		w.raw("<li>")
		w.link("", address(path), path)
		w.raw("</li>\n")
	}
	w.raw("</ul>\n")
	return s.render(dst, p, s.titled(part, "files"), listPage{part, w.html()})
}

var pathEscapes = strings.NewReplacer("%", "%25", "?", "%3F", "#", "%23", " ", "%20", ":", "%3A")

// address spells a path as a relative address: files that editors have named may have signs in them that mean
// something there.
func address(path string) string {
	return pathEscapes.Replace(path)
}

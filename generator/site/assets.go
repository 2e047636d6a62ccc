package site

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// planAssets lists stylesheets, scripts, and the files that texts name.
func (s *Site) planAssets(files []string) {
	for _, name := range slices.Sorted(maps.Keys(s.look.styles)) {
		kind := Stylesheet
		if strings.HasPrefix(name, "js/") {
			kind = Script
		}
		s.add(name, kind, "")
	}
	for _, f := range files {
		s.add(f, File, "")
	}
}

// planRedirects lists a page at each former address. A former address that cannot be a page's is passed over: it
// has been reported where it is written.
func (s *Site) planRedirects() {
	redirect := func(aliases []string, to string) {
		for _, a := range aliases {
			if from := aliasPath(a); from != "" && from != to {
				s.add(from, Redirect, to)
			}
		}
	}
	for _, x := range s.edition.Essays {
		redirect(x.Aliases, essayPath(x.ID))
	}
	for _, x := range s.edition.Pages {
		redirect(x.Aliases, editorialPath(x.ID))
	}
}

// aliasPath is the file of a former address: "old/essay", "old/essay.html" or "old/essay/"; "" where it would leave
// the edition.
func aliasPath(alias string) string {
	p := strings.TrimPrefix(alias, "/")
	if strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	p = path.Clean(p)
	if p == "." || p == ".." || strings.HasPrefix(p, "../") || strings.ContainsAny(p, "\\:\x00") {
		return ""
	}
	if path.Ext(p) != ".html" && path.Ext(p) != ".htm" {
		p += ".html"
	}
	return p
}

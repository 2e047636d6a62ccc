package site

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// planAssets plans stylesheets and scripts.
func (s *Site) planAssets() {
	for _, name := range slices.Sorted(maps.Keys(s.look.styles)) {
		kind := Stylesheet
		if strings.HasPrefix(name, "js/") {
			kind = Script
		}
		s.plan.add(name, kind, "")
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

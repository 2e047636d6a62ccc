package site

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// planAssets plans stylesheets and scripts.
func (s *Site) planAssets() {
	for _, name := range slices.Sorted(maps.Keys(s.look.assets)) {
		kind := Stylesheet
		if strings.HasPrefix(name, "js/") {
			kind = Script
		}
		s.plan.add(name, kind, "")
	}
}

// asset is a stylesheet or script of the layouts. Before the first script stand the words of the interface, and in how
// many scripts the previews of sources are.
func (s *Site) asset(p Page) []byte {
	b := s.look.assets[p.Path]
	if p.Path != firstScriptPath {
		return b
	}
	return fmt.Appendf(nil, "window.glossator = { shards: %d, words: %s };\n%s", s.sourceShards(), s.words.forScripts(), b)
}

package site

import (
	"maps"
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

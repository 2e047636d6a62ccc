package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"glossator/generator/edition"
	"glossator/generator/fixture"
)

// In every style that CSL_STYLES holds, and in our own, every citation of the edition leads to its source's page, and
// the source's page back to it.
func TestEveryCitationIsLinkedInEveryStyle(t *testing.T) {
	t.Parallel()
	styles := []string{"author-date", "notes", "mla-like"}
	if folder := os.Getenv("CSL_STYLES"); folder != "" {
		files, err := filepath.Glob(filepath.Join(folder, "*.csl"))
		if err != nil || len(files) == 0 {
			t.Fatal("CSL_STYLES has no styles", err)
		}
		styles = append(styles, files...)
	} else if os.Getenv("GLOSSATOR_REQUIRE_ALL") != "" {
		t.Fatal("CSL_STYLES is not set: the folder of styles to try")
	}
	for _, style := range styles {
		t.Run(filepath.Base(style), func(t *testing.T) { checkStyle(t, style) })
	}
}

func checkStyle(t *testing.T, style string) {
	content := t.TempDir()
	fixture.Copy(t, content, "../../content")
	settings := filepath.Join(content, "edition.yaml")
	edit(t, settings, "citation-style: author-date", "citation-style: "+style)
	o, err := silent(content, filepath.Join(t.TempDir(), "public")).open(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer o.close()
	if len(o.found) > 0 || o.site == nil {
		t.Fatal(o.found)
	}
	render := func(path string) string {
		b, err := o.site.Render(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	formatted := 0
	for _, essay := range o.c.Edition.Essays {
		page := render("essays/" + essay.ID + ".html")
		for i, c := range essay.Text.Citations {
			if c.Form != edition.Printed {
				formatted++
			}
			source := o.c.Edition.Source(c.Source)
			if !strings.Contains(page, fmt.Sprintf(`id="c%d"`, i+1)) || !strings.Contains(page, "../bibliography/"+source.Slug+".html") {
				t.Errorf("citation c%d of %s is not linked", i+1, essay.ID)
			}
			if back := fmt.Sprintf("../essays/%s.html#c%d", essay.ID, i+1); !strings.Contains(render("bibliography/"+source.Slug+".html"), back) {
				t.Errorf("the page of %s does not lead back to %s", c.Source, back)
			}
		}
	}
	if formatted == 0 {
		t.Error("the edition has no citation that the style formats")
	}
}

package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"glossator/generator/fixture"
)

// An essay that is saved while an edition is exported stops that, and what was exported before stays.
func TestExportOfAnEssayThatChanges(t *testing.T) {
	content, p := built(t)
	p.stderr = io.Discard
	for _, form := range exporters {
		if form.name != "tei" && form.name != "epub" { // needs nothing of the essay's file
			continue
		}
		o, err := p.open(nil)
		if err != nil {
			t.Fatal(err)
		}
		in, err := o.exportInput(nil)
		if err != nil {
			t.Fatal(err)
		}
		edit(t, filepath.Join(content, "essays", "reply.md"), "\n---\n", "\n---\n\nAnother beginning.\n")
		to := filepath.Join(t.TempDir(), form.file)
		fixture.Write(t, to, "before")
		err = o.exportFile(form, in, to)
		b, _ := os.ReadFile(to)
		if !errors.Is(err, errFound) || string(b) != "before" {
			t.Errorf("%s is exported: %v", form.name, err)
		}
		o.close()
	}
}

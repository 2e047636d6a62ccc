package edition_test

import (
	"testing"

	"glossator/generator/edition"
)

func TestDOIAddressEscapesWhatMeansSomething(t *testing.T) {
	for doi, want := range map[string]string{
		"":                                 "",
		"10.5281/zenodo.1":                 "https://doi.org/10.5281/zenodo.1",
		"doi:10.5281/zenodo.1":             "https://doi.org/10.5281/zenodo.1",
		"https://doi.org/10.1002/a%3C1%3E": "https://doi.org/10.1002/a%3C1%3E",
		"10.1002/a<1:b>2.0;2-#?%":          "https://doi.org/10.1002/a%3C1:b%3E2.0;2-%23%3F%25",
	} {
		if got := edition.DOIAddress(doi); got != want {
			t.Errorf("the address of %q is %q, not %q", doi, got, want)
		}
	}
}

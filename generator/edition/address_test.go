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

func TestLicenseAddressIsThatOfTheWeb(t *testing.T) {
	for license, want := range map[string]string{
		"":                         "",
		"CC-BY-NC-4.0":             "https://creativecommons.org/licenses/by-nc/4.0/",
		"CC0-1.0":                  "https://creativecommons.org/publicdomain/zero/1.0/",
		"https://example.org/ours": "https://example.org/ours",
		"MIT":                      "https://spdx.org/licenses/MIT.html",
		"javascript://alert(1)":    "https://spdx.org/licenses/javascript:%2F%2Falert%281%29.html",
	} {
		if got := edition.LicenseAddress(license); got != want {
			t.Errorf("the address of %q is %q, not %q", license, got, want)
		}
	}
}

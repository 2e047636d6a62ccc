package edition_test

import (
	"testing"

	"glossator/generator/edition"
)

func TestDOIAddressEscapesWhatMeansSomething(t *testing.T) {
	haveAddresses(t, edition.DOIAddress, map[string]string{
		"":                                 "",
		"10.5281/zenodo.1":                 "https://doi.org/10.5281/zenodo.1",
		"doi:10.5281/zenodo.1":             "https://doi.org/10.5281/zenodo.1",
		"https://doi.org/10.1002/a%3C1%3E": "https://doi.org/10.1002/a%3C1%3E",
		"10.1002/a<1:b>2.0;2-#?%":          "https://doi.org/10.1002/a%3C1:b%3E2.0;2-%23%3F%25",
	})
}

func TestLicenseAddressIsThatOfTheWeb(t *testing.T) {
	haveAddresses(t, edition.LicenseAddress, map[string]string{
		"":                         "",
		"CC-BY-NC-4.0":             "https://creativecommons.org/licenses/by-nc/4.0/",
		"CC0-1.0":                  "https://creativecommons.org/publicdomain/zero/1.0/",
		"https://example.org/ours": "https://example.org/ours",
		"MIT":                      "https://spdx.org/licenses/MIT.html",
		"javascript://alert(1)":    "https://spdx.org/licenses/javascript:%2F%2Falert%281%29.html",
	})
}

// haveAddresses fails for each name that has not the address that it should have.
func haveAddresses(t *testing.T, address func(string) string, want map[string]string) {
	t.Helper()
	for name, want := range want {
		if got := address(name); got != want {
			t.Errorf("the address of %q is %q, not %q", name, got, want)
		}
	}
}

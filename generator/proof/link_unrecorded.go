package proof

import "fmt"

// linkUnrecorded finds web addresses in the bibliography that do not say when they were seen.
func linkUnrecorded() Rule {
	return Rule{
		ID:      "link-unrecorded",
		Summary: "an entry has a web address and does not say when it was seen or where it is kept",
		Why:     "Pages move and vanish. Give urldate, or a DOI, or the address of an archived copy.",
		check: func(s *sheet) {
			for _, src := range s.edition.Sources {
				it := &src.Item
				url := it.Fields["URL"]
				if url == "" || it.Fields["DOI"] != "" || it.Fields["archive"] != "" || it.Fields["archive_location"] != "" {
					continue
				}
				if _, seen := it.Dates["accessed"]; !seen {
					s.add(it.ID, src.At, fmt.Sprintf("%q leads to %s and does not say when it was seen", it.ID, url), "add urldate")
				}
			}
		},
	}
}

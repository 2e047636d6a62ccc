// Package bibliography reads bibliographies into csl.Items and writes them: BibTeX and BibLaTeX, CSL-JSON,
// CSL-YAML, RIS.
//
// [Parse] reads a file in any of the formats. Real exports are dirty, so a broken entry is reported with its
// place and whatever is sound is kept. [WriteBibTeX], [WriteCSLJSON] and [WriteRIS] write items so that reading
// them again gives the same items, but that RIS has no tags in its texts. [ParseNames] reads names as BibTeX
// writes them.
//
// What a format says and CSL has no variable for is kept in Item.Custom under its own name, among it "printed":
// the words by which an essay's own list of works gave the entry.
package bibliography

import (
	"fmt"
	"path"
	"strings"

	"glossator/generator/csl"
	"glossator/generator/diagnostic"
)

// Entry is a bibliographic entry with where it stands.
type Entry struct {
	Item csl.Item
	At   diagnostic.Position // of the entry's first character
}

const (
	maxFile     = 64 << 20 // bytes
	maxEntries  = 200_000  // in one file
	maxFindings = 200      // about one file
)

// Parse reads a bibliography file; the format follows from the name's ending: .bib, .json, .yaml, .yml or .ris.
// Broken entries are reported with their lines, sound ones are kept, in the order of the file. Of entries with
// the same key the first is kept.
func Parse(name string, text []byte) ([]Entry, diagnostic.List) {
	f := newFile(name, text)
	if len(text) > maxFile {
		f.whole("too-large", fmt.Sprintf("the file has %d bytes; the limit is %d", len(text), maxFile), "split it into several files")
		return nil, f.list
	}
	var entries []Entry
	switch strings.ToLower(path.Ext(name)) {
	case ".bib":
		entries = f.parseBibTeX()
	case ".json":
		entries = f.parseJSON()
	case ".yaml", ".yml":
		entries = f.parseYAML()
	case ".ris":
		entries = f.parseRIS()
	default:
		f.whole("unknown-format", fmt.Sprintf("%q is no bibliography that can be read", path.Base(name)), "use .bib, .json (CSL-JSON), .yaml (CSL-YAML) or .ris")
	}
	entries = f.unique(entries)
	for i := range entries {
		entries[i].Item.Dates, _ = f.dates.of(entries[i].Item.Dates)
	}
	f.list.Sort()
	return entries, f.list
}

// LosesEntries says of a finding that because of it an entry, and so its key, may not be among those that were read.
func LosesEntries(d diagnostic.Diagnostic) bool {
	return d.Severity == diagnostic.Error && d.Code != "duplicate-source" && d.Code != "unknown-source" && d.Code != "inheritance-cycle"
}

// sharedDates are maps of one date, which items that have no other share, as works of one year do: each takes a kilobyte.
type sharedDates map[csl.Date]map[string]csl.Date

// of is the map that an item with these dates is to have, nil for none; own says that it is the very map given, which may be
// other items' from then on, too.
func (shared sharedDates) of(dates map[string]csl.Date) (same map[string]csl.Date, own bool) {
	issued, ok := dates["issued"]
	switch same := shared[issued]; {
	case len(dates) == 0:
		return nil, false
	case !ok || len(dates) > 1:
		return dates, true
	case same != nil:
		return same, false
	}
	shared[issued] = dates
	return dates, true
}

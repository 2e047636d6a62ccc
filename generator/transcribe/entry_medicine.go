package transcribe

import (
	"strings"

	"glossator/generator/csl"
)

// Medical journals write names without commas or stops, and number, date and pages of a periodical without spaces: "Holm P,
// Poe A. Letters from the pier. Lancet 1998;351(2):12-9."

const medicalName = `(?:(?:von|van|de|der|den|del|da|du|la|le|di) )*\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)? \p{Lu}{1,3}`

var (
	medicalAuthors = pattern(`^(` + medicalName + `(?:, ` + medicalName + `)*)((?:,? et al|, and others)?)(,? editors?)?\. `)
	medicalEditors = pattern(`^In: (` + medicalName + `(?:, ` + medicalName + `)*)((?:,? et al)?),? (?:editors?|eds?)\.? `)
	medicalDate    = pattern(`; ?c?` + yearWord + `\b|\b` + yearWord + `[^;]{0,13};`)
	onInternet     = pattern(` \[Internet\]|[.;]? ?\[cited (` + yearWord + `) (` + monthWord + `)( \d{1,2})?\]`)
	copyrightYear  = pattern(`; c` + yearWord + `\b`)
	medicalJournal = pattern(`^(.{3,300}?)[.?] (\p{Lu}[^.?!;:]{1,80})\.? ((?:1[4-9]|20)\d\d)(?: (\p{Lu}[\p{L}. \d-]{2,12}))?; ?(\d{1,4})? ?(?:Suppl\.? ?\d*)?(?:\(([^()]{1,20})\))?: ?([A-Za-z]{0,2}\d+(?:[-–]\w+)?)`)
)

// cutInternet takes out that the work is on the Internet, when it was cited there, and that its year is the copyright's.
func (e *entry) cutInternet() {
	if !strings.Contains(e.rest.text, " [Internet]") {
		return
	}
	for m := onInternet().FindStringSubmatchIndex(e.rest.text); m != nil; m = onInternet().FindStringSubmatchIndex(e.rest.text) {
		if m[2] >= 0 {
			day, month, year := "", e.rest.text[m[4]:m[5]], e.rest.text[m[2]:m[3]]
			if m[6] >= 0 {
				day = e.rest.text[m[6]+1:m[7]] + " "
			}
			if date, ok := readDate(day + month + " " + year); ok {
				e.item.Dates["accessed"] = date
			}
		}
		e.drop(m[0], m[1])
	}
	if m := copyrightYear().FindStringIndex(e.rest.text); m != nil {
		e.drop(m[0]+len("; "), m[0]+len("; c"))
	}
}

// readMedicalAuthors takes names with initials that have neither commas nor stops.
func (e *entry) readMedicalAuthors() bool {
	m := medicalAuthors().FindStringSubmatch(e.rest.text)
	if m == nil || e.inNote || !medicalDate().MatchString(e.rest.text[len(m[0]):]) {
		return false
	}
	role := "author"
	if m[3] != "" {
		role = "editor"
	}
	e.item.Names[role] = medicalNames(m[1], m[2] != "")
	e.skip(len(m[0]))
	return true
}

// medicalNames are the names of a row, with others that it leaves out.
func medicalNames(row string, others bool) []csl.Name {
	var names []csl.Name
	for name := range strings.SplitSeq(row, ", ") {
		family, given, _ := cutLast(name, " ")
		names = append(names, csl.Name{Family: family, Given: given})
	}
	if others {
		names = append(names, csl.Name{Literal: "others"})
	}
	return names
}

// readMedicalArticle takes title, periodical, year, volume, issue and pages.
func (e *entry) readMedicalArticle() bool {
	m := medicalJournal().FindStringSubmatch(e.rest.text)
	if m == nil || e.dated {
		return false
	}
	for i, field := range []string{"title", "container-title", "", "", "volume", "issue", "page"} {
		if field != "" {
			e.set(field, m[i+1])
		}
	}
	e.container, e.year, e.item.Type = m[2], m[3], "article-journal"
	e.date, e.dated = m[4], m[4] != ""
	e.skip(len(m[0]))
	return true
}

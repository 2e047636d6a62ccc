package transcribe

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"glossator/generator/csl"
)

// readAuthors takes the names at the entry's start, as far as the title, its quotation mark or the year.
func (e *entry) readAuthors(before *work) {
	text := e.rest.text
	if dash := dashAuthor().FindString(text); dash != "" && before != nil {
		role := "author"
		if before.item.Names["author"] == nil {
			role = "editor"
		}
		e.item.Names[role] = before.item.Names[role]
		e.skip(len(dash))
		return
	}
	if e.readMedicalAuthors() {
		return
	}
	end := e.authorsEnd()
	if e.readOffice(end) {
		return
	}
	if end <= 0 {
		return
	}
	names := trimNames(text[:end])
	role := "author"
	if m := editorsNext().FindString(text[end:]); m != "" {
		end += len(m)
		role = "editor"
	}
	if at := edWord().FindStringIndex(text[:end]); at != nil {
		role, names = "editor", trimNames(text[:at[0]])
	}
	people := personNames(names)
	if !e.inNote && (isUninverted(names) || beginning(names, "U.S. ", "U.K. ", "U.N. ") != "") {
		people = []csl.Name{{Literal: names}}
	}
	if people == nil || people[0].Literal != "" && titleIsImprint(text[end:]) {
		return
	}
	if m := aliasAfter().FindStringSubmatch(people[0].Literal); m != nil {
		people[0].Literal, e.alias = m[1], m[2]
	}
	e.item.Names[role] = people
	e.colon = strings.HasPrefix(text[end:], ": ") || strings.HasSuffix(text[:end], ":")
	e.skip(end)
}

// aliasAfter is an institution's short name after its name: "Parliamentary Service [PS]".
var aliasAfter = pattern(`^(.+?) [\[(](\p{Lu}[\p{Lu}\d-]{1,9})[\])]?$`)

// readOffice takes an author who is no person: an anonymous one, a state's office, an institution; end is where a
// person's name would end, or 0.
func (e *entry) readOffice(end int) bool {
	text := e.rest.text
	take := func(name string, size int) bool {
		e.item.Names["author"] = []csl.Name{{Literal: name}}
		e.skip(size)
		return true
	}
	if m := anonymous().FindStringSubmatch(text[:min(len(text), 20)]); m != nil {
		return take(m[1], len(m[0]))
	}
	if m := e.government(); m != nil {
		return take(m[1], len(m[0]))
	}
	office := officeAuthor
	if e.inNote {
		office = officeInNote
	} else if end > 0 {
		return false
	}
	if m := office().FindStringSubmatch(text); m != nil && !isArchive(m[1]) && !titleIsImprint(text[len(m[0])-1:]) {
		return take(m[1], len(m[0])-1)
	}
	return false
}

// officeAuthor is an institution before the stop after which the title begins.
var officeAuthor = pattern(`^(` + officeName + `)\. ["“*_]?\p{Lu}`)

// officeInNote is one before the comma after which a note gives the title.
var officeInNote = pattern(`^(` + officeName + `), ["“*_]?\p{Lu}`)

const officeName = `(?:\p{Lu}[\p{L}'’-]+ (?:of |for |on |the |and |& )*)*(?:Ministry|Department|Council|Commission|Committee|Office|Bureau|Organi[sz]ation|Institute|Association|Society|Board|Bank|United Nations|League|Government|Congress|Parliament|Agency|Federation|Union|Party|Trust|Corporation|Company)(?: (?:of|for|on|the|and|&|\p{Lu}[\p{L}'’-]+))*`

// government returns the state and its office at the entry's start.
func (e *entry) government() []string {
	stop := strings.Index(e.rest.text, ". ")
	if e.inNote || stop < 0 || !containsAny(e.rest.text[stop:], "Department", "Ministry", "Congress", "Senate", "House", "Parliament", "Office", "Board", "Commission", "Committee", "Admiralty", "Cabinet") {
		return nil
	}
	return government().FindStringSubmatch(e.rest.text)
}

// government is a state with one of its offices, as American lists write it.
var government = pattern(`^(\p{Lu}[\p{L}. ]{2,30}\. (?:Department|Ministry|Congress|Senate|House|Parliament|Foreign Office|War Office|Office|Board|Commission|Committee|Admiralty|Cabinet)\b[^.]{0,60})\. `)

var anonymous = pattern(`^\[?(Anon(?:\.|ymous)?)\]?[., ]`)

// isUninverted says that the words are several with capitals and no initial, in the order in which they are spoken: since
// lists put a person's family name in front, they name an institution.
func isUninverted(s string) bool {
	words := strings.Fields(s)
	return len(words) > 1 && !strings.ContainsAny(s, ",.&;·/") && !strings.Contains(s, " and ") && !strings.Contains(s, " und ") && !strings.Contains(s, " et ") && initialsLast(s) == 0 && capitalsFirst(s) == 0
}

// titleIsImprint says that nothing but place and publisher follows the year, so that what stood before it is the
// title.
func titleIsImprint(rest string) bool {
	rest = strings.TrimLeft(apaYear().ReplaceAllString(rest, ""), " .,:;()0123456789")
	m := imprint().FindStringSubmatchIndex(rest)
	return m != nil && m[0] == 0 && placeStart(rest[m[2]:m[3]]) == 0
}

// authorsEnd returns where the names end, or 0 when the entry begins with its title.
func (e *entry) authorsEnd() int {
	text := e.rest.text
	end := len(text)
	if at := openingQuote(text); at >= 0 {
		end = at
	}
	for _, m := range e.rest.marks {
		if m.kind == emphasised && m.start < end {
			end = m.start
		}
	}
	if at := apaYear().FindStringIndex(text); at != nil && at[0] < end {
		end = at[0]
	}
	if at := chicagoYear().FindStringSubmatchIndex(text); at != nil && max(at[2]-1, at[0]+1) < end {
		end = max(at[2]-1, at[0]+1)
	}
	if at := bareYear().FindStringSubmatchIndex(text); at != nil && at[2] < end && !endsOpen(strings.TrimRight(text[:at[2]], " ")) {
		end = at[2]
	}
	if strayStar := strings.IndexAny(text, "*_"); strayStar > 0 && strayStar < end {
		return 0
	}
	if n := e.formedAuthorsEnd(end); n > 0 {
		return n
	}
	if end < len(text) && end < 250 && personNames(trimNames(edWord().ReplaceAllString(text[:end], ""))) != nil {
		return end
	}
	return plainAuthorsEnd(text)
}

// formedAuthorsEnd finds the end of names that their form alone gives away, before the place where they must end.
func (e *entry) formedAuthorsEnd(end int) int {
	text := e.rest.text
	if at := initialsFirst().FindStringIndex(text); at != nil && at[1] <= end+2 {
		return at[1] - 2
	}
	if e.inNote {
		if n := spokenAuthorsEnd(text); n > 0 && n <= end {
			return n
		}
	}
	if fields := strings.Fields(text[:min(len(text), 40)]); len(fields) > 1 && isInitials(fields[0]) {
		if n := spokenAuthorsEnd(text); n > 0 && n <= end {
			return n
		}
	}
	if at := colonAuthors().FindStringIndex(text); at != nil && at[1] <= end {
		return at[1] - 1
	}
	if at := initialsInverted().FindStringIndex(text); at != nil && at[1] <= end+2 && at[1] < len(text) && (strings.IndexByte(",:;(.", text[at[1]]) >= 0 || edWord().MatchString(text[:at[1]])) {
		return at[1]
	}
	if at := initialsAfter().FindStringIndex(text); at != nil && at[1] <= end+2 {
		return at[1] - 1
	}
	return 0
}

// editorsNext says after names that they are editors'.
var editorsNext = pattern(`^[,.]* ?\(?(?:eds?|comps?|Hrsg|Hg|éds?)\b\.?\)?[.,]? `)

var editorAfter = pattern(`^, \(?(?:eds?|comp|hrsg|hg)\.\)?`)

// spokenAuthorsEnd finds the end of "Sally Marks, " and "Sally Marks and Jon Jacobson, ".
func spokenAuthorsEnd(text string) int {
	end := strings.Index(text, ", ")
	if end < 0 || end > 120 || !isPersons(text[:end]) {
		return 0
	}
	return end + len(editorAfter().FindString(text[end:]))
}

// colonAuthors are the names before a colon, in the manner of German lists: "Linke, Horst Günther: ".
var colonAuthors = pattern(`^` + colonName + `(?: ?[/;] ?` + colonName + `)*(?:,? (?:u\. ?a\.|et al\.))?(?: \((?:Hg|Hrsg)\.?\))?: `)

const colonName = `(?:(?:von|van|de|der|den|zu|zur|du|la) )*\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?, \p{Lu}(?:[\p{L}'’-]+|\.)(?:[ -](?:\p{Lu}(?:[\p{L}'’-]+|\.)|von|van|de|zu)){0,3}`

// initialsInverted are names with initials after their commas: "Ash, M. and Bell, D. C.".
var initialsInverted = pattern(`^` + invertedName + `(?:(?:,? and |,? & |, |; )(?:` + invertedName + `|` + spokenName + `))*(?:,? \(?(?:eds?|dir|hrsg|hg)\b\.?\)?)?`)

const spokenName = `(?:\p{Lu}\.[ -]?)+\p{Lu}[\p{L}'’-]+`

// initialsFirst are names as science writes them: "K. Ito, M. Ono, and L. Pak, ".
var initialsFirst = pattern(`^` + spokenName + `(?:(?:,? and |,? & |, )` + spokenName + `)+, `)

const invertedName = `(?:(?:von|van|de|der|den|la|du|di|da|dos) )*\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?, \p{Lu}\.(?:[ -]?\p{Lu}\.)*(?: (?:de|da|do|dos|von|van)\b)?`

// initialsAfter are names whose initials follow without a comma: "Иванов И. И. ", "Watt DC, Smith J. ".
var initialsAfter = pattern(`^(?:\p{Lu}[\p{L}'’-]+ (?:(?:\p{Lu}\. ?){1,3}|[A-Z]{1,3}(?:[., ]|$)),? ?)+\.? ?`)

// trimNames drops what follows the names, but for the stop of an initial.
func trimNames(s string) string {
	trimmed := strings.TrimRight(s, " ,.:(")
	last := trimmed[strings.LastIndexAny(trimmed, " .")+1:]
	n := utf8.RuneCountInString(last)
	if strings.HasPrefix(s[len(trimmed):], ".") && (n == 1 || n == 2 && strings.HasSuffix(strings.TrimRight(trimmed[:len(trimmed)-len(last)], " "), ".")) {
		trimmed += "."
	}
	return trimmed
}

// plainAuthorsEnd finds the end of the names by their own form: "Walt, Stephen M. The …", "Kolasky, John, Partners …".
func plainAuthorsEnd(text string) int {
	if !nameAtStart().MatchString(text) || !strings.Contains(text, ", ") {
		return 0
	}
	comma := strings.Index(text, ", ")
	given := text[comma+2:]
	words := 0
	for i := 0; i < len(given) && words < 5; i++ {
		if given[i] != ' ' && i+1 < len(given) {
			continue
		}
		words++
		word := given[strings.LastIndexByte(given[:i], ' ')+1 : i]
		switch {
		case strings.HasSuffix(word, ",") && strings.HasSuffix(strings.TrimSuffix(given[:i], " "+word), ";"):
			continue // "COSTA, Ana; LIMA, Rui"
		case strings.HasSuffix(word, ",") && !strings.HasPrefix(strings.ToLower(given[i:]), " and ") && !isInitials(word):
			return comma + 2 + i
		case strings.HasSuffix(word, ".") && !isInitials(word) && !isSuffix(word):
			return comma + 2 + i
		case strings.HasSuffix(word, ".") && isInitials(word) && !strings.HasPrefix(given[i:], " and ") && !strings.HasPrefix(given[i:], " & ") && !nextIsInitials(given[i:]):
			return comma + 2 + i
		}
	}
	return 0
}

func isInitials(s string) bool {
	s = strings.Trim(s, ",")
	return len(s) <= 8 && strings.HasSuffix(s, ".") && !strings.ContainsFunc(strings.ReplaceAll(s, ".", ""), func(r rune) bool { return !unicode.IsUpper(r) && r != '-' }) && utf8.RuneCountInString(strings.ReplaceAll(s, ".", "")) <= 3
}

func nextIsInitials(s string) bool {
	fields := strings.Fields(s[:min(len(s), 30)])
	return len(fields) > 0 && isInitials(fields[0])
}

func isSuffix(s string) bool {
	s = strings.Trim(s, ".,")
	return s == "Jr" || s == "Sr" || s == "II" || s == "III" || s == "eds" || s == "ed"
}

package content

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"glossator/generator/bibliography"
	"glossator/generator/csl"
	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/portable"
)

// listed is a part of the contents as edition.yaml gives it.
type listed struct {
	title  string
	essays []value
}

// settings reads edition.yaml and returns the names of the bibliography files. It is sound when nothing is wrong with it.
func (l *loader) settings() (files []string, sound bool) {
	const name = "edition.yaml"
	b, found := ReadText(l.root, name)
	l.found = append(l.found, found...)
	s := &l.folder.Settings
	s.Language = "en"
	s.At = diagnostic.Position{File: name, Line: 1, Column: 1}
	if b == nil {
		if len(found) == 0 {
			hint := "make one: title: …, or a whole edition: glossator new FOLDER"
			if _, err := l.root.Stat("content/" + name); err == nil {
				hint = "the folder content in it has one: name that with --content"
			}
			l.found.Add(diagnostic.Error, "missing-file", name, "the content folder has no edition.yaml", hint)
		}
		return nil, false
	}
	l.found = append(l.found, controls(name, b)...)
	v, found := parseYAML(name, b, 1)
	l.found = append(l.found, found...)
	if found.Count(diagnostic.Error) > 0 {
		return nil, false
	}
	before := len(l.found)
	f := fieldsOf(v, "edition.yaml", &l.found)
	s.Title = f.required("title")
	s.Subtitle, s.License, s.Rights = f.words("subtitle"), f.license(), f.words("rights")
	s.Publisher, s.Version, s.DOI, s.Description = f.words("publisher"), f.words("version"), doi(f), f.words("description")
	s.CitationStyle = f.words("citation-style")
	s.Editors = people(f, "editors")
	s.Language = f.language("language", "en")
	s.Date = f.date("date")
	s.BaseURL = baseURL(f)
	s.Autolink = edition.Autolink(f.choice("autolink", "passage", "section", "essay", "off"))
	s.RawHTML = f.flag("raw-html")
	s.Preservation = preservation(f)
	s.Withdrawn = withdrawn(f)
	if f.has("citation-style") {
		s.At = f.get("citation-style").at
	}
	files = bibliographies(f)
	l.contents = contents(f)
	f.done()
	return files, len(l.found) == before
}

// bibliographies reads the names of the bibliography files. Two that some disk takes for one are an error.
func bibliographies(f *fields) []string {
	var files []string
	first := map[string]string{}
	for _, v := range f.elements("bibliography") {
		name := strings.TrimSpace(v.text)
		key := portable.Fold(path.Clean(name))
		if other, taken := first[key]; taken {
			f.report(v.at, "same-file", fmt.Sprintf("%q and %q are one file, here or on other disks", other, name), "drop or rename one")
			continue
		}
		first[key] = name
		if portable.Ignored(name) {
			f.report(v.at, "bad-file-name", fmt.Sprintf("%q is hidden, or another program's: nothing there is part of the edition", name), "give the file another name")
			continue
		}
		files = append(files, name)
	}
	return files
}

// language reads a BCP 47 tag.
func (f *fields) language(key, otherwise string) string {
	s := f.words(key)
	if s == "" {
		return otherwise
	}
	if !edition.IsLanguage(s) {
		f.report(f.get(key).at, "bad-language", fmt.Sprintf("%q is no language tag", s), "use BCP 47: en, en-GB, ko, sr-Latn")
		return otherwise
	}
	return current(s)
}

// current is a language tag with the code that the language has today.
func current(tag string) string {
	primary, _, _ := strings.Cut(tag, "-")
	return csl.PrimaryLanguage(tag) + tag[len(primary):]
}

// addresses reads former addresses: paths of this site.
func (f *fields) addresses(key string) []string {
	var list []string
	for _, a := range f.proses(key) {
		if p := strings.Trim(a.Markdown, "/"); !fs.ValidPath(p) || p == "." || strings.ContainsAny(p, `\:?#`) {
			f.report(a.At, "bad-alias", fmt.Sprintf("%q is no former address of this site", a.Markdown), "write its path: old/name, or old/name.html")
			continue
		}
		if problem := portable.Problem(edition.AliasFile(a.Markdown)); problem != "" {
			f.report(a.At, "bad-alias", fmt.Sprintf("%q cannot be a page: %s", a.Markdown, problem), "leave it out, and lead from there in the settings of your host")
			continue
		}
		list = append(list, a.Markdown)
	}
	return list
}

// date reads an EDTF date and returns it as written.
func (f *fields) date(key string) string {
	s := f.words(key)
	if s == "" {
		return ""
	}
	if _, err := csl.ParseEDTF(s); err != nil {
		message, hint := fmt.Sprintf("%q is no date", s), "use EDTF: 1939, 1939-08, 1939-08-23, 1939/1941, 1939~; seasons are 1939-21, spring, to 1939-24, winter"
		if why := csl.ImpossibleDate(s); why != "" {
			message, hint = message+": "+why, "mend it, or leave out the day or the month that is not certain: 1939-08, 1939"
		}
		f.report(f.get(key).at, "bad-date", message, hint)
		return ""
	}
	return s
}

// preservation reads which networks may collect, keep and serve the edition.
func preservation(f *fields) []string {
	var networks []string
	for _, v := range f.elements("preservation") {
		switch name := strings.TrimSpace(v.text); name {
		case "lockss", "clockss":
			networks = append(networks, name)
		default:
			f.report(v.at, "unknown-value", fmt.Sprintf("unknown network %q", name), "there are lockss and clockss")
		}
	}
	return networks
}

// withdrawn reads which essays have been withdrawn: ids, or essay, title and reason.
func withdrawn(f *fields) []edition.Withdrawal {
	v := f.get("withdrawn")
	if v.kind == null {
		return nil
	}
	if v.kind != list {
		f.report(v.at, "wrong-type", "withdrawn is "+v.kind.String()+" where a list is expected", "write withdrawn: [{essay: its-id, title: …, reason: …}]")
		return nil
	}
	var all []edition.Withdrawal
	for _, item := range v.items {
		w := edition.Withdrawal{Essay: strings.TrimSpace(item.text), At: item.at}
		if item.kind != scalar {
			x := fieldsOf(item, "a withdrawn essay", f.found)
			w = edition.Withdrawal{Essay: x.required("essay"), Title: x.words("title"), Reason: x.reason("say it without marks, links and citations"), At: item.at}
			x.done()
			if w.Essay == "" {
				continue
			}
		}
		if problem := CheckID(w.Essay); problem != "" {
			f.report(w.At, "bad-id", problem, "write the name that the essay's file had, without .md")
			continue
		}
		all = append(all, w)
	}
	return all
}

func baseURL(f *fields) string {
	s := f.words("base-url")
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		f.report(f.get("base-url").at, "bad-address", fmt.Sprintf("%q is no address of a site", s), "write https://example.org/edition/")
		return ""
	}
	return u.Scheme + "://" + u.Host + strings.TrimSuffix(u.EscapedPath(), "/") + "/"
}

// people reads a name, a list of names, or a list of name, affiliation and orcid.
func people(f *fields, key string) []edition.Person {
	v := f.get(key)
	values := v.items
	if v.kind == scalar || v.kind == mapping {
		values = []value{v}
	}
	var all []edition.Person
	for _, x := range values {
		if x.kind == scalar {
			all = append(all, edition.Person{Name: strings.TrimSpace(x.text)})
			continue
		}
		p := fieldsOf(x, "a person", f.found)
		all = append(all, edition.Person{Name: p.required("name"), Affiliation: p.words("affiliation"), ORCID: orcid(p)})
		p.done()
	}
	return all
}

// orcid reads an ORCID, given as such or as an address, and checks its digits (ISO 7064 11,2).
func orcid(f *fields) string {
	s := f.words("orcid")
	if s == "" {
		return ""
	}
	id := strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "orcid.org/")
	sum, digits := 0, 0
	for i, r := range id {
		switch {
		case r == '-' && (i == 4 || i == 9 || i == 14):
		case r >= '0' && r <= '9' && digits < 15:
			sum = (sum + int(r-'0')) * 2
			digits++
		case i == 18 && digits == 15 && len(id) == 19:
			if r == rune("0123456789X"[(12-sum%11)%11]) {
				return id
			}
		default:
			digits = -100
		}
	}
	f.report(f.get("orcid").at, "bad-orcid", fmt.Sprintf("%q is no ORCID", s), "it has 16 digits and its last one checks the others: 0000-0002-1825-0097")
	return ""
}

// doi reads a DOI, given as such or as an address, and checks its form: a prefix that begins with 10., and what stands behind the
// slash.
func doi(f *fields) string {
	s := f.words("doi")
	id := bibliography.BareDOI(s)
	rest, begins := strings.CutPrefix(id, "10.")
	number, name, _ := strings.Cut(rest, "/")
	isNoSign := func(r rune) bool { return r == ' ' || !unicode.IsPrint(r) }
	if s == "" || begins && number != "" && strings.Trim(number, ".0123456789") == "" && name != "" && !strings.ContainsFunc(name, isNoSign) {
		return id
	}
	f.report(f.get("doi").at, "bad-doi", fmt.Sprintf("%q is no DOI", s), "it begins with 10. and has a slash behind the publisher's number: doi: 10.1000/182; leave it out until there is one")
	return ""
}

// contents reads the order of essays: ids, or parts with a title and ids.
func contents(f *fields) []listed {
	v := f.get("contents")
	if v.kind == null {
		return nil
	}
	if v.kind != list {
		f.report(v.at, "wrong-type", "contents is "+v.kind.String()+" where a list is expected", "write contents: [first-essay, second-essay]")
		return nil
	}
	var parts []listed
	loose := func() *listed {
		if len(parts) == 0 || parts[len(parts)-1].title != "" {
			parts = append(parts, listed{})
		}
		return &parts[len(parts)-1]
	}
	for _, item := range v.items {
		if item.kind == scalar {
			p := loose()
			p.essays = append(p.essays, item)
			continue
		}
		p := fieldsOf(item, "a part of the contents", f.found)
		part := listed{p.required("part"), p.elements("essays")}
		if len(part.essays) == 0 {
			f.warn(item.at, "missing-key", "the part has no essays and is left out", "add essays: [first-essay, second-essay]")
		}
		parts = append(parts, part)
		p.done()
	}
	return parts
}

// notToList is the finding of an id in the contents that is no essay's, or that of one which is withdrawn or listed already.
func (l *loader) notToList(v value, id string, all []string, left map[string]bool) diagnostic.Diagnostic {
	d := diagnostic.Diagnostic{Code: "unknown-essay", Start: v.at, Length: len(id), Message: fmt.Sprintf("no essay %q", id)}
	if slices.Contains(all, id) {
		d.Message, d.Hint = fmt.Sprintf("the essay %q is listed twice", id), "an essay has one place in the contents; drop one"
		return d
	}
	if slices.ContainsFunc(l.folder.Settings.Withdrawn, func(w edition.Withdrawal) bool { return w.Essay == id }) {
		d.Message, d.Hint = fmt.Sprintf("the essay %q is withdrawn", id), "take it out of the contents; a page at its address says so"
		return d
	}
	d.Hint = cmp.Or(diagnostic.Nearest(id, maps.Keys(left)), "essays are listed as their files are named, without .md")
	return d
}

// checkContents puts the essays into their order, and reports those that are listed and not there, or there and not
// listed.
func (l *loader) checkContents() {
	left := map[string]bool{}
	var all []string
	for _, f := range l.folder.Essays {
		left[f.Essay.ID] = true
		all = append(all, f.Essay.ID)
	}
	if l.contents == nil {
		l.folder.Contents = []Part{{Essays: all}}
		return
	}
	for _, part := range l.contents {
		p := Part{Title: part.title}
		for _, v := range part.essays {
			id := strings.TrimSpace(v.text)
			if !left[id] && l.folder.Unread.Owner(edition.OfEssay, id) {
				continue
			}
			if !left[id] {
				l.found = append(l.found, l.notToList(v, id, all, left))
				continue
			}
			delete(left, id)
			p.Essays = append(p.Essays, id)
		}
		l.folder.Contents = append(l.folder.Contents, p)
	}
	for _, f := range l.folder.Essays {
		if left[f.Essay.ID] {
			l.found.Add(diagnostic.Warning, "essay-not-listed", f.Path, "the essay is not in the contents of edition.yaml and is left out", "add "+f.Essay.ID+" there")
		}
	}
}

package content

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"regexp"
	"strconv"
	"strings"

	"glossator/generator/csl"
	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// number reads a whole number.
func (f *fields) number(key string) int {
	s := f.words(key)
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		f.report(f.get(key).at, "wrong-type", fmt.Sprintf("%s is %q", key, s), "write a whole number")
	}
	return n
}

// records calls read for each record of a YAML file that is a list of them, with its id. Those whose id is not sound, and all
// where the file is no such list, are noted as unread.
func (l *loader) records(name, what string, kind edition.OwnerKind, read func(f *fields, id string, sound bool)) {
	b, found := ReadText(l.root, name)
	l.found = append(l.found, found...)
	if b == nil {
		if len(found) > 0 {
			l.unread(kind, "")
		}
		return
	}
	l.found = append(l.found, controls(name, b)...)
	v, found := parseYAML(name, b, 1)
	l.found = append(l.found, found...)
	isList := v.kind == list || v.kind == null
	if found.Count(diagnostic.Error) > 0 || !isList {
		l.unread(kind, "")
	}
	if !isList {
		l.found = append(l.found, diagnostic.Diagnostic{Code: "wrong-type", Start: v.at, Message: fmt.Sprintf("%s is %s where a list is expected", name, v.kind), Hint: "begin each record with a hyphen: - id: …"})
	}
	taken := ids{}
	for _, item := range v.items {
		f := fieldsOf(item, what, &l.found)
		if item.kind != mapping {
			continue
		}
		id, sound := taken.take(f)
		read(f, id, sound)
		if !sound {
			l.left(kind, f.get("id").text)
		}
		f.done()
	}
}

// citations reads citations, each of which names its source as texts do: "@watt1974, p. 3". A key alone needs no @, as among ids it
// has none; what names no source is printed as it stands.
func (f *fields) citations(key string) []Prose {
	list := f.proses(key)
	for i, c := range list {
		switch words := strings.TrimSpace(c.Markdown); {
		case strings.Contains(words, "@"):
		case wholeKey.MatchString(words):
			list[i].Markdown = "@" + words
		default:
			f.warn(c.At, "no-citation", fmt.Sprintf("%q names no source", c.Markdown), fmt.Sprintf("a source's key has an @ before it here: %q", withKey(words)))
		}
	}
	return list
}

// withKey is a citation with an @ before the first word that looks like a key, or else an example of one.
func withKey(citation string) string {
	citation = strings.Trim(citation, "[]")
	if key := keyLike.FindStringIndex(citation); key != nil {
		return citation[:key[0]] + "@" + citation[key[0]:]
	}
	return "@watt1974, p. 3"
}

// wholeKey is a key and nothing else, keyLike the beginning of a word as programs make keys.
var wholeKey = regexp.MustCompile(`^[\pL\d_][^\s()\[\]{}"',;@]*$`)
var keyLike = regexp.MustCompile(`\pL[\pL_:-]*\d`)

// glossary reads glossary.yaml.
func (l *loader) glossary() {
	l.records("glossary.yaml", "the term", edition.OfTerm, func(f *fields, id string, sound bool) {
		t := &edition.Term{
			ID: id, Term: f.required("term"), Aliases: f.list("aliases"), See: f.list("see"), Attested: attestations(f), At: f.of.at,
		}
		r := TermRecord{Term: t, Definition: f.prose("definition"), Sources: f.citations("sources")}
		if sound {
			l.folder.Terms = append(l.folder.Terms, r)
		}
	})
}

// attestations reads the passages in which authors define a term.
func attestations(f *fields) []edition.Attestation {
	v := f.get("attested")
	values := v.items
	if v.kind == mapping {
		values = []value{v}
	} else if v.kind == scalar {
		f.report(v.at, "wrong-type", "attested is words where keys are expected", "write essay, passage and quote")
	}
	var all []edition.Attestation
	for _, x := range values {
		a := fieldsOf(x, "the attested definition", f.found)
		all = append(all, edition.Attestation{
			Essay: a.required("essay"), Passage: a.required("passage"), Quote: a.words("quote"), Prefix: a.words("prefix"), Suffix: a.words("suffix"),
			At: x.at, Span: edition.Span{Passage: -1},
		})
		a.done()
	}
	return all
}

// names reads names.yaml.
func (l *loader) names() {
	l.records("names.yaml", "the name", edition.OfName, func(f *fields, id string, sound bool) {
		n := &edition.Name{
			ID: id, Name: f.required("name"), Sort: f.words("sort"), Aliases: f.list("aliases"), Born: f.date("born"), Died: f.date("died"),
			Kind: edition.NameKind(f.choice("kind", "person", "place", "organisation", "treaty")), At: f.of.at,
			Wikidata: authority(f, "wikidata", "Q", "Q90"), VIAF: authority(f, "viaf", "", "96994048"),
		}
		r := NameRecord{Name: n, About: f.prose("about")}
		if sound {
			l.folder.Names = append(l.folder.Names, r)
		}
	})
}

// authority reads an identifier that is a prefix and digits.
func authority(f *fields, key, prefix, example string) string {
	s := f.words(key)
	digits, ok := strings.CutPrefix(s, prefix)
	if s != "" && (!ok || digits == "" || strings.Trim(digits, "0123456789") != "") {
		f.report(f.get(key).at, "bad-identifier", fmt.Sprintf("%q is no identifier of %s", s, key), "write "+key+": "+example)
		return ""
	}
	return s
}

// chronology reads chronology.yaml.
func (l *loader) chronology() {
	l.records("chronology.yaml", "the event", edition.OfEvent, func(f *fields, id string, sound bool) {
		f.required("date")
		e := &edition.Event{ID: id, EDTF: f.date("date"), Title: f.required("title")}
		e.Date, _ = csl.ParseEDTF(e.EDTF) // checked by date
		r := EventRecord{Event: e, About: f.prose("about"), Sources: f.citations("sources")}
		if sound {
			l.folder.Events = append(l.folder.Events, r)
		}
	})
}

// annotations reads annotations/ESSAY.yaml.
func (l *loader) annotations() {
	essays := map[string]bool{}
	for _, f := range l.folder.Essays {
		essays[f.Essay.ID] = true
	}
	for _, name := range l.list("annotations", ".yaml", edition.OfAnnotation) {
		essay := strings.TrimSuffix(path.Base(name), ".yaml")
		if !essays[essay] && !l.folder.Unread.Owner(edition.OfEssay, essay) {
			l.found.Add(diagnostic.Error, "unknown-essay", name, fmt.Sprintf("no essay %q to annotate", essay), cmp.Or(l.copyHint(name), diagnostic.Nearest(essay, maps.Keys(essays)), "name the file as its essay is named: annotations/ESSAY.yaml"))
			continue
		}
		l.records(name, "the annotation", edition.OfAnnotation, func(f *fields, id string, sound bool) {
			a := annotation(f)
			a.ID = id
			r := AnnotationRecord{Essay: essay, Annotation: a, Body: f.prose("body")}
			if sound {
				l.folder.Annotations = append(l.folder.Annotations, r)
			}
		})
	}
}

func annotation(f *fields) *edition.Annotation {
	a := &edition.Annotation{
		Kind: edition.AnnotationKind(f.choice("kind", "commentary", "emendation", "translation", "source", "definition")),
		By:   f.words("by"), Date: f.date("date"), Reading: f.words("reading"), Reason: f.reason("write it without marks, or in body:, which is Markdown"),
		At: f.of.at, Span: edition.Span{Passage: -1},
	}
	if a.Kind != edition.Emendation && f.words("body") == "" {
		f.report(f.of.at, "missing-key", fmt.Sprintf("the %s has no body", a.Kind), "add body: what it says")
	}
	at := f.get("at")
	switch at.kind {
	case null:
		f.report(f.of.at, "missing-key", "the annotation has no place", "add at: {passage: p12, quote: some words}")
		return a
	case scalar, list:
		f.report(at.at, "wrong-type", fmt.Sprintf("the annotation's place is %s where keys are expected", at.kind), "write at: {passage: p12, quote: some words}")
		return a
	}
	p := fieldsOf(at, "the annotation's place", f.found)
	a.Passage, a.Quote, a.Prefix, a.Suffix = p.required("passage"), p.words("quote"), p.words("prefix"), p.words("suffix")
	p.done()
	if a.Kind == edition.Emendation && a.Reading == "" {
		f.report(f.of.at, "missing-key", "the emendation has no reading", "add reading: the corrected words")
	}
	return a
}

// marked are words that look as if they should cite or link, or stand out.
var marked = regexp.MustCompile(`(^|[ \[])@|\]\(|(^|[ (])(\*{1,2}|_)[\pL\pN]([^*_]*[\pL\pN])?[*_]`)

// reason reads why something is as it is, in plain words. What looks like markup is a warning.
func (f *fields) reason(hint string) string {
	words := f.words("reason")
	if marked.MatchString(words) {
		f.warn(f.get("reason").at, "markup-in-reason", "the reason is plain words, and is printed as it stands", hint)
	}
	return words
}

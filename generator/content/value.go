package content

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"glossator/generator/diagnostic"
)

// value is a YAML value with its place.
type value struct {
	kind  kind
	text  string  // of a scalar
	items []value // of a list
	pairs []pair  // of a map
	at    diagnostic.Position
	lines bool // of a scalar: its lines are those of the file, from at on
}

type kind uint8

const (
	null kind = iota
	scalar
	list
	mapping
)

func (k kind) String() string { return [...]string{"nothing", "words", "a list", "keys"}[k] }

type pair struct {
	key   string
	at    diagnostic.Position
	value value
}

// fields reads a map's keys one by one. What is not asked for is unknown, and reported by done.
type fields struct {
	of     value
	what   string // "an essay's front matter"
	asked  map[string]bool
	found  *diagnostic.List
	values map[string]value
	hint   func(key string) string // of keys that other programs have; nil for none
}

// fieldsOf begins to read a map; a value of another kind is reported and reads as an empty one.
func fieldsOf(v value, what string, found *diagnostic.List) *fields {
	f := &fields{of: v, what: what, asked: map[string]bool{}, found: found, values: map[string]value{}}
	if v.kind != mapping && v.kind != null {
		f.report(v.at, "wrong-type", fmt.Sprintf("%s is %s where keys are expected", what, v.kind), "write key: value")
	}
	for _, p := range v.pairs {
		if first, twice := f.values[p.key]; twice {
			*found = append(*found, duplicate("duplicate-key", "key", p.key, p.at, first.at))
			continue
		}
		f.values[p.key] = p.value
	}
	return f
}

func (f *fields) report(at diagnostic.Position, code diagnostic.Code, message, hint string) {
	*f.found = append(*f.found, diagnostic.Diagnostic{Code: code, Start: at, Message: message, Hint: hint})
}

func (f *fields) warn(at diagnostic.Position, code diagnostic.Code, message, hint string) {
	*f.found = append(*f.found, diagnostic.Diagnostic{Code: code, Severity: diagnostic.Warning, Start: at, Message: message, Hint: hint})
}

// get returns the value of a key, which is then known.
func (f *fields) get(key string) value {
	f.asked[key] = true
	return f.values[key]
}

// has says that the key is there and not empty.
func (f *fields) has(key string) bool { return f.values[key].kind != null }

// words reads a scalar.
func (f *fields) words(key string) string {
	v := f.get(key)
	if v.kind == list || v.kind == mapping {
		f.report(v.at, "wrong-type", fmt.Sprintf("%s is %s where words are expected", key, v.kind), fmt.Sprintf("write %s: some words", key))
		return ""
	}
	return strings.TrimSpace(v.text)
}

// license is an SPDX identifier or an address; of anything else pages would link to a licence that there is not.
func (f *fields) license() string {
	s := f.words("license")
	if strings.ContainsAny(s, " \t\n") {
		f.warn(f.get("license").at, "bad-license", fmt.Sprintf("%q is no SPDX identifier of a licence, and the link to it leads nowhere", s),
			"write CC-BY-4.0, or the licence's address; other words belong under rights")
	}
	return s
}

// maxName bounds titles and names, which other pages show wherever they refer to what has them, in bytes.
const maxName = 10_000

// required is words that must be there: what something is called.
func (f *fields) required(key string) string {
	s := f.words(key)
	switch {
	case s == "":
		f.report(f.of.at, "missing-key", fmt.Sprintf("%s has no %s", f.what, key), fmt.Sprintf("add %s: …", key))
	case len(s) > maxName:
		f.report(f.get(key).at, "too-long", fmt.Sprintf("the %s of %s has %d bytes; the limit is %d", key, f.what, len(s), maxName), "shorten it")
	}
	return s
}

// prose reads a scalar that holds Markdown.
func (f *fields) prose(key string) Prose {
	return Prose{f.words(key), f.get(key).at}
}

// list reads a list of scalars, or a scalar as a list of one.
func (f *fields) list(key string) []string {
	var words []string
	for _, v := range f.elements(key) {
		words = append(words, strings.TrimSpace(v.text))
	}
	return words
}

// proses is list with places.
func (f *fields) proses(key string) []Prose {
	var all []Prose
	for _, v := range f.elements(key) {
		all = append(all, Prose{strings.TrimSpace(v.text), v.at})
	}
	return all
}

func (f *fields) elements(key string) []value {
	v := f.get(key)
	switch v.kind {
	case null:
		return nil
	case scalar:
		return []value{v}
	case mapping:
		f.report(v.at, "wrong-type", fmt.Sprintf("%s is keys where a list is expected", key), fmt.Sprintf("write %s: [one, another]", key))
		return nil
	}
	var all []value
	for _, item := range v.items {
		if item.kind != scalar {
			f.report(item.at, "wrong-type", fmt.Sprintf("%s holds %s where words are expected", key, item.kind), "put it in quotation marks")
			continue
		}
		all = append(all, item)
	}
	return all
}

// flag reads true or false.
func (f *fields) flag(key string) bool {
	s := f.words(key)
	if s != "" && s != "true" && s != "false" {
		f.report(f.get(key).at, "wrong-type", fmt.Sprintf("%s is %q", key, s), "write true or false")
	}
	return s == "true"
}

// choice reads one of the words allowed and returns its place among them; 0 when the key is not there.
func (f *fields) choice(key string, allowed ...string) int {
	s := f.words(key)
	if s == "" {
		return 0
	}
	i := slices.Index(allowed, s)
	if i < 0 {
		hint := diagnostic.Nearest(s, slices.Values(allowed))
		if hint == "" {
			hint = "it is one of " + strings.Join(slices.DeleteFunc(slices.Clone(allowed), func(s string) bool { return s == "" }), ", ")
		}
		f.report(f.get(key).at, "unknown-value", fmt.Sprintf("unknown %s %q", key, s), hint)
		return 0
	}
	return i
}

// done reports the keys that nothing has asked for: those that may be meant for one each by itself, all others at once.
func (f *fields) done() {
	var others []pair
	for _, p := range f.of.pairs {
		if f.asked[p.key] {
			continue
		}
		hint := ""
		if f.hint != nil {
			hint = f.hint(p.key)
		}
		if hint = cmp.Or(hint, diagnostic.Nearest(p.key, maps.Keys(f.asked))); hint == "" {
			others = append(others, p)
		} else {
			f.report(p.at, "unknown-key", fmt.Sprintf("unknown key %q", p.key), hint)
		}
	}
	f.unknown(others)
}

// unknown reports keys that nothing is like.
func (f *fields) unknown(keys []pair) {
	if len(keys) == 0 {
		return
	}
	const named = 20
	var names []string
	for _, p := range keys[:min(len(keys), named)] {
		names = append(names, fmt.Sprintf("%q", p.key))
	}
	word, more := "key", ""
	if len(keys) > 1 {
		word = "keys"
	}
	if len(keys) > named {
		more = fmt.Sprintf(" and %d more", len(keys)-named)
	}
	f.report(keys[0].at, "unknown-key", fmt.Sprintf("unknown %s %s%s", word, strings.Join(names, ", "), more),
		"the keys are "+strings.Join(slices.Sorted(maps.Keys(f.asked)), ", "))
}

// duplicate is the finding about an id or key that stands twice.
func duplicate(code diagnostic.Code, what, id string, at, first diagnostic.Position) diagnostic.Diagnostic {
	return diagnostic.Diagnostic{
		Code: code, Start: at, Length: len([]rune(id)), Message: fmt.Sprintf("the %s %q stands twice", what, id),
		Hint: "drop or rename one", Related: []diagnostic.Related{{At: first, Message: "the first is here"}},
	}
}

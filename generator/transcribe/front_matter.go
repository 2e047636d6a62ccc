package transcribe

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"glossator/generator/csl"
	"glossator/generator/diagnostic"
)

// front is a file's front matter.
type front struct {
	values yaml.MapSlice
	lines  int // that it takes, with its fences
}

// splitFront cuts a file into front matter and body.
func splitFront(text string) (front, string, error) {
	head, found := strings.CutPrefix(text, "---\n")
	if json := jsonFront(text); json != "" {
		text = "---\n" + json + "\n---\n" + text[len(json):]
		f, body, err := splitFront(text)
		f.lines -= 3
		return f, body, err
	}
	if strings.HasPrefix(text, "+++\n") {
		return front{}, text, errors.New("its front matter is TOML; write it as YAML between lines of three hyphens, which hugo convert toYAML does of all a site's files")
	}
	if !found {
		f, body := titleBlock(text)
		return f, body, nil
	}
	for _, fence := range []string{"\n---\n", "\n...\n", "\n---"} {
		yamlText, body, closed := strings.Cut(head, fence)
		if !closed || fence == "\n---" && body != "" {
			continue
		}
		f := front{lines: strings.Count(yamlText, "\n") + 3}
		err := yaml.UnmarshalWithOptions([]byte(yamlText), &f.values, yaml.UseOrderedMap())
		if err != nil {
			return front{}, text, fmt.Errorf("its front matter is no YAML: %s", strings.Split(err.Error(), "\n")[0])
		}
		nameKeys(f.values)
		return f, body, nil
	}
	return front{}, text, nil
}

// jsonFront is front matter in JSON, which Hugo reads: an object that begins the file and ends a line.
func jsonFront(text string) string {
	var object map[string]json.RawMessage
	d := json.NewDecoder(strings.NewReader(text))
	if !strings.HasPrefix(text, "{") || d.Decode(&object) != nil || !strings.HasPrefix(text[d.InputOffset():]+"\n", "\n") {
		return ""
	}
	return text[:d.InputOffset()]
}

// nameKeys makes keys words that are something else to YAML: numbers, days, nothing.
func nameKeys(value any) {
	switch v := value.(type) {
	case yaml.MapSlice:
		for i := range v {
			if v[i].Key == nil {
				v[i].Key = "null"
			}
			v[i].Key = fmt.Sprint(v[i].Key)
			nameKeys(v[i].Value)
		}
	case []any:
		for _, x := range v {
			nameKeys(x)
		}
	}
}

// titleBlock reads the lines with a percent sign in which Pandoc takes title, authors and date; a line that begins with a
// space goes on from the one before.
func titleBlock(text string) (front, string) {
	var values []string
	rest := text
	for len(values) < 4 {
		line, after, _ := strings.Cut(rest, "\n")
		if more, found := strings.CutPrefix(line, "% "); found {
			values = append(values, strings.TrimSpace(more))
		} else if strings.HasPrefix(line, "  ") && len(values) > 0 {
			values[len(values)-1] += "; " + strings.TrimSpace(line)
		} else {
			break
		}
		rest = after
	}
	if len(values) == 0 || len(values) > 3 {
		return front{}, text
	}
	f := front{lines: strings.Count(text[:len(text)-len(rest)], "\n")}
	for i, value := range values {
		var v any = value
		if i == 1 {
			var people []any
			for name := range strings.SplitSeq(value, ";") {
				people = append(people, strings.TrimSpace(name))
			}
			v = people
		}
		f.values = append(f.values, yaml.MapItem{Key: []string{"title", "author", "date"}[i], Value: v})
	}
	return f, rest
}

func (f front) value(key string) any {
	for _, item := range f.values {
		if k, ok := item.Key.(string); ok && k == key {
			return item.Value
		}
	}
	return nil
}

// strings returns a value that is a string or a list of them.
func (f front) strings(key string) []string { return stringsOf(f.value(key)) }

func stringsOf(value any) []string {
	switch v := value.(type) {
	case nil:
		return nil
	case []any:
		var all []string
		for _, x := range v {
			all = append(all, stringsOf(x)...)
		}
		return all
	case yaml.MapSlice:
		return nil
	}
	return []string{fmt.Sprint(value)}
}

// ownKeys are the keys of front matter that an edition has under the same name and in the same form.
var ownKeys = []string{"subtitle", "abstract", "keywords", "license", "rights", "draft", "aliases", "nocite", "source", "text"}

// mappedKeys are read here in another way, or mean nothing to an edition.
var mappedKeys = []string{"title", "author", "authors", "contributor", "date", "lang", "language", "bibliography", "references", "tags", "categories",

	"format", "editor", "execute", "output", "csl", "toc", "number-sections", "jupyter", "engine", "layout", "order", "outputs", "link-citations", "documentclass", "geometry", "header-includes", "suppress-bibliography"}

// frontMatter writes the essay's front matter; what an edition has no key for is listed.
func (m *mapping) frontMatter(title string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\n", quoted(title))
	m.writeAuthors(&b)
	if date := strings.Join(m.front.strings("date"), ""); date != "" {
		if _, err := csl.ParseEDTF(date); err != nil {
			date = dayOf(date)
		}
		if _, err := csl.ParseEDTF(date); err == nil {
			fmt.Fprintf(&b, "date: %s\n", quoted(date))
		} else {
			date = strings.Join(m.front.strings("date"), "")
			m.report.doubt("front-matter", m.file, 1, "date: "+date, "this is no date in EDTF; write it as 1939-08-23, 1939-08 or 1939")
		}
	}
	if lang := append(m.front.strings("lang"), m.front.strings("language")...); len(lang) > 0 && languageTag().MatchString(lang[0]) {
		fmt.Fprintf(&b, "lang: %s\n", quoted(lang[0]))
	}
	if tags := append(m.front.strings("tags"), m.front.strings("categories")...); tags != nil && m.front.value("keywords") == nil {
		writeList(&b, "keywords", tags)
	}
	for _, item := range m.front.values {
		key := fmt.Sprint(item.Key)
		switch {
		case slices.Contains(ownKeys, key) && !isInForm(key, item.Value):
			text, _ := yaml.Marshal(yaml.MapSlice{item})
			m.report.doubt("front-matter", m.file, 1, excerpt(string(text)), "an edition has this key in another form; it was left out")
		case slices.Contains(ownKeys, key):
			if text, err := yaml.Marshal(yaml.MapSlice{item}); err == nil {
				b.Write(text)
			}
		case !slices.Contains(mappedKeys, key):
			text, _ := yaml.Marshal(yaml.MapSlice{item})
			m.report.doubt("front-matter", m.file, 1, excerpt(string(text)), "an edition has no such key in an essay's front matter; it was left out", hints(key)...)
		}
	}
	return b.String()
}

// isInForm says that one of ownKeys has a value that an edition can read.
func isInForm(key string, value any) bool {
	switch v := value.(type) {
	case []any:
		return slices.Contains([]string{"keywords", "aliases", "nocite"}, key) && !slices.ContainsFunc(v, func(x any) bool { return !isScalar(x) })
	case yaml.MapSlice:
		return key == "abstract" && !slices.ContainsFunc(v, func(x yaml.MapItem) bool { return !isScalar(x.Value) })
	}
	switch key {
	case "draft":
		_, ok := value.(bool)
		return ok
	case "text":
		return slices.Contains([]any{"verbatim", "translation", "study"}, value)
	}
	return true
}

func isScalar(value any) bool {
	switch value.(type) {
	case []any, yaml.MapSlice:
		return false
	}
	return true
}

var timestamp = pattern(`^(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d`)

// dayOf returns in EDTF a date that is written with its time, "2014-05-06 10:00:00 +0100", or in words, "March 2011".
func dayOf(date string) string {
	if m := timestamp().FindStringSubmatch(date); m != nil {
		return m[1]
	}
	if d, ok := csl.ReadDate(date); ok && d.EDTF() != "" {
		return d.EDTF()
	}
	return date
}

func hints(key string) []string {
	if hint := diagnostic.Nearest(key, slices.Values(ownKeys)); hint != "" {
		return []string{hint}
	}
	return nil
}

// writeAuthors maps Pandoc's, Quarto's and Quire's ways to name authors.
func (m *mapping) writeAuthors(b *strings.Builder) {
	var people []any
	for _, key := range []string{"author", "authors", "contributor"} {
		switch v := m.front.value(key).(type) {
		case nil:
		case []any:
			people = append(people, v...)
		default:
			people = append(people, v)
		}
	}
	head := "author:\n"
	for _, p := range people {
		fields, isMap := p.(yaml.MapSlice)
		f := front{values: fields}
		name := personOf(f)
		place := ""
		if !isMap && p != nil {
			name, place = nameAndPlace(fmt.Sprint(p))
		}
		if strings.TrimSpace(name) == "" {
			m.report.doubt("front-matter", m.file, 1, "author", "an author has no name; it was left out")
			continue
		}
		fmt.Fprintf(b, "%s  - name: %s\n", head, quoted(name))
		head = ""
		if a := cmp.Or(affiliationOf(f), place); a != "" {
			fmt.Fprintf(b, "    affiliation: %s\n", quoted(a))
		}
		if o := f.strings("orcid"); len(o) > 0 {
			fmt.Fprintf(b, "    orcid: %s\n", quoted(o[0]))
		}
	}
}

// nameAndPlace parts an author's name from the affiliation in the lines below it, as LaTeX has them, which pandoc breaks by hand.
func nameAndPlace(author string) (name, place string) {
	lines := strings.FieldsFunc(author, func(r rune) bool { return r == '\n' })
	for i, l := range lines {
		lines[i] = strings.TrimSpace(strings.TrimSuffix(l, `\`))
	}
	if len(lines) == 0 {
		return "", ""
	}
	return lines[0], strings.Join(lines[1:], ", ")
}

func personOf(f front) string {
	if parts, ok := f.value("name").(yaml.MapSlice); ok {
		n := front{values: parts}
		if literal := n.strings("literal"); literal != nil {
			return literal[0]
		}
		return strings.Join(append(n.strings("given"), n.strings("family")...), " ")
	}
	if name := append(f.strings("name"), f.strings("full_name")...); len(name) > 0 {
		return name[0]
	}
	return strings.Join(append(f.strings("first_name"), f.strings("last_name")...), " ")
}

func affiliationOf(f front) string {
	var names []string
	for _, key := range []string{"affiliation", "affiliations"} {
		value := f.value(key)
		list, ok := value.([]any)
		if !ok {
			list = []any{value}
		}
		for _, v := range list {
			if inner, ok := v.(yaml.MapSlice); ok {
				names = append(names, front{values: inner}.strings("name")...)
			} else {
				names = append(names, stringsOf(v)...)
			}
		}
	}
	return strings.Join(names, ", ")
}

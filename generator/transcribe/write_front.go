package transcribe

import (
	"encoding/json"
	"fmt"
	"strings"
)

// writeFront writes the essay's front matter.
func (r *reading) writeFront(b *strings.Builder) {
	b.WriteString("---\n")
	fmt.Fprintf(b, "title: %s\n", quoted(r.titleMarkdown()))
	if r.subtitle != nil {
		fmt.Fprintf(b, "subtitle: %s\n", quoted(r.subtitle.inline()))
	}
	if len(r.authors) > 0 {
		b.WriteString("author:\n")
	}
	for _, a := range r.authors {
		fmt.Fprintf(b, "  - name: %s\n", quoted(a.name.inline()))
		if a.affiliation != "" {
			fmt.Fprintf(b, "    affiliation: %s\n", quoted(a.affiliation))
		}
	}
	if r.date != "" {
		fmt.Fprintf(b, "date: %s\n", quoted(r.date))
	}
	fmt.Fprintf(b, "lang: %s\n", r.lang)
	r.writeAbstracts(b)
	writeList(b, "keywords", r.keywords)
	if r.rights != "" {
		fmt.Fprintf(b, "rights: %s\n", quoted(r.rights))
	}
	var keys []string
	for _, w := range r.refs.list {
		keys = append(keys, w.item.ID)
	}
	writeList(b, "works-cited", keys)
	b.WriteString("text: verbatim\n---")
}

func (r *reading) writeAbstracts(b *strings.Builder) {
	if len(r.abstracts) > 0 {
		b.WriteString("abstract:\n")
	}
	for _, a := range r.abstracts {
		fmt.Fprintf(b, "  %s: |-\n", a.lang)
		for i, p := range a.blocks {
			if i > 0 {
				b.WriteByte('\n')
			}
			p.lang = ""
			b.WriteString("    " + strings.ReplaceAll(p.markdown(), "\n", "\n    ") + "\n")
		}
	}
}

const untitled = "[Untitled]"

func (r *reading) titleMarkdown() string {
	if r.title == nil {
		return untitled
	}
	if len(r.title.marks) == 0 && !strings.ContainsAny(r.title.text, "\\`*_<[@&~") {
		return r.title.text
	}
	return r.title.inline()
}

func writeList(b *strings.Builder, key string, values []string) {
	if len(values) == 0 {
		return
	}
	b.WriteString(key + ":\n")
	for _, v := range values {
		fmt.Fprintf(b, "  - %s\n", quoted(v))
	}
}

// quoted writes a string so that every YAML parser reads it back: a JSON string is YAML.
func quoted(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}

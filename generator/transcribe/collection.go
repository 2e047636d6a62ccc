package transcribe

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"glossator/generator/bibliography"
	"glossator/generator/csl"
	"glossator/generator/portable"
)

// collection is all that is read together: essays, and the works they share.
type collection struct {
	readings      []*reading
	markdownFiles []File
	essays        map[string]string // ids of those that Markdown files become, by the file
	essaysNamed   map[string]string // the same by the file's name alone; of several the first
	anchors       map[string]anchor // by essay and name, and by the name alone; of several the first
	images        map[string]File   // that lie beside the texts, by name
	shown         []File            // those of them that the essays show
	shownAt       map[string]int    // their indices, by name
	items         []csl.Item
	given         []csl.Item // those of bibliographies
	byKey         map[string]csl.Item
	byTitle       map[string][]csl.Item
	ids           map[string]int // of essays, each with the last number that was put behind it for another
	made          map[string]int // how often each key has been made for a work of a bibliography
	asked         map[string]int // how often a key of an essay's own was asked for
	report        Report
}

func newCollection() *collection {
	return &collection{
		byKey: map[string]csl.Item{}, byTitle: map[string][]csl.Item{}, ids: map[string]int{}, anchors: map[string]anchor{},
		essays: map[string]string{}, essaysNamed: map[string]string{},
		images: map[string]File{}, shownAt: map[string]int{}, made: map[string]int{}, asked: map[string]int{},
	}
}

// essayID is the author's family name, else the title's first words, else the file's name.
func (c *collection) essayID(r *reading) string {
	id := ""
	if len(r.authors) > 0 {
		words := strings.Fields(r.authors[0].name.text)
		if isHangulName(r.authors[0].name.text) {
			words = []string{strings.Join(words, "")}
		}
		for i := len(words) - 1; i >= 0 && id == ""; i-- {
			if word, _, _ := strings.Cut(words[i], ","); !isSuffix(word) && (i == 0 || !strings.Contains(words[i-1], ",")) {
				id = slug(word)
			}
		}
	}
	if id == "" && r.title != nil {
		words := strings.Fields(r.title.text)
		id = slug(strings.Join(words[:min(len(words), 5)], " "))
	}
	if id == "" {
		id = slug(strings.TrimSuffix(path.Base(r.file), path.Ext(r.file)))
	}
	return c.freeID(id)
}

func (c *collection) freeID(id string) string {
	if id == "" {
		id = "essay"
	}
	free := id
	for c.ids[free] > 0 {
		c.ids[id]++
		free = fmt.Sprintf("%s-%d", id, c.ids[id])
	}
	c.ids[free] = 1
	return free
}

// slug writes words as an id: small letters, digits, hyphens. No disk keeps the name for itself.
func slug(s string) string {
	var b strings.Builder
	for _, r := range romanized(fold(s)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-") && r != '\'':
			b.WriteByte('-')
		}
		if b.Len() > 60 {
			break
		}
	}
	id := strings.Trim(b.String(), "-")
	if portable.Reserved(id) {
		return "text-" + id
	}
	return id
}

// addBibliography takes the entries of a bibliography that lies beside the texts.
func (c *collection) addBibliography(f File) {
	entries, findings := bibliography.Parse(f.Name, f.Text)
	for _, e := range entries {
		if strings.Contains(e.Item.ID, "://") { // an address, by which a program knows the work and nobody cites it
			for e.Item.ID = bibliography.MadeKey(e.Item, c.made); c.byKey[e.Item.ID].ID != ""; {
				e.Item.ID = bibliography.MadeKey(e.Item, c.made)
			}
		}
		c.add(e.Item)
		c.given = append(c.given, e.Item)
	}
	for _, d := range findings {
		c.report.Skipped = append(c.report.Skipped, Doubt{Kind: d.Code, File: f.Name, Line: d.Start.Line, Message: d.Message})
	}
}

func isBibliography(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".bib", ".ris":
		return true
	case ".json", ".yaml", ".yml":
		return strings.HasPrefix(path.Base(name), "references.")
	}
	return false
}

func (c *collection) add(item csl.Item) {
	c.items = append(c.items, item)
	c.byKey[item.ID] = item
	title := titleKey(item)
	c.byTitle[title] = append(c.byTitle[title], item)
}

// titleKey is what makes two entries seem one work: the title before its colon and the first author's name.
func titleKey(item csl.Item) string {
	title := strings.Trim(letters(mainTitle(item.Fields["title"])), "0123456789")
	names := firstNames(item.Names)
	if len(names) == 0 || title == "" {
		return title
	}
	return letters(names[0].Surname()) + " " + title
}

// mergeWorks gives the essay's works their place among those of all essays. A work that is there already, with
// the same imprint, is used again; one that seems the same in another imprint is proposed for merging.
func (c *collection) mergeWorks(r *reading) {
	for _, w := range append(r.refs.list[:len(r.refs.list):len(r.refs.list)], r.refs.unlisted...) {
		same := c.byTitle[titleKey(w.item)]
		if titleKey(w.item) == "" {
			same = nil
		}
		same = same[:min(len(same), 20)]
		if there, known := c.byKey[w.item.ID]; known && there.Custom["printed"] == w.item.Custom["printed"] && there.Custom["printed"] != "" {
			w.item = there
			continue
		}
		if i := slices.IndexFunc(same, func(other csl.Item) bool { return sameImprint(other, w.item) }); i >= 0 {
			w.item = same[i]
			continue
		}
		w.item.ID = c.keyFor(w.item.ID, r.id)
		for _, other := range same {
			c.report.Merges = append(c.report.Merges, Merge{
				Keys:   []string{other.ID, w.item.ID},
				Reason: fmt.Sprintf("%q is listed as %q and as %q", w.item.Fields["title"], other.Custom["printed"], w.item.Custom["printed"]),
			})
		}
		c.add(w.item)
	}
}

// keyFor returns the key, or the key with the essay's name where another work has it.
func (c *collection) keyFor(key, essay string) string {
	free := key
	for {
		if _, taken := c.byKey[free]; !taken {
			return free
		}
		own := key + "-" + essay
		if c.asked[own]++; c.asked[own] > 1 {
			free = fmt.Sprintf("%s-%d", own, c.asked[own])
		} else {
			free = own
		}
	}
}

func sameImprint(a, b csl.Item) bool {
	return titleKey(a) == titleKey(b) && a.Dates["issued"] == b.Dates["issued"] && a.Fields["publisher"] == b.Fields["publisher"] && a.Fields["container-title"] == b.Fields["container-title"]
}

// bibliography writes the works of all essays; nil when there are none.
func (c *collection) bibliography() []byte {
	if len(c.items) == 0 {
		return nil
	}
	var b bytes.Buffer
	if err := bibliography.WriteBibTeX(&b, c.items); err != nil {
		c.skip("references.bib", err.Error())
		return nil
	}
	return b.Bytes()
}

func (c *collection) editionYAML() string {
	title, lang := "Imported essays", "en"
	if len(c.readings) == 1 {
		title = c.readings[0].titleText()
	}
	if len(c.readings) > 0 {
		lang = c.readings[0].lang
	}
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\nlanguage: %s\n", quoted(title), lang)
	if len(c.items) > 0 {
		b.WriteString("bibliography:\n  - references.bib\n")
	}
	return b.String()
}

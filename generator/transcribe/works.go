package transcribe

import (
	"fmt"
	"maps"
	"strconv"
	"unicode/utf8"

	"glossator/generator/csl"
)

// addGiven takes the works of a bibliography, where the text lists none, for what its citations by name and year may mean. Of an
// author whose works the notes describe these are meant.
func (c *citer) addGiven() {
	if len(c.refs.list) > 0 {
		return
	}
	described, seen := maps.Clone(c.refs.byFamily), map[string]bool{}
	for _, item := range c.given {
		if seen[item.ID] { // by the bibliography that lies beside the text, and that of the content folder
			continue
		}
		seen[item.ID] = true
		w := &work{item: item, given: true, year: yearOf(item.Dates["issued"]), original: yearOf(item.Dates["original-date"]), families: surnames(firstNames(item.Names))}
		for _, family := range namesOf(w) {
			if described[family] == nil && len(c.refs.byFamily[family]) < mostWorks {
				c.refs.byFamily[family] = append(c.refs.byFamily[family], w)
			}
		}
		c.refs.given = append(c.refs.given, w)
	}
}

func yearOf(d csl.Date) string {
	if d.Start.Year == 0 {
		return ""
	}
	return strconv.Itoa(d.Start.Year)
}

// reportGiven tells which works of a bibliography the citations were taken to mean.
func (c *citer) reportGiven() {
	var keys []string
	for _, w := range c.refs.given {
		if w.cited > 0 {
			keys = append(keys, w.item.ID)
		}
	}
	if len(keys) > 0 {
		c.report.doubt("not-listed", c.file, 0, "", "the text lists no works; where it cites by name and year, works of the bibliography are taken to be meant; see that they are", keys...)
	}
}

// reportWorks tells which works are cited and not listed, and which are listed and never cited.
func (c *citer) reportWorks() {
	c.reportGiven()
	for _, key := range c.lostKeys {
		w := c.lostAt[key]
		c.report.doubt("not-listed", c.file, w.line, w.printed,
			fmt.Sprintf("the text cites this work %s and describes it nowhere; its citations lead to cite:%s, for which the bibliography needs an entry", times(w.cited), w.item.ID), c.editorsOf(w)...)
	}
	for _, w := range c.refs.unlisted {
		if len(c.refs.list) == 0 {
			break // the text lists no works: its notes describe them
		}
		c.report.doubt("not-listed", c.file, w.line, excerpt(w.printed), fmt.Sprintf("the text cites this work, but its list of works lacks it; the entry %s was made of the description", w.item.ID))
	}
	named, asked := c.namedAuthors(), c.askedAbout()
	for _, w := range c.refs.list {
		if w.cited > 0 || asked[w.item.ID] {
			continue
		}
		if at, found := named[w.firstFamily()]; found {
			c.report.doubt("named-only", c.file, at.Line, at.Text, fmt.Sprintf("the text names the author of %s, but no citation of the work was found", w.item.ID), "link the words to cite:"+w.item.ID, "leave them")
			continue
		}
		c.report.doubt("never-cited", c.file, w.line, excerpt(w.printed), fmt.Sprintf("the list of works has %s, which the text never cites", w.item.ID))
	}
}

// askedAbout are the keys of works among which a doubt leaves the choice: each may be cited there.
func (c *citer) askedAbout() map[string]bool {
	asked := map[string]bool{}
	for _, d := range c.report.Doubts {
		for _, key := range d.Choices {
			asked[key] = asked[key] || d.Kind == "ambiguous-citation"
		}
	}
	return asked
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// editorsOf returns the listed works that the lost work's author has edited: they may be what is meant.
func (c *citer) editorsOf(w *work) []string {
	var keys []string
	for _, listed := range c.refs.list {
		for _, n := range listed.item.Names["editor"] {
			if len(w.families) > 0 && fold(n.Surname()) == fold(w.families[0]) {
				keys = append(keys, listed.item.ID+" (edited by "+n.Given+" "+n.Family+")")
			}
		}
	}
	return keys
}

// firstFamily is the name by which a text would name the work's author.
func (w *work) firstFamily() string {
	if len(w.families) == 0 {
		return ""
	}
	return w.families[0]
}

// namedAuthors returns where the text first names the authors of works that it never cites.
func (c *citer) namedAuthors() map[string]Line {
	wanted := map[string]bool{}
	for _, w := range c.refs.list {
		if w.cited == 0 && len(w.families) > 0 {
			wanted[w.families[0]] = true
		}
	}
	named := map[string]Line{}
	c.eachBlock(func(b *block, _ *note) {
		if b.kind == apart || len(wanted) == 0 {
			return
		}
		for i := 0; i < len(b.text); {
			end := wordEnd(b.text, i)
			if end == i {
				_, size := utf8.DecodeRuneInString(b.text[i:])
				i += size
				continue
			}
			if name := b.text[i:end]; wanted[name] {
				named[name] = Line{b.line(i), around(b.text, i, end)}
				delete(wanted, name)
			}
			i = end
		}
	})
	return named
}

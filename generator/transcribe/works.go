package transcribe

import (
	"fmt"
	"strings"
)

// reportWorks tells which works are cited and not listed, and which are listed and never cited.
func (c *citer) reportWorks() {
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
	for _, w := range c.refs.list {
		if w.cited > 0 {
			continue
		}
		if line, words := c.mentioned(w); line > 0 {
			c.report.doubt("named-only", c.file, line, words, fmt.Sprintf("the text names the author of %s, but no citation of the work was found", w.item.ID), "link the words to cite:"+w.item.ID, "leave them")
			continue
		}
		c.report.doubt("never-cited", c.file, w.line, excerpt(w.printed), fmt.Sprintf("the list of works has %s, which the text never cites", w.item.ID))
	}
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
			if len(w.families) > 0 && fold(familyOf(n)) == fold(w.families[0]) {
				keys = append(keys, listed.item.ID+" (edited by "+n.Given+" "+n.Family+")")
			}
		}
	}
	return keys
}

// mentioned returns where the text names the author of a work.
func (c *citer) mentioned(w *work) (line int, words string) {
	if len(w.families) == 0 {
		return 0, ""
	}
	family := w.families[0]
	c.eachBlock(func(b *block, _ *note) {
		if b.kind == apart {
			return
		}
		i := strings.Index(b.text, family)
		if line == 0 && i >= 0 && (i == 0 || !isWordByte(b.text[i-1])) && (i+len(family) == len(b.text) || !isWordByte(b.text[i+len(family)])) {
			line, words = b.line(i), around(b.text, i, i+len(family))
		}
	})
	return line, words
}

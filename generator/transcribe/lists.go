package transcribe

import (
	"slices"
	"strconv"
	"unicode/utf8"
)

// lists makes items of paragraphs that are numbered one after another, and of asterisks that call no note.
func (r *reading) lists() {
	var run []*block
	var form shape
	flush := func() {
		if len(run) > 1 {
			for _, b := range run {
				b.becomeItem()
			}
		}
		run = nil
	}
	for _, b := range r.blocks {
		if b.kind == apart || b.kind == noteBody {
			continue
		}
		m, ok := bodyMarker(b.text)
		number, _ := strconv.Atoi(m.label)
		item := ok && b.kind == paragraph && (m.shape == dotShape && number > 0 || m.shape == symbolShape && b.text[:1] == "*" && b.text[1:2] == " ")
		goesOn := item && len(run) > 0 && m.shape == form && (form == symbolShape || number == len(run)+1)
		if !goesOn {
			flush()
		}
		if goesOn || item && (m.shape == symbolShape || number == 1) {
			run, form = append(run, b), m.shape
		}
	}
	flush()
}

// becomeItem makes an item of a paragraph that begins with a number or an asterisk.
func (b *block) becomeItem() {
	m, _ := bodyMarker(b.text)
	b.kind, b.marker = numbered, m.label+"."
	if m.shape == symbolShape {
		b.kind = bullet
	}
	b.cut([]span{m.span})
}

const (
	mostUnder = 6  // paragraphs of an item; what has more is a section
	shortest  = 40 // characters of a paragraph that shows how the text sets its paragraphs
)

// longItem is an item with what is set in below it.
type longItem struct {
	*block
	under []*block
}

// longItems finds the items that have further paragraphs, set in below them, before a short one is taken for a heading. In a
// text that sets in nearly all its paragraphs that tells nothing.
func (r *reading) longItems() {
	if !r.hasFlushParagraphs() {
		return
	}
	var run []longItem
	for i := 0; i < len(r.blocks); i++ {
		b := r.blocks[i]
		if b.kind == apart || b.kind == noteBody {
			continue
		}
		item := longItem{b, r.setUnder(i)}
		number := item.number()
		if number != len(run)+1 {
			becomeItems(run)
			run = nil
		}
		switch {
		case b.kind == bullet:
			item.take()
		case number == len(run)+1:
			run = append(run, item)
		}
		i += len(item.under)
	}
	becomeItems(run)
}

func becomeItems(run []longItem) {
	if len(run) < 2 || !slices.ContainsFunc(run, func(item longItem) bool { return len(item.under) > 0 }) {
		return
	}
	for _, item := range run {
		item.becomeItem()
		item.take()
	}
}

// number is what the item begins with: "1."; 0 if it is none, or has so much below it that it is a section.
func (i longItem) number() int {
	m, ok := bodyMarker(i.text)
	if !ok || i.kind != paragraph || m.shape != dotShape || len(i.under) > mostUnder {
		return 0
	}
	n, _ := strconv.Atoi(m.label)
	return n
}

// take gives the item its further paragraphs, which are no quotations for being set in.
func (i longItem) take() {
	for _, b := range i.under {
		b.under = i.block
		if b.kind == quote {
			b.kind = paragraph
		}
	}
}

// setUnder returns the paragraphs after a block that are set in below it, and below a number the items.
func (r *reading) setUnder(i int) []*block {
	item := r.blocks[i]
	isFlush := func(l line) bool { return l.indent < item.raw[0].indent+2 }
	var under []*block
	for _, b := range r.blocks[i+1:] {
		mayBelong := b.kind == paragraph || b.kind == quote || b.kind == bullet && item.kind != bullet
		if !mayBelong || slices.ContainsFunc(b.raw, isFlush) {
			break
		}
		under = append(under, b)
	}
	return under
}

// hasFlushParagraphs says that a good part of the text's paragraphs is not set in.
func (r *reading) hasFlushParagraphs() bool {
	flush, all := 0, 0
	for _, b := range r.blocks {
		if b.kind != paragraph && b.kind != quote || utf8.RuneCountInString(b.text) < shortest || startOf(b.text) != 0 {
			continue
		}
		all++
		flush += bit(b.raw[0].indent <= r.layout.margin)
	}
	return flush > 0 && flush*10 >= all
}

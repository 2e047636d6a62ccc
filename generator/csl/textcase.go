package csl

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// textCase is a text-case attribute's value.
type textCase uint8

const (
	asIs textCase = iota
	lowercase
	uppercase
	capitalizeFirst
	capitalizeAll
	sentenceCase
	titleCase
)

func parseTextCase(x *xmlElement) (textCase, error) {
	switch s := x.attrs["text-case"]; s {
	case "", "none", "normal":
		return asIs, nil
	case "lowercase":
		return lowercase, nil
	case "uppercase":
		return uppercase, nil
	case "capitalize-first":
		return capitalizeFirst, nil
	case "capitalize-all":
		return capitalizeAll, nil
	case "sentence":
		return sentenceCase, nil
	case "title":
		return titleCase, nil
	default:
		return 0, x.errorf("text-case=%q: expected lowercase, uppercase, capitalize-first, capitalize-all, sentence or title", s)
	}
}

// applyTextCase changes the case of the tree's text. Text marked "nocase" stays. Title case is for English only.
func applyTextCase(n *Node, to textCase, english bool) {
	if to == titleCase && !english {
		return
	}
	leaves := caseLeaves(n, false, nil)
	switch to {
	case lowercase, uppercase:
		for _, l := range leaves {
			if l.fixed {
				continue
			}
			if to == lowercase {
				l.node.Text = strings.ToLower(l.node.Text)
			} else {
				l.node.Text = strings.ToUpper(l.node.Text)
			}
		}
	case capitalizeFirst:
		capitalizeFirstLeaf(leaves)
	case capitalizeAll:
		eachWord(leaves, func(w *caseWord) { w.capitalize() })
	case sentenceCase:
		toSentenceCase(leaves)
	case titleCase:
		toTitleCase(leaves)
	}
}

// caseLeaf is a leaf and whether its case is fixed.
type caseLeaf struct {
	node  *Node
	fixed bool
}

func caseLeaves(n *Node, fixed bool, list []caseLeaf) []caseLeaf {
	if n == nil {
		return list
	}
	fixed = fixed || n.noCase
	if n.Children == nil && n.Text != "" {
		list = append(list, caseLeaf{n, fixed})
	}
	for _, c := range n.Children {
		list = caseLeaves(c, fixed, list)
	}
	return list
}

func capitalizeFirstLeaf(leaves []caseLeaf) {
	for _, l := range leaves {
		if l.fixed {
			return
		}
		for i, r := range l.node.Text {
			if isWord(r) {
				l.node.Text = l.node.Text[:i] + upperFirst(l.node.Text[i:])
				return
			}
		}
	}
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// caseWord is a word in its leaf. Words that span leaves come as several, all but the first joined to the one before.
type caseWord struct {
	leaf       *Node
	from, to   int
	fixed      bool
	first      bool // the first of the text
	last       bool
	afterColon bool   // a stop, colon or the like comes before
	before     string // what stands between the word before and this one
	after      string // what follows up to the next word or the leaf's end
}

func (w *caseWord) text() string { return w.leaf.Text[w.from:w.to] }

func (w *caseWord) set(s string) {
	w.leaf.Text = w.leaf.Text[:w.from] + s + w.leaf.Text[w.to:]
	w.to = w.from + len(s)
}

// capitalize makes the word's first letter a capital.
func (w *caseWord) capitalize() {
	if w.fixed {
		return
	}
	for i, r := range w.text() {
		if unicode.IsLetter(r) {
			w.set(w.text()[:i] + upperFirst(w.text()[i:]))
			return
		}
		if unicode.IsDigit(r) {
			return
		}
	}
}

func isWordBreak(r rune) bool {
	return unicode.IsSpace(r) || r == '-' || r == '/' || r == '—' || r == '–' || r == ':' || r == '…'
}

// words cuts the text into words. A word broken by formatting counts as one, of which the first piece is given.
func words(leaves []caseLeaf) []*caseWord {
	var list []*caseWord
	between, joinedTo := "", false
	for _, l := range leaves {
		text := l.node.Text
		for i := 0; i < len(text); {
			j := strings.IndexFunc(text[i:], isWordBreak)
			if j < 0 {
				j = len(text) - i
			}
			if j > 0 {
				if !joinedTo {
					list = append(list, &caseWord{leaf: l.node, from: i, to: i + j, fixed: l.fixed, before: between, first: len(list) == 0})
				}
				between, joinedTo = "", true
			}
			i += j
			if i < len(text) {
				r, size := utf8.DecodeRuneInString(text[i:])
				between, joinedTo = between+string(r), false
				if len(list) > 0 {
					list[len(list)-1].after += string(r)
				}
				i += size
			}
		}
	}
	if len(list) > 0 {
		list[len(list)-1].last = true
	}
	return list
}

func eachWord(leaves []caseLeaf, do func(*caseWord)) {
	// From the last to the first, so that a word that grows does not move those still to come.
	list := words(leaves)
	for i := len(list) - 1; i >= 0; i-- {
		do(list[i])
	}
}

// toSentenceCase makes capitals small but for the text's first letter and words with capitals inside; a text all
// in capitals is made small altogether.
func toSentenceCase(leaves []caseLeaf) {
	shouting := true
	for _, l := range leaves {
		if l.node.Text != strings.ToUpper(l.node.Text) {
			shouting = false
		}
	}
	eachWord(leaves, func(w *caseWord) {
		if w.fixed {
			return
		}
		if shouting || w.text() == "A" || strings.ContainsFunc(w.text(), unicode.IsLower) && !hasInnerCapital(w.text()) {
			w.set(strings.ToLower(w.text()))
		}
	})
	capitalizeFirstLeaf(leaves)
}

func hasInnerCapital(s string) bool {
	seen := false
	for _, r := range s {
		if seen && unicode.IsUpper(r) {
			return true
		}
		seen = seen || unicode.IsLetter(r)
	}
	return false
}

// stopWords stay small in title case unless they come first or last (CSL 1.0.2, "Title Case Conversion").
var stopWords = map[string]bool{
	"a": true, "according": true, "across": true, "afore": true, "after": true, "against": true, "ahead": true, "along": true,
	"alongside": true, "amid": true, "amidst": true, "among": true, "amongst": true, "an": true, "and": true, "anenst": true,
	"apart": true, "apropos": true, "around": true, "as": true, "aside": true, "astride": true, "at": true, "athwart": true,
	"atop": true, "back": true, "barring": true, "because": true, "before": true, "behind": true, "below": true, "beneath": true,
	"beside": true, "besides": true, "between": true, "beyond": true, "but": true, "by": true, "c": true, "ca": true, "circa": true,
	"close": true, "d'": true, "de": true, "despite": true, "down": true, "due": true, "during": true, "et": true, "except": true,
	"far": true, "for": true, "forenenst": true, "from": true, "given": true, "in": true, "inside": true, "instead": true,
	"into": true, "lest": true, "like": true, "modulo": true, "near": true, "next": true, "nor": true, "notwithstanding": true,
	"of": true, "off": true, "on": true, "onto": true, "or": true, "out": true, "outside": true, "over": true, "per": true,
	"plus": true, "pro": true, "qua": true, "regarding": true, "sans": true, "since": true, "so": true, "such": true, "than": true, "that": true,
	"the": true, "though": true, "through": true, "throughout": true, "thru": true, "till": true, "to": true, "toward": true,
	"towards": true, "under": true, "underneath": true, "until": true, "unto": true, "up": true, "upon": true, "v.": true,
	"versus": true, "via": true, "vis-à-vis": true, "von": true, "vs.": true, "what": true, "when": true, "while": true, "with": true, "within": true,
	"without": true, "worth": true, "yet": true,
}

func toTitleCase(leaves []caseLeaf) {
	shouting := true
	for _, l := range leaves {
		if strings.ContainsFunc(l.node.Text, unicode.IsLower) {
			shouting = false
		}
	}
	eachWord(leaves, func(w *caseWord) {
		if w.fixed {
			return
		}
		bare := strings.TrimFunc(w.text(), func(r rune) bool { return unicode.IsPunct(r) && r != '.' && r != '\'' && r != '’' })
		if shouting {
			w.set(strings.ToLower(w.text()))
		}
		stop := stopWords[bare] || stopWords[strings.TrimRight(bare, ".,;")]
		if stop && !w.first && !w.last && !endsClause(w.before) {
			return
		}
		if bare == strings.ToLower(bare) || shouting {
			w.capitalize()
		}
	})
}

// endsClause reports whether the characters before a word begin a new clause, in which even a stop word is a capital.
func endsClause(before string) bool { return strings.ContainsAny(before, ":—?!") }

// stripPeriods takes the full stops out of the tree's text.
func stripPeriods(n *Node) {
	n.Walk(func(n *Node) bool {
		if n.leaf == leafContent {
			n.Text = strings.ReplaceAll(n.Text, ".", "")
		}
		return true
	})
}

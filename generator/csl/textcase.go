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

func parseTextCase(x *xmlElement) textCase {
	if c := textCase(x.choice("text-case")); c <= titleCase {
		return c
	}
	return asIs // "none" and "normal", as styles before CSL 1.0 had it
}

// applyTextCase changes the case of the tree's text. Text marked "nocase" stays. Title case is for English only.
func applyTextCase(n *Node, to textCase, in casing) {
	if to == titleCase && !in.english {
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
				l.node.Text = in.toLower(l.node.Text)
			} else {
				l.node.Text = in.toUpper(l.node.Text)
			}
		}
	case capitalizeFirst:
		in.capitalizeFirst(leaves)
	case capitalizeAll:
		eachWord(leaves, func(w *caseWord) { w.capitalize(in) })
	case sentenceCase:
		in.toSentenceCase(leaves)
	case titleCase:
		in.toTitleCase(leaves)
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
	fixed = fixed || n.noCase || n.Format.Align != 0 || n.Format.Variant == SmallCaps
	if n.Children == nil && n.Text != "" {
		list = append(list, caseLeaf{n, fixed})
	}
	for _, c := range n.Children {
		list = caseLeaves(c, fixed, list)
	}
	return list
}

func (c casing) capitalizeFirst(leaves []caseLeaf) {
	for _, l := range leaves {
		if l.fixed {
			return
		}
		for i, r := range l.node.Text {
			if isWord(r) {
				l.node.Text = l.node.Text[:i] + c.upperFirst(l.node.Text[i:])
				return
			}
		}
	}
}

func (c casing) upperFirst(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return c.toUpper(s[:size]) + s[size:]
}

// caseWord is a word in its leaf. Words that span leaves come as several, all but the first joined to the one before.
type caseWord struct {
	leaf       *Node
	from, to   int
	text       string // what stands there, or is to
	fixed      bool
	first      bool // the first of the text
	last       bool
	afterDigit bool   // the word before ends in a digit
	before     string // what stands between the word before and this one, with a mark that ends that word
}

// capitalize makes the word's first letter a capital.
func (w *caseWord) capitalize(in casing) {
	if w.fixed {
		return
	}
	for i, r := range w.text {
		if unicode.IsLetter(r) {
			w.text = w.text[:i] + in.upperFirst(w.text[i:])
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
	var between []byte
	joinedTo := false
	for _, l := range leaves {
		text := l.node.Text
		for i := 0; i < len(text); {
			j := strings.IndexFunc(text[i:], isWordBreak)
			if j < 0 {
				j = len(text) - i
			}
			if j > 0 {
				if !joinedTo {
					w := &caseWord{leaf: l.node, from: i, to: i + j, text: text[i : i+j], fixed: l.fixed, before: string(between), first: len(list) == 0}
					if len(list) > 0 {
						last, _ := utf8.DecodeLastRuneInString(list[len(list)-1].text)
						w.before, w.afterDigit = strings.TrimFunc(string(last), isWord)+string(between), unicode.IsDigit(last)
					}
					list = append(list, w)
				}
				between, joinedTo = between[:0], true
			}
			i += j
			if i < len(text) {
				_, size := utf8.DecodeRuneInString(text[i:])
				between, joinedTo = append(between, text[i:i+size]...), false
				i += size
			}
		}
	}
	if len(list) > 0 {
		list[len(list)-1].last = true
	}
	return list
}

// eachWord lets do change the words, and puts the leaves together of them.
func eachWord(leaves []caseLeaf, do func(*caseWord)) {
	list := words(leaves)
	for i := 0; i < len(list); {
		leaf, end := list[i].leaf, 0
		var b strings.Builder
		for ; i < len(list) && list[i].leaf == leaf; i++ {
			b.WriteString(leaf.Text[end:list[i].from])
			end = list[i].to
			do(list[i])
			b.WriteString(list[i].text)
		}
		leaf.Text = b.String() + leaf.Text[end:]
	}
}

// toSentenceCase makes capitals small but for the text's first letter and words with capitals inside; a text all
// in capitals is made small altogether.
func (c casing) toSentenceCase(leaves []caseLeaf) {
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
		if shouting || w.text == "A" || strings.ContainsFunc(w.text, unicode.IsLower) && !hasInnerCapital(w.text) {
			w.text = c.toLower(w.text)
		}
	})
	c.capitalizeFirst(leaves)
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
var stopWords = wordSet(`a about above across afore after against al along alongside amid amidst among amongst an and
	anenst apropos apud around as aside astride at athwart atop barring before behind below beneath beside besides
	between beyond but by c ca circa d' d’ de despite down during et except for forenenst from given in inside into lest
	like modulo ’n’ near next nor notwithstanding of off on onto or out over per plus pro qua sans since so than the
	through throughout thru thruout till to toward towards under underneath until unto up upon v v. van versus via
	vis-à-vis von vs vs. with within without yet`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// casing is how the letters of a language change between capital and small.
type casing struct {
	english bool // title case applies
	turkish bool // i and ı are different letters
}

// casingOf is that of a language tag; "" is English.
func casingOf(lang string) casing {
	lang = strings.ToLower(lang)
	return casing{english: lang == "" || strings.HasPrefix(lang, "en"), turkish: strings.HasPrefix(lang, "tr") || strings.HasPrefix(lang, "az")}
}

func (c casing) toUpper(s string) string {
	if c.turkish {
		return strings.ToUpperSpecial(unicode.TurkishCase, s)
	}
	return strings.ToUpper(s)
}

func (c casing) toLower(s string) string {
	if c.turkish {
		return strings.ToLowerSpecial(unicode.TurkishCase, s)
	}
	return strings.ToLower(s)
}

func (c casing) toTitleCase(leaves []caseLeaf) {
	eachWord(leaves, func(w *caseWord) {
		if w.fixed {
			return
		}
		bare := strings.TrimFunc(w.text, func(r rune) bool { return unicode.IsPunct(r) && r != '.' && r != '\'' && r != '’' })
		stop := stopWords[bare] || stopWords[strings.TrimRight(bare, ".,;")]
		if stop && !w.first && !w.last && !endsClause(w.before) {
			return
		}
		afterNumber := strings.HasSuffix(w.before, "-") && w.afterDigit
		if bare == strings.ToLower(bare) && !afterNumber && !startsForeign(bare) {
			w.capitalize(c)
		}
	})
}

// startsForeign reports whether an English title's word begins with a letter of another script: "β-Carotine".
func startsForeign(word string) bool {
	for _, r := range word {
		if unicode.IsLetter(r) {
			return !unicode.Is(unicode.Latin, r)
		}
	}
	return false
}

// endsClause reports whether the characters before a word begin a new clause, in which even a stop word is a capital.
func endsClause(before string) bool { return strings.ContainsAny(before, ":?!") }

// stripPeriods takes the full stops out of the tree's text.
func stripPeriods(n *Node) {
	n.Walk(func(n *Node) bool {
		if n.leaf == leafContent {
			n.Text = strings.ReplaceAll(n.Text, ".", "")
		}
		return true
	})
}

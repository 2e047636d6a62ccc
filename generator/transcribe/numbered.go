package transcribe

import (
	"slices"
	"strings"
)

// numberCited is a number in brackets that cites a work of a numbered list.
type numberCited struct {
	span
	work     *work
	locators []locator
}

// numbers links numbers in brackets to a numbered list of works: "[3]", "[2, 5]", "[2-4]", "[3, p. 12]".
func (p *passage) numbers(i int) int {
	if len(p.refs.byNumber) == 0 || p.s[i] != '[' {
		return i
	}
	var found []numberCited
	for k := i + 1; k < len(p.s); {
		more, after := p.numberRange(k)
		if more == nil {
			more, after = p.oneNumber(i, k)
		}
		if more == nil {
			return i
		}
		found = append(found, more...)
		if strings.HasPrefix(p.s[after:], "]") {
			for _, c := range found {
				p.link(c.start, c.end, c.work, c.locators)
			}
			return after + 1
		}
		k = after
		for k < len(p.s) && strings.IndexByte(",; ", p.s[k]) >= 0 {
			k++
		}
		if k == after {
			return i
		}
	}
	return i
}

// oneNumber reads a number with its locators at a place in the bracket that opens at another.
func (p *passage) oneNumber(open, at int) ([]numberCited, int) {
	end := at
	for end < len(p.s)-1 && p.s[end] >= '0' && p.s[end] <= '9' {
		end++
	}
	w := p.refs.byNumber[p.s[at:end]]
	if w == nil {
		if end > at && len(p.refs.byNumber) > 2 && p.s[end] == ']' && p.in == nil {
			p.doubt("not-listed", open, end+1, "the list of works has no number "+p.s[at:end])
		}
		return nil, at
	}
	locators, after := readLocators(p.s, end, "")
	return []numberCited{{span{at, after}, w, locators}}, after
}

var rangeOfNumbers = pattern(`^(\d{1,3})([-–])(\d{1,3})(?:[\],;.: )]|$)`)

// numberRange reads "2-4". Of the works between its ends a single one is linked by the dash; several are reported.
func (p *passage) numberRange(at int) ([]numberCited, int) {
	m := rangeOfNumbers().FindStringSubmatchIndex(p.s[at:])
	if m == nil {
		return nil, at
	}
	first, last := p.refs.byNumber[p.s[at+m[2]:at+m[3]]], p.refs.byNumber[p.s[at+m[6]:at+m[7]]]
	if first == nil || last == nil {
		return nil, at
	}
	stop := at + m[7]
	found := []numberCited{{span{at, at + m[3]}, first, nil}}
	between := p.numbersBetween(first, last)
	if len(between) == 1 {
		found = append(found, numberCited{span{at + m[4], at + m[5]}, between[0], nil})
	} else if len(between) > 1 {
		p.doubt("range-of-works", at, stop, "this range cites the works between its ends as well; only its ends were linked", keysOf(between)...)
		for _, w := range between {
			w.cited++
		}
	}
	return append(found, numberCited{span{at + m[6], stop}, last, nil}), stop
}

// numbersBetween returns the listed works between two of a numbered list.
func (p *passage) numbersBetween(first, last *work) []*work {
	from, to := slices.Index(p.refs.list, first), slices.Index(p.refs.list, last)
	if from < 0 || to <= from {
		return nil
	}
	return p.refs.list[from+1 : to]
}

// gluedNumbers are numbers set on to a word or to a stop behind it, as what was raised in print becomes in a plain text:
// "studies6", "letters,1,2", "trials3-5".
var gluedNumbers = pattern(`\p{Ll}{2}[)”’"]?[.,;:]?[)”’"]?(\d{1,3}(?:[,–-]\d{1,3})*)(?:[ .,;:)]|$)`)

var bracketedNumber = pattern(`\[\d{1,3}[\],;–-]`)

// citesByGluedNumbers says that the text cites its numbered list so: several such numbers stand in it, more than there are in
// brackets, and all of them are listed.
func (r *reading) citesByGluedNumbers() bool {
	if len(r.refs.byNumber) < 3 {
		return false
	}
	glued, listed, bracketed := 0, 0, 0
	for _, b := range r.blocks {
		if b.kind == apart || b.kind == noteBody || b.kind == table || b.kind == heading {
			continue
		}
		bracketed += len(bracketedNumber().FindAllString(b.text, -1))
		for _, m := range gluedNumbers().FindAllStringSubmatchIndex(b.text, -1) {
			if !isLocatorWord(b.text[:m[2]]) {
				glued++
				listed += bit(r.areListed(b.text[m[2]:m[3]]))
			}
		}
	}
	return listed > max(1, bracketed) && listed*10 >= glued*9
}

// areListed says that the list of works has each of the numbers.
func (r *reading) areListed(numbers string) bool {
	for n := range strings.FieldsFuncSeq(numbers, func(c rune) bool { return c < '0' || c > '9' }) {
		if r.refs.byNumber[n] == nil {
			return false
		}
	}
	return true
}

// glued links the numbers that are set on to a word at a place.
func (p *passage) glued(i int) int {
	start := max(0, i-12)
	m := gluedNumbers().FindStringSubmatchIndex(p.s[start:min(len(p.s), i+40)])
	if m == nil || start+m[2] != i || isLocatorWord(p.s[:i]) || !p.areListed(p.s[i:start+m[3]]) {
		return i
	}
	end := start + m[3]
	for k := i; k < end; k++ { // past the sign between two numbers
		more, after := p.numberRange(k)
		if more == nil {
			after = k + len(leadingDigits().FindString(p.s[k:end]))
			if w := p.refs.byNumber[p.s[k:after]]; w != nil {
				more = []numberCited{{span{k, after}, w, nil}}
			}
		}
		for _, c := range more {
			p.link(c.start, c.end, c.work, nil)
		}
		k = after
	}
	return end
}

var leadingDigits = pattern(`^\d+`)

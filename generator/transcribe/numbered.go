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

var rangeOfNumbers = pattern(`^(\d{1,3})([-–])(\d{1,3})[\],;]`)

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

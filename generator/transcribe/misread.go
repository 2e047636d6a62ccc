package transcribe

import (
	"fmt"
	"strconv"
	"strings"
)

// Scans read the digit 1 as l, I or |, and 0 as O. Where the numbers of notes leave a gap that such letters fill, they
// are read as digits, and reported.

var (
	misreadBody = pattern(`^([\dlIO|]{1,3})([.)]? )["“‘'\p{Lu}]`)
	misreadCall = pattern(`[\pL.,;:!?"”’')]([\dlIO|]{1,3})(?:[ .,;:)]|$)`)
	asDigits    = strings.NewReplacer("l", "1", "I", "1", "|", "1", "O", "0")
)

// misreadMarkers mends the numbers of notes that a scan has misread.
func (r *reading) misreadMarkers() {
	var last [shapes]int
	for i, b := range r.blocks {
		if b.kind != paragraph && b.kind != quote {
			continue
		}
		if m, ok := bodyMarker(b.text); ok {
			if n, err := strconv.Atoi(m.label); err == nil {
				last[m.shape] = n
				continue
			}
		}
		m := misreadBody().FindStringSubmatchIndex(b.text)
		if m == nil || !isMisread(b.text[m[2]:m[3]]) {
			continue
		}
		label := asDigits.Replace(b.text[m[2]:m[3]])
		n, _ := strconv.Atoi(label)
		form := map[string]shape{" ": bareShape, ". ": dotShape, ") ": parenShape}[b.text[m[4]:m[5]]]
		if n == 0 || n != last[form]+1 || n == 1 && !r.isFollowed(i, form, 2) || !r.misreadCall(i, label) {
			continue
		}
		last[form] = n
		r.mend(b, span{m[2], m[3]}, label)
	}
}

// isMisread says that letters stand among the digits.
func isMisread(s string) bool { return strings.ContainsAny(s, "lIO|") }

// isFollowed says that one of the next blocks begins with the number in the shape.
func (r *reading) isFollowed(i int, form shape, number int) bool {
	for _, b := range r.blocks[i+1 : min(len(r.blocks), i+8)] {
		if m, ok := bodyMarker(b.text); ok && m.shape == form && m.label == strconv.Itoa(number) {
			return true
		}
	}
	return false
}

// misreadCall finds the call of a note before its body, and mends it where it is misread as well.
func (r *reading) misreadCall(body int, label string) bool {
	for i := body - 1; i >= max(0, body-400); i-- {
		b := r.blocks[i]
		for _, m := range callMarkers(b.text) {
			if m.label == label && m.start > 0 && callWeight(b.text, m) > 2 {
				return true
			}
		}
		for _, m := range misreadCall().FindAllStringSubmatchIndex(b.text, -1) {
			printed := b.text[m[2]:m[3]]
			if strings.Trim(printed, "lIO|") == "" && endsInLetter(b.text[:m[2]]) {
				continue // the letters of a word
			}
			if isMisread(printed) && asDigits.Replace(printed) == label {
				r.mend(b, span{m[2], m[3]}, label)
				return true
			}
		}
	}
	return false
}

func (r *reading) mend(b *block, at span, label string) {
	r.report.doubt("misread-marker", r.file, b.line(at.start), b.text[at.start:at.end], fmt.Sprintf("a scan seems to have misread this number of a note; it is taken for %s", label))
	b.edit([]edit{{at, label}})
}

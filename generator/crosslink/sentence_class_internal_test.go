package crosslink

import (
	"testing"
	"unicode"

	"github.com/rivo/uniseg"
)

// breaks lists where uniseg cuts s.
func breaks(s string) (ends []int) {
	state, at := -1, 0
	for rest := s; rest != ""; {
		var sentence string
		sentence, rest, state = uniseg.FirstSentenceInString(rest, state)
		at += len(sentence)
		ends = append(ends, at)
	}
	return ends
}

// classByUniseg tells a character's class by how uniseg cuts texts that hold it.
func TestDerivedClassesCutLikeUniseg(t *testing.T) {
	wrong := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if r >= 0xd800 && r < 0xe000 || r == 0xfffd || r == objectReplacement || !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cf, unicode.Cc) {
			continue
		}
		for _, s := range []string{"A. " + string(r) + " b", "A" + string(r) + " B", "a." + string(r) + "B", "a. " + string(r) + "B", "?" + string(r) + "B"} {
			if got, want := ends(s), breaks(s); !equal(got, want) {
				if wrong++; wrong < 40 {
					t.Errorf("%U %q (class %d): got %v, want %v", r, s, sentenceClassOf(r), got, want)
				}
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d wrong", wrong)
	}
}

func ends(s string) (list []int) {
	for at := 0; at < len(s); {
		at = uax29End(s, at)
		list = append(list, at)
	}
	return list
}

func equal(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

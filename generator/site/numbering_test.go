package site

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"glossator/generator/edition"
)

// numbersOf are the numbers of passages with these addresses, of which those of notes begin with n.
func numbersOf(addresses string) (numbering, map[string]int) {
	t, numbers := &edition.Text{}, map[string]int{}
	for id := range strings.FieldsSeq(addresses) {
		note := int32(-1)
		if strings.HasPrefix(id, "n") {
			note = 0
		}
		t.Passages = append(t.Passages, edition.Passage{ID: id, Note: note})
	}
	n := numberPassages(t)
	for _, p := range n.passages {
		numbers[t.Passages[p.passage].ID] = p.number
	}
	return n, numbers
}

func TestNumbersOfPassagesStay(t *testing.T) {
	const before = "title byline s1 p1 p2 p3 p4 s2 p5 p6 p7 p8 p9 p10 p11 p12 p13 n1 n2 n3 n4 n5 note-of-the-editor n7 n8 n9"
	room, first := numbersOf(before)
	if room.notes < 17 || len(room.late) > 0 || len(first) != len(strings.Fields(before)) {
		t.Fatalf("%+v %v", room, first)
	}
	for what, now := range map[string]string{
		"a paragraph put between others": strings.Replace(before, "p2", "p2 p2a", 1),
		"two there":                      strings.Replace(before, "p2", "p2 p2a p2b", 1),
		"one behind the text":            strings.Replace(before, "p13", "p13 p14", 1),
		"a note put between others":      strings.Replace(before, "n2", "n2 n2a", 1),
		"one behind all":                 before + " n10",
		"a paragraph taken away":         strings.Replace(before, " p3", "", 1),
		"the first taken away":           strings.Replace(before, " p1 ", " ", 1),
		"two taken away":                 strings.Replace(before, " p6 p7", "", 1),
		"a note taken away":              strings.Replace(before, " n3", "", 1),
		"all of this":                    "title byline s1 p2 p2a p4 s2 p5 p5a p6 p9 p10 p11 p12 p13 n1 n1a n2 n4 n5 note-of-the-editor n7 n8 n9",
	} {
		end, numbers := numbersOf(now)
		if end.notes != room.notes || end.end != room.end {
			t.Errorf("%s: %d of %d numbers are notes', of %d of %d before", what, end.notes, end.end, room.notes, room.end)
		}
		seen := map[int]bool{}
		for id, number := range numbers {
			if was, ok := first[id]; ok && number != was {
				t.Errorf("%s: %s has number %d, %d before", what, id, number, was)
			}
			if seen[number] || number >= end.end || (number >= end.notes) != strings.HasPrefix(id, "n") {
				t.Errorf("%s: %s cannot have number %d", what, id, number)
			}
			seen[number] = true
		}
		if order := slices.IsSortedFunc(end.passages, func(a, b numberedPassage) int { return a.number - b.number }); !order {
			t.Errorf("%s: %v are not in the order of their numbers", what, end.passages)
		}
		byNumber := map[int]string{}
		for id, number := range numbers {
			byNumber[number] = id
		}
		read := slices.SortedFunc(maps.Keys(numbers), func(a, b string) int { return numbers[a] - numbers[b] })
		for _, l := range end.late {
			id := byNumber[l.number]
			read = slices.DeleteFunc(read, func(other string) bool { return other == id })
			at := slices.Index(read, byNumber[l.after]) + 1
			for at < len(read) && first[read[at]] == 0 && read[at] != "title" { // behind those that were put there before it
				at++
			}
			read = slices.Insert(read, at, id)
		}
		if got := strings.Join(read, " "); got != now {
			t.Errorf("%s: read as %s", what, got)
		}
	}
	if n, _ := numbersOf("p1 p900000000000000000000 p7000 p2 p-3 n1"); n.end > 16 {
		t.Errorf("strange addresses have %d numbers", n.end)
	}
}

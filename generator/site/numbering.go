package site

import (
	"strings"

	"glossator/generator/edition"
)

// Each number of a passage that is another one than before costs scripts of the index. So a passage keeps its number, as far as
// its address tells, when an essay is changed: the essay's text has room for some more, and so have its notes, which are numbered
// behind that; what has been put between others, p12a, is numbered behind them; and where p12 has been taken away its number
// stays free.

// A numbering is the numbers that an essay's passages have in the index, from 0, in their order.
type numbering struct {
	numberRoom
	passages []numberedPassage
}

// numberRoom is how the numbers of an essay are shared out.
type numberRoom struct {
	notes int // where the notes' begin
	end   int
	late  []late
}

// numberedPassage is a passage, by its index in the text, and its number.
type numberedPassage struct{ passage, number int }

// late is the number of a passage that was put between others, and the number of the one that it is read after.
type late struct{ number, after int }

// freed is up to how many numbers in a row stay free for passages that have been taken away.
const freed = 8

func numberPassages(t *edition.Text) numbering {
	n := numbering{passages: make([]numberedPassage, 0, len(t.Passages))}
	texts := textPassages(t)
	n.notes = n.add(t, 0, texts, 0)
	n.end = n.add(t, texts, len(t.Passages), n.notes)
	return n
}

// add numbers passages, and says where their room ends.
func (n *numbering) add(t *edition.Text, from, to, first int) (end int) {
	last := map[string]int{} // by the letter of their addresses
	var between []int
	next := first
	for i := from; i < to; i++ {
		id := t.Passages[i].ID
		letter := id[:min(1, len(id))]
		k, letters := edition.SplitAddress(id)
		if k > 0 && letters != "" && strings.Trim(letters, "abcdefghijklmnopqrstuvwxyz") == "" && len(n.passages) > 0 {
			n.late = append(n.late, late{after: n.passages[len(n.passages)-1].number})
			between = append(between, i)
			continue
		}
		if gap := k - last[letter] - 1; gap > 0 && gap <= freed {
			next += gap
		}
		last[letter] = k
		n.passages = append(n.passages, numberedPassage{i, next})
		next++
	}
	for i, passage := range between {
		n.late[len(n.late)-len(between)+i].number = next
		n.passages = append(n.passages, numberedPassage{passage, next})
		next++
	}
	return first + roundUp(next-first, 3)
}

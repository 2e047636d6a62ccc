package crosslink

import (
	"fmt"
	"strings"
)

// looksThroughText bounds how often a text is looked through for what a quotation may mean.
const looksThroughText = 20

// mayLook says whether to look through the text once more.
func (a *anchorer) mayLook() bool {
	a.sought++
	return a.sought <= looksThroughText
}

// nearest says where the words of a quotation may be that passage does not have.
func (a *anchorer) nearest(q quotation, passage int32) string {
	if !a.mayLook() {
		return ""
	}
	if q.prefix != "" || q.suffix != "" {
		alone := q
		alone.prefix, alone.suffix = "", ""
		if spans := a.own(passage, false).occurrences(passage, alone); len(spans) > 0 {
			text := a.t.Passages[passage].Text
			return fmt.Sprintf("without prefix and suffix they stand there, between %q and %q", lastWords(text[:spans[0].Start]), firstWords(text[spans[0].End:]))
		}
	}
	if elsewhere := a.elsewhere(q, passage); elsewhere != "" {
		return elsewhere
	}
	return a.similar(q)
}

// elsewhere says which other passages have the quotation.
func (a *anchorer) elsewhere(q quotation, passage int32) string {
	var ids []string
	var s searched // of one passage after the other, since most are looked at once
	for i := range a.t.Passages {
		if int32(i) == passage || len(ids) == 3 {
			continue
		}
		s.searches = 0
		s.fold(a.t.Passages[i].Text)
		if len(s.occurrences(int32(i), q)) > 0 {
			ids = append(ids, a.t.Passages[i].ID)
		}
	}
	if len(ids) == 0 {
		return ""
	}
	return "the quote stands in " + strings.Join(ids, " and in ")
}

// similar names the passage that shares most words with the quotation, and where they differ.
func (a *anchorer) similar(q quotation) string {
	quote := wordsOf(q.quote)
	wanted := map[string]bool{}
	for _, w := range quote {
		wanted[w] = true
	}
	best, most := -1, len(wanted)/3
	for i := range a.t.Passages {
		shared := map[string]bool{}
		for _, w := range wordsOf(a.t.Passages[i].Text) {
			if wanted[w] {
				shared[w] = true
			}
		}
		if len(shared) > most {
			best, most = i, len(shared)
		}
	}
	if best < 0 {
		return "no passage has words like these"
	}
	p := &a.t.Passages[best]
	has, quoted := difference(closest(wordsOf(p.Text), wanted, len(quote)), quote)
	switch {
	case has == "" && quoted == "":
		return "nearest is " + p.ID
	case has == "":
		return fmt.Sprintf("nearest is %s, which does not have %q", p.ID, quoted)
	case quoted == "":
		return fmt.Sprintf("nearest is %s, which has %q besides", p.ID, has)
	}
	return fmt.Sprintf("nearest is %s, which has %q where the quote has %q", p.ID, has, quoted)
}

func wordsOf(s string) []string { return strings.Fields(string(foldString(s).cased)) }

// closest is the stretch of a text, a little longer than a quotation, that has most of the wanted words.
func closest(text []string, wanted map[string]bool, length int) []string {
	length += length/4 + 2
	best, most, count := 0, 0, 0
	for i, w := range text {
		if wanted[w] {
			count++
		}
		if i >= length && wanted[text[i-length]] {
			count--
		}
		if count > most {
			best, most = i+1, count
		}
	}
	return text[max(0, best-length):best]
}

// comparedWords bounds the words of a quotation that are compared one by one.
const comparedWords = 200

// difference returns the first words that the quotation has and the text has not, and what the text has there.
func difference(text, quote []string) (has, quoted string) {
	text, quote = text[:min(len(text), 2*comparedWords)], quote[:min(len(quote), comparedWords)]
	pairs := commonWords(text, quote)
	at := 0 // word of the quotation
	for k, pair := range pairs {
		if pair[1] > at || k > 0 && pair[0] > pairs[k-1][0]+1 {
			from := max(0, pair[0]-(pair[1]-at))
			if k > 0 {
				from = pairs[k-1][0] + 1
			}
			return strings.Join(text[from:pair[0]], " "), strings.Join(quote[at:pair[1]], " ")
		}
		at = pair[1] + 1
	}
	if at < len(quote) && len(pairs) > 0 {
		from := pairs[len(pairs)-1][0] + 1
		return strings.Join(text[from:min(len(text), from+len(quote)-at)], " "), strings.Join(quote[at:], " ")
	}
	return "", ""
}

// commonWords is a longest common subsequence, as pairs of indices. Of several it is one whose pairs stand close.
func commonWords(text, quote []string) (pairs [][2]int) {
	width := len(quote) + 1
	length := make([]int16, (len(text)+1)*width)
	for i := len(text) - 1; i >= 0; i-- {
		for j := len(quote) - 1; j >= 0; j-- {
			if text[i] == quote[j] {
				length[i*width+j] = length[(i+1)*width+j+1] + 1
			} else {
				length[i*width+j] = max(length[(i+1)*width+j], length[i*width+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(text) && j < len(quote); {
		switch {
		case text[i] == quote[j]:
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case length[(i+1)*width+j] >= length[i*width+j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}

package site

import (
	"cmp"
	"html/template"
	"slices"

	"glossator/generator/edition"
)

// shared draws which essays cite which of the most cited sources that several cite: essays on the left, sources on
// the right, a line as wide as the citations are many. A table says the same.

const (
	sharedSources = 60
	sharedRow     = 26
)

// sharing is which essays cite sources that others cite as well, how often each.
type sharing struct {
	essays  []*edition.Essay
	sources []*edition.Source
	ties    []tie
}

type tie struct {
	essay, source int // rows
	count         int
}

// shared is the picture with its table, or nothing where no source is cited by two essays.
func (s *Site) shared() template.HTML {
	x := s.sharing()
	if len(x.sources) == 0 {
		return ""
	}
	rows := max(len(x.essays), len(x.sources))
	var w writer
	w.raw(`<figure class="shared"><div tabindex="0" role="group" aria-label="`)
	w.text(s.words.word("shared"))
	from, height := s.leftOf(x.essays), itoa(rows*sharedRow)
	w.raw(`"><svg viewBox="`, itoa(from), ` 0 `, itoa(1000-from), ` `, height, `" width="`, itoa(1000-from), `" height="`, height, `">`, "\n")
	left := func(i int) int { return row(i, len(x.essays), rows) }
	right := func(i int) int { return row(i, len(x.sources), rows) }
	for _, t := range x.ties {
		w.raw(`<line class="tie" x1="400" y1="`, itoa(left(t.essay)), `" x2="560" y2="`, itoa(right(t.source)), `" stroke-width="`, itoa(min(8, 1+t.count/3)), `"/>`, "\n")
	}
	for i, essay := range x.essays {
		sharedLabel(&w, "end", 392, left(i), essayPath(essay.ID), s.shortTitle(essay.Text))
	}
	for i, source := range x.sources {
		sharedLabel(&w, "start", 568, right(i), sourcePath(source.Slug), shortened(s.label(source), 52))
	}
	w.raw("</svg></div>")
	s.sharedTable(&w, x)
	w.raw("</figure>\n")
	return w.html()
}

// leftOf is where the picture begins: with the longest name of an essay, of which a letter is at most so wide.
func (s *Site) leftOf(essays []*edition.Essay) int {
	const letter = 8
	longest := 0
	for _, x := range essays {
		longest = max(longest, breadth(s.shortTitle(x.Text)))
	}
	return max(0, 392-letter*longest)
}

func sharedLabel(w *writer, anchor string, x, y int, href, words string) {
	w.raw(`<a href="`, href, `"><text text-anchor="`, anchor, `" x="`, itoa(x), `" y="`, itoa(y+5), `">`)
	w.text(words)
	w.raw("</text></a>\n")
}

// row is the height of the ith of n things spread over so many rows.
func row(i, n, rows int) int { return (2*i + 1) * rows * sharedRow / (2 * n) }

// shareSources is what sharing is made of: of the sources those that are most cited.
func (s *Site) shareSources() sharing {
	var sources []*edition.Source
	for _, x := range s.edition.Sources {
		if textCount(x.Backlinks) > 1 {
			sources = append(sources, x)
		}
	}
	slices.SortStableFunc(sources, func(a, b *edition.Source) int { return cmp.Compare(len(b.Backlinks), len(a.Backlinks)) })
	sources = sources[:min(len(sources), sharedSources)]
	counts := map[*edition.Source]map[string]int{}
	for _, x := range sources {
		counts[x] = map[string]int{}
		for _, b := range x.Backlinks {
			if b.Text.Owner.Kind == edition.OfEssay {
				counts[x][b.Text.Owner.ID]++
			}
		}
	}
	var essays []*edition.Essay
	var ties []tie
	for _, x := range s.edition.Essays {
		found := false
		for j, src := range sources {
			if n := counts[src][x.ID]; n > 0 {
				ties = append(ties, tie{len(essays), j, n})
				found = true
			}
		}
		if found {
			essays = append(essays, x)
		}
		if len(essays) == sharedSources {
			break
		}
	}
	return sharing{essays, ordered(sources, ties), ties}
}

// ordered moves each source to the middle of the essays that cite it, so that fewer lines cross.
func ordered(sources []*edition.Source, ties []tie) []*edition.Source {
	sum, n := make([]int, len(sources)), make([]int, len(sources))
	for _, t := range ties {
		sum[t.source] += t.essay * t.count
		n[t.source] += t.count
	}
	perm := make([]int, len(sources))
	for i := range perm {
		perm[i] = i
	}
	slices.SortStableFunc(perm, func(a, b int) int { return cmp.Compare(sum[a]*max(1, n[b]), sum[b]*max(1, n[a])) })
	at, list := make([]int, len(sources)), make([]*edition.Source, len(sources))
	for i, old := range perm {
		at[old], list[i] = i, sources[old]
	}
	for i := range ties {
		ties[i].source = at[ties[i].source]
	}
	return list
}

func (s *Site) sharedTable(w *writer, x sharing) {
	count := map[[2]int]int{}
	for _, t := range x.ties {
		count[[2]int{t.essay, t.source}] = t.count
	}
	w.raw("<details><summary>")
	w.text(s.words.word("as-table"))
	w.raw(`</summary><div class="table" tabindex="0"><table><thead><tr><th scope="col">`)
	w.text(s.words.word("source"))
	w.raw("</th>")
	for _, essay := range x.essays {
		w.raw(`<th scope="col">`)
		w.link("", essayPath(essay.ID), s.shortTitle(essay.Text))
		w.raw("</th>")
	}
	w.raw("</tr></thead><tbody>\n")
	for j, src := range x.sources {
		w.raw(`<tr><th scope="row">`)
		s.sourceLink(w, src)
		w.raw("</th>")
		for i := range x.essays {
			w.raw("<td>")
			if n := count[[2]int{i, j}]; n > 0 {
				w.number(n)
			}
			w.raw("</td>")
		}
		w.raw("</tr>\n")
	}
	w.raw("</tbody></table></div></details>")
}

package site

import (
	"math"
	"strconv"
	"strings"

	"glossator/generator/edition"
)

// What very many passages cite or mention has its list cut into parts, each a page of its own: names/moscow.html,
// names/moscow.2.html and so on. The first part has everything else as well.

const partSize = 500 // references

// partPath is the path of a part of the list on the page at the path.
func partPath(path string, part int) string {
	if part == 1 {
		return path
	}
	return strings.TrimSuffix(path, ".html") + "." + itoa(part) + ".html"
}

// partNumber is which part a page's path names.
func partNumber(path string) int {
	name := path[strings.LastIndexByte(path, '/')+1:]
	_, extension, _ := strings.Cut(name, ".")
	n, err := strconv.Atoi(strings.TrimSuffix(extension, ".html"))
	if err != nil {
		return 1
	}
	return n
}

// partCount is how many parts a list has.
func partCount(list []edition.Backlink) int { return max(1, (len(list)+partSize-1)/partSize) }

// hasPart says that a page's extension is that of a part of the list: "html", "2.html" …
func hasPart(extension string, list []edition.Backlink) bool {
	if extension == "html" {
		return true
	}
	number, html := strings.CutSuffix(extension, ".html")
	n, err := strconv.Atoi(number)
	return html && err == nil && n >= 2 && n <= partCount(list) && itoa(n) == number
}

// appendParts appends the pages of a list.
func appendParts(pages []Page, path string, kind Kind, id string, list []edition.Backlink) []Page {
	for part := 1; part <= partCount(list); part++ {
		pages = append(pages, Page{partPath(path, part), kind, id})
	}
	return pages
}

// part is what a page shows of a list that is cut: its references, and the ways to the other parts.
type part struct {
	Number int
	Of     string // "Part 2 of 7", or "" where the list is whole
	Links  []link
	list   []edition.Backlink
}

func (s *Site) part(p Page, first string, list []edition.Backlink) part {
	out := s.partOf(p, first, partCount(list))
	if out.Of == "" {
		out.list = list
		return out
	}
	list = s.essaysFirst(first, list)
	out.list = list[(out.Number-1)*partSize : min(out.Number*partSize, len(list))]
	return out
}

// partOf is a part of so many, with the ways to the others.
func (s *Site) partOf(p Page, first string, count int) part {
	out := part{Number: partNumber(p.Path)}
	if count < 2 {
		return out
	}
	out.Of = s.words.with("more-part", out.Number, count)
	stretch := stretchOf(count)
	for i := 1; i <= count; i++ {
		if near := (i-1)/stretch == (out.Number-1)/stretch; near || i == count || (i-1)%stretch == 0 {
			out.Links = append(out.Links, link{Href: root(p.Path) + partPath(first, i), Words: itoa(i), Current: i == out.Number})
		}
	}
	return out
}

// allParts is how many parts a list has at most of which each has links to all others.
const allParts = 60

// stretchOf is how many parts make a stretch: a part has links to the others of its stretch, and to the first of each, so that
// two steps lead to any.
func stretchOf(count int) int {
	if count <= allParts {
		return count
	}
	return int(math.Sqrt(float64(count)))
}

// The lists of all sources, terms, names and essays are cut as well, where they are very long.

const (
	listSize    = 500 // entries on a page
	indexedSize = 200 // sources of an index of locators that is not cut
	locatedSize = 25  // sources on a page of one that is
	lettersSize = 1000
)

// locatedOnPage is how many of so many sources stand on a page of the index of locators. Pages are short,
// since an essay that cites one of their sources changes them.
func locatedOnPage(sources int) int {
	if sources <= indexedSize {
		return indexedSize
	}
	return locatedSize
}

// planList plans the pages of a list of n entries, so many on each.
func (s *Site) planList(path string, kind Kind, n, size int) {
	for part := 1; part <= listParts(n, size); part++ {
		s.plan.add(partPath(path, part), kind, "")
	}
}

func listParts(n, size int) int { return max(1, (n+size-1)/size) }

// listPart is a page's part of a list of n entries, and which of them it has.
func (s *Site) listPart(p Page, first string, n, size int) (out part, from, to int) {
	from, to = listBounds(p, n, size)
	return s.partOf(p, first, listParts(n, size)), from, to
}

// listBounds are which entries of a list of n stand on a page, so many on each.
func listBounds(p Page, n, size int) (from, to int) {
	number := partNumber(p.Path)
	return (number - 1) * size, min(number*size, n)
}

// titled is the title of a list's page, with its part where there are several.
func (s *Site) titled(p part, key string) string {
	if p.Of == "" {
		return s.words.word(key)
	}
	return s.words.word(key) + s.comma() + p.Of
}

// essaysFirst is the list of the page at the path with the references of essays before all others, kept since each of its parts
// needs it.
func (s *Site) essaysFirst(path string, list []edition.Backlink) []edition.Backlink {
	kept, ok := s.ordered.Load(path)
	if !ok {
		ordered := make([]edition.Backlink, 0, len(list))
		for _, essays := range []bool{true, false} {
			for _, b := range list {
				if (b.Text.Owner.Kind == edition.OfEssay) == essays {
					ordered = append(ordered, b)
				}
			}
		}
		kept, _ = s.ordered.LoadOrStore(path, ordered)
	}
	return kept.([]edition.Backlink)
}

package site

import (
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

// partOf is which part a page's path names.
func partOf(path string) int {
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
	n, count := partOf(p.Path), partCount(list)
	if count == 1 {
		return part{Number: 1, list: list}
	}
	list = essaysFirst(list)
	out := part{Number: n, Of: s.words.with("more-part", n, count), list: list[(n-1)*partSize : min(n*partSize, len(list))]}
	for i := 1; i <= count; i++ {
		out.Links = append(out.Links, link{Href: root(p.Path) + partPath(first, i), Words: itoa(i), Current: i == n})
	}
	return out
}

// essaysFirst is the list with the references of essays before all others.
func essaysFirst(list []edition.Backlink) []edition.Backlink {
	out := make([]edition.Backlink, 0, len(list))
	for _, essays := range []bool{true, false} {
		for _, b := range list {
			if (b.Text.Owner.Kind == edition.OfEssay) == essays {
				out = append(out, b)
			}
		}
	}
	return out
}

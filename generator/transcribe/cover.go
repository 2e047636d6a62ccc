package transcribe

import (
	"fmt"
	"strings"

	"glossator/generator/csl"
)

// cover is what an archive of journals says of an article on the page that it puts before it.
type cover struct {
	title, authors, source string
	authorsLine            int
}

var (
	coverLabel = pattern(`^(Author\(s\)|Authors?|Review by|Reviewed [Ww]ork\(s\)|Source|Published by|Publisher\(s\)|Stable URL|Accessed|Linked references|REFERENCES$|Your use of|JSTOR|For more information|range of content|productivity and|collaborating with|.{1,120} (?:is|are) collaborating with JSTOR|https?://)(: ?|\b|$)`)
	coverMonth = pattern(`\(([A-Z][a-z]{2,8})\.?,? (?:\d{1,2}, )?((?:1[5-9]|20)\d\d)\)|\(((?:1[5-9]|20)\d\d)\)`)
)

const longestCover = 60 // lines

// withoutCover drops the page that an archive puts before an article. It is known by its labels, and ends with the
// page, else with the last line that a label begins.
func withoutCover(lines []line) (kept, dropped []line, c cover) {
	labels, first, last, end := 0, -1, 0, 0
	for i, l := range lines[:min(len(lines), longestCover)] {
		if i > 0 && l.page {
			end = i
			break
		}
		m := coverLabel().FindStringSubmatch(l.text)
		if m == nil {
			continue
		}
		if first < 0 {
			first = i
		}
		labels++
		last = i
		c.take(m[1], l)
	}
	if labels < 3 || c.source == "" || first > 6 {
		return lines, nil, cover{}
	}
	for _, l := range lines[:first] {
		c.title = joinWith(c.title, l.text, " ")
	}
	if end == 0 {
		end = paragraphEnd(lines, last)
	}
	return lines[end:], lines[:end:end], c
}

func paragraphEnd(lines []line, at int) int {
	end := at + 1
	for end < len(lines) && lines[end].gap == 0 {
		end++
	}
	return end
}

// take keeps what the line says after its label.
func (c *cover) take(label string, l line) {
	value := strings.TrimLeft(strings.TrimPrefix(l.text, label), ": ")
	switch label {
	case "Author(s)", "Author", "Authors":
		c.authors, c.authorsLine = value, l.number
	case "Source":
		c.source = value
	}
}

// date is when the journal's number came out.
func (c cover) date() string {
	m := coverMonth().FindStringSubmatch(c.source)
	if m == nil {
		return ""
	}
	if month := csl.MonthNumber(m[1]); month > 0 {
		return fmt.Sprintf("%s-%02d", m[2], month)
	}
	return m[2] + m[3]
}

// readCover takes from the archive's page what the article's own front does not say.
func (r *reading) readCover(c cover) {
	if r.date == "" {
		r.date = c.date()
	}
	if len(r.authors) > 0 || c.authors == "" {
		return
	}
	for i, l := range r.report.LeftOut {
		if l.Line == c.authorsLine {
			r.report.LeftOut[i].Text = strings.TrimSuffix(l.Text, c.authors)
		}
	}
	b := &block{text: c.authors, starts: []lineStart{{0, c.authorsLine}}}
	r.addAuthors(b)
}

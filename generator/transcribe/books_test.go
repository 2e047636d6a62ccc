package transcribe_test

import (
	"fmt"
	"strings"
	"testing"

	"glossator/generator/transcribe"
)

// habit is how a book prints its notes.
type habit struct {
	call, body string // with %d
	where      string // "foot", "chapter" or "end"
	restart    bool   // in each chapter
	wrapped    bool   // lines are broken
}

// Whatever a book's habit is, its 168 notes are found and called where their markers stand.
func TestBooksOfManyHabits(t *testing.T) {
	shapes := [][2]string{{"[%d]", "[%d] "}, {"(%d)", "(%d) "}, {"%d)", "%d) "}, {"%d", "%d. "}, {"%d", "%d "}, {"<sup>%d</sup>", "%d. "}, {"[%d]", "%d. "}, {"[%d]", "[Footnote %d: "}, {"^%d", "%d "}}
	for _, shape := range shapes {
		for _, where := range []string{"foot", "chapter", "end"} {
			for _, restart := range []bool{false, true} {
				for _, wrapped := range []bool{false, true} {
					h := habit{shape[0], shape[1], where, restart, wrapped}
					t.Run(fmt.Sprintf("%s %s %s restart=%t wrapped=%t", h.call, strings.TrimSpace(h.body), where, restart, wrapped), func(t *testing.T) { checkBook(t, h) })
				}
			}
		}
	}
}

func checkBook(t *testing.T, h habit) {
	result := transcribe.Read([]transcribe.File{{Name: "book.txt", Text: []byte(h.book())}})
	counts := result.Report.Essays[0].Counts
	if counts.Notes != 168 || counts.Unplaced != 0 {
		t.Errorf("%d notes, %d without a place", counts.Notes, counts.Unplaced)
	}
	essay := string(result.Files[0].Text)
	for n := 1; n <= 168; n++ {
		number := label.FindString(afterWords(essay, fmt.Sprintf("place %s", spelled(n))))
		body := fmt.Sprintf("\n%s: The remark on place %s", number, spelled(n))
		if number == "" || !strings.Contains(essay, body) {
			t.Errorf("note %d is not called at its place, but %q", n, number)
		}
	}
	if counts.Sections < 7 {
		t.Errorf("%d sections", counts.Sections)
	}
}

// afterWords returns what follows the words in the text, without the stop.
func afterWords(s, words string) string {
	_, rest, _ := strings.Cut(s, "came to "+words+".")
	return rest[:min(len(rest), 12)]
}

// spelled writes a number in letters.
func spelled(n int) string {
	return "x" + string(rune('a'+n/26)) + string(rune('a'+n%26))
}

const chapters, perChapter = 7, 24

func (h habit) book() string {
	var text, notes strings.Builder
	text.WriteString("THE BOOK OF PLACES\n\nby\n\nMARTHA GREEN\n\n")
	for chapter := range chapters {
		fmt.Fprintf(&text, "\n\nCHAPTER %s\n\n\n", []string{"I", "II", "III", "IV", "V", "VI", "VII"}[chapter])
		if h.where == "end" && h.restart {
			fmt.Fprintf(&notes, "CHAPTER %s\n\n", []string{"I", "II", "III", "IV", "V", "VI", "VII"}[chapter])
		}
		for i := range perChapter {
			h.paragraph(&text, &notes, chapter, i)
		}
		if h.where == "chapter" {
			text.WriteString("NOTES\n\n" + notes.String())
			notes.Reset()
		}
	}
	if h.where == "end" {
		text.WriteString("\n\nNOTES\n\n" + notes.String())
	}
	return text.String()
}

func (h habit) paragraph(text, notes *strings.Builder, chapter, i int) {
	number := chapter*perChapter + i + 1
	printed := number
	if h.restart {
		printed = i + 1
	}
	words := spelled(number)
	paragraph := fmt.Sprintf("In the year 1%d they walked for 3 days (and 2 nights) and came to place %s.%s There they stayed as long as the bread lasted, for the people were kind and asked for nothing but news of the world, of which they had", 100+number, words, fmt.Sprintf(h.call, printed))
	rest := "little that was good. Then they went on over the hills, each with a stick and a song, and looked for the next place."
	body := fmt.Sprintf(h.body, printed) + fmt.Sprintf("The remark on place %s was made by a pilgrim.", words)
	if strings.HasPrefix(h.body, "[Footnote") {
		body += "]"
	}
	if h.where == "foot" {
		text.WriteString(h.broken(paragraph) + "\n\n" + h.broken(body) + "\n\n" + h.broken(rest) + "\n\n")
		return
	}
	text.WriteString(h.broken(paragraph+" "+rest) + "\n\n")
	notes.WriteString(h.broken(body) + "\n\n")
}

// broken breaks a paragraph into lines where the book has such.
func (h habit) broken(s string) string {
	if !h.wrapped {
		return s
	}
	return brokenAt(s, 70)
}

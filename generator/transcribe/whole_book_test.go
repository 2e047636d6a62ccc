package transcribe_test

import (
	"fmt"
	"strings"
	"testing"

	"glossator/generator/transcribe"
)

// wholeBook is how a book of ten chapters heads its chapters and, at its end, the notes of each.
type wholeBook struct {
	chapter, notes string // with {n}, {N} (the Roman number) and {title}
	call, body     string // with %d
	continuous     bool   // the numbers go on from chapter to chapter
	wrapped        bool
	pages          bool // page numbers and running heads stand in the text
	close          bool // no blank line between notes
}

var (
	tens   = []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"}
	titles = []string{"The Harbour", "The Customs House", "A Winter of Ice", "Salt and Tar", "The Long Strike", "Letters Home", "The Bridge", "What the Divers Saw", "A Change of Flags", "The Last Ferry"}
	shares = []int{9, 21, 14, 30, 5, 17, 26, 11, 20, 15} // of the 168 notes
)

// The 168 notes of a whole book are found, each at its place, and with them what they cite.
func TestWholeBooks(t *testing.T) {
	books := []wholeBook{
		{"CHAPTER {N}\n\n{title}", "CHAPTER {N}", "%d", "%d. ", false, true, true, false},
		{"Chapter {n}. {title}", "Chapter {n}. {title}", "[%d]", "[%d] ", false, false, false, false},
		{"{n}. {title}", "{n}. {title}", "%d", "%d ", false, true, false, true},
		{"{n}\n\n{title}", "{title}", "%d", "%d. ", false, true, true, true},
		{"CHAPTER {N}: {title}", "Notes to Chapter {n}", "(%d)", "(%d) ", false, true, true, false},
		{"{title}", "{title}", "^%d", "%d. ", false, false, false, false},
		{"{N}. {title}", "NOTES TO CHAPTER {N}", "<sup>%d</sup>", "%d. ", false, true, false, false},
		{"CHAPTER {N}", "", "[%d]", "[%d] ", true, true, true, false},
		{"CHAPTER {N}\n\n{title}", "", "%d", "%d. ", true, true, true, true},
	}
	for _, book := range books {
		t.Run(strings.TrimSpace(fmt.Sprintf("%q %q %q %q", book.chapter, book.notes, book.call, book.body)), func(t *testing.T) { checkWholeBook(t, book) })
	}
}

func checkWholeBook(t *testing.T, book wholeBook) {
	raw := transcribe.File{Name: "book.txt", Text: []byte(book.text())}
	checkWords(t, raw)
	result := transcribe.Read([]transcribe.File{raw})
	report := result.Report.Essays[0]
	if c := report.Counts; c.Notes != 168 || c.Unplaced != 0 || c.Sections < 10 {
		t.Errorf("%d notes, %d without a place, %d sections", c.Notes, c.Unplaced, c.Sections)
	}
	essay := string(result.Files[0].Text)
	wrong := 0
	for n := 1; n <= 168; n++ {
		_, rest, _ := strings.Cut(essay, "the mark of "+spelled(n)+".")
		called := label.FindString(rest[:min(len(rest), 12)])
		if called == "" || !strings.Contains(essay, "\n"+called+": On "+spelled(n)+" see ") {
			if wrong++; wrong < 4 {
				t.Errorf("note %d is not called at its place, but %q", n, called)
			}
		}
	}
	if described, again := strings.Count(essay, "](cite:penn"), strings.Count(essay, "[Ibid., p. "); described < 160 || again != 56 {
		t.Errorf("%d works of Penn and %d times ibid. are linked", described, again)
	}
}

func (book wholeBook) text() string {
	var text, notes strings.Builder
	text.WriteString("THE PORT AND ITS PEOPLE\n\nA History\n\nby\n\nMARGARET VOSS\n\nLondon\nCASK & SONS\n1931\n\nCONTENTS\n\n")
	for i, title := range titles {
		fmt.Fprintf(&text, "%s. %s .......... %d\n", tens[i], title, 3+20*i)
	}
	number, page := 0, 2
	for i, title := range titles {
		heading := strings.NewReplacer("{n}", fmt.Sprint(i+1), "{N}", tens[i], "{title}", title)
		text.WriteString("\n\n\n" + heading.Replace(book.chapter) + "\n\n")
		if book.notes != "" {
			notes.WriteString(heading.Replace(book.notes) + "\n\n")
		}
		for k := range shares[i] {
			number++
			printed := k + 1
			if book.continuous {
				printed = number
			}
			book.passage(&text, &notes, number, printed)
			if book.pages && number%4 == 0 {
				page++
				fmt.Fprintf(&text, "\n\n%d\n\n\nTHE PORT AND ITS PEOPLE\n\n", page)
			}
		}
		if book.close {
			notes.WriteString("\n")
		}
	}
	return text.String() + "\n\nNOTES\n\n" + notes.String()
}

// passage writes a paragraph with the call of a note, and the note.
func (book wholeBook) passage(text, notes *strings.Builder, number, printed int) {
	h := habit{wrapped: book.wrapped}
	words := fmt.Sprintf("In the autumn of 18%02d the harbour master counted %d ships (and %d boats) and wrote down the mark of %s.", number%60+20, number%37+2, number%5+1, spelled(number)) +
		fmt.Sprintf(book.call, printed) + fmt.Sprintf(" His clerk, who had been at sea, thought that there were %d more; \"but nobody,\" he says, \"asked me.\" The pilots came back on the %dth.", number%7+2, number%20+4)
	text.WriteString(h.broken(words) + "\n\n")
	note := fmt.Sprintf("On %s see Rosa Penn, The Pilots of Tarn (Hull: Dock Press, 1899), p. %d. The rest is hearsay, and may be left to those who like it.", spelled(number), number+10)
	if number%3 == 0 {
		note = fmt.Sprintf("On %s see Penn, Pilots of Tarn, p. %d. Ibid., p. %d.", spelled(number), number+10, number+11)
	}
	notes.WriteString(h.broken(fmt.Sprintf(book.body, printed)+note) + "\n")
	if !book.close {
		notes.WriteString("\n")
	}
}

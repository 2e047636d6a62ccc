package transcribe_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"glossator/generator/diagnostic"
	"glossator/generator/transcribe"
)

// printedBook is a book of twelve chapters with 168 notes as it comes out of a scan: a table of contents, pages with running
// heads, an index, and the faults that printed books have.
type printedBook struct {
	where   string // the notes stand at the "foot" of pages, at the end of each "chapter", or at the "end" of the book
	restart bool   // the numbers begin again in each chapter
	call    string // with %d

	height int // lines of a page

	text, notes strings.Builder
	lines, foot []string // of the page that is being made
	page        int
	chapter     int
}

const notesOfChapter = 14

var chapterTitles = []string{"The Roadstead", "Tolls and Tallies", "A Winter of Ice", "Salt and Tar", "The Long Strike", "Letters Home", "The Swing Bridge", "What the Divers Saw", "A Change of Flags", "The Fever Year", "Lamps along the Mole", "The Last Ferry"}

var sentences = []string{
	"The master of the port wrote down %s in the evening, and the clerk wrote it down again in the morning",
	"Nobody asked why %s had been left on the quay, although the whole town walked past it on Sunday",
	"When the council met in 1871 it spoke of %s for three hours and adjourned without a vote",
	"Old pilots said that %s was worth more than the bridge, and younger ones laughed at them",
	"It was in these years that %s began to be counted, first by the week and then by the day",
	"A merchant from the upper town bought %s for 40 marks and sold it within the month at a loss",
}

var fillings = []string{
	"The ledgers do not say who paid, and the letters that might have told us were used to light the stove of the customs house.",
	"So it went on until the spring, when the ice broke and there were other things to think of.",
	"Of the 212 ships that lay there in March not one had a full crew, and most had no cargo to wait for.",
	"What the women of the lower town thought of it nobody wrote down, for the men who could write were at sea or at table.",
	"The bell was rung, the lamps were lit, and the matter rested there for a generation.",
}

var remarks = []string{
	"Rosa Penn, The Pilots of Tarn (Hull: Dock Press, 1899), p. %[2]d, prints the entry on %[1]s.",
	"Ibid., p. %[2]d. The word for %[1]s is struck out.",
	"Penn, op. cit., p. %[2]d, has nothing on %[1]s.",
	"On %[1]s see J. Cask, 'Tallies and Their Keepers', Harbour Review, 12 (1931), pp. %[2]d-80.",
	"Cask, 'Tallies', p. %[2]d, where %[1]s is misdated.",
	"The price of %[1]s rose by 3 marks in that year and by 5 in the next; the town paid both. See also Penn, Pilots, p. %[2]d.",
	"In 1874 %[1]s was sold again. The sale is described by Otto Lind, Auctions of the Coast, 2nd edn (Bremen: Kogge, 1908), ch. 3.",
}

// print writes the book and returns it.
func (b *printedBook) print() string {
	b.text.WriteString("THE HARBOUR AND THE TOWN\n\nby\n\nMARGARET VOSS\n\n\nCONTENTS\n\n")
	for i, title := range chapterTitles {
		fmt.Fprintf(&b.text, "%d. %s %s %d\n", i+1, title, strings.Repeat(".", 50-len(title)), 1+12*i)
	}
	b.text.WriteString("Index " + strings.Repeat(".", 47) + " 147\n\n")
	for i := range chapterTitles {
		b.printChapter(i)
	}
	if b.where == "end" {
		b.set("", "NOTES", "")
		b.setAll(b.notes.String())
	}
	b.turn()
	b.set("", "INDEX", "")
	for i, title := range chapterTitles {
		b.set(fmt.Sprintf("%s, %d, %d-%d", strings.ToLower(strings.Fields(title)[len(strings.Fields(title))-1]), 3+i*12, 8+i*12, 9+i*12))
	}
	b.set("Cask, J., 4, 17n, 88", "Penn, Rosa, 2-5, 31, 90n", "    on pilots, 44", "Tarn, see Roadstead")
	b.turn()
	return b.text.String()
}

func (b *printedBook) printChapter(i int) {
	b.turn()
	b.chapter = i
	b.set(fmt.Sprintf("CHAPTER %d", i+1), "", chapterTitles[i], "")
	if b.where == "end" {
		fmt.Fprintf(&b.notes, "Notes to Chapter %d\n\n", i+1)
	}
	for k := range notesOfChapter {
		b.passage(i*notesOfChapter+k+1, k)
	}
	if b.where == "chapter" {
		b.set("NOTES", "")
		b.setAll(b.notes.String())
		b.notes.Reset()
	}
}

// printed is the number that a note bears.
func (b *printedBook) printed(number int) int {
	if b.restart {
		return (number-1)%notesOfChapter + 1
	}
	return number
}

// passage sets a paragraph with a call, and its note.
func (b *printedBook) passage(number, k int) {
	thing := "the mark of " + spelled(number)
	words := fmt.Sprintf(sentences[number%len(sentences)], thing) + "." + fmt.Sprintf(b.call, b.printed(number)) + " " + fillings[number%len(fillings)]
	if number%3 == 0 {
		words += " " + fillings[(number+2)%len(fillings)]
	}
	switch number {
	case withoutBody:
		words = strings.Replace(words, thing, "a thing without a note", 1)
	case withoutMarker:
		words = strings.Replace(words, fmt.Sprintf("."+b.call+" ", b.printed(number)), ". ", 1)
	case 20, 90:
		words += " It had been so before." + fmt.Sprintf(b.call, b.printed(number-1))
	}
	note := fmt.Sprintf(remarks[(number-1)%len(remarks)], thing, number+10)
	if number%11 == 0 {
		note += " " + strings.Join(fillings, " ") + " That is all of " + spelled(number) + "."
	}
	if number == withoutBody {
		note = ""
	}
	b.setParagraph(words, number, note)
	if k == 6 {
		b.set("The council's clerk put it so:", "", "    We have neither the money nor the men, and if we had the", "    men we should not have the money to pay them; let it stand.", "")
	}
}

const withoutBody, withoutMarker = 61, 105

func (b *printedBook) setParagraph(words string, number int, note string) {
	body := ""
	if note != "" {
		body = strings.TrimSpace(brokenAt(fmt.Sprintf("%d. ", b.printed(number))+note, 66))
	}
	for line := range strings.SplitSeq(strings.TrimSpace(brokenAt(words, 66)), "\n") {
		b.set(line)
		if b.where == "foot" && strings.Contains(line, fmt.Sprintf(b.call, b.printed(number))) && body != "" {
			b.foot, body = append(b.foot, strings.Split(body, "\n")...), ""
		}
	}
	if body != "" && b.where == "foot" {
		b.foot = append(b.foot, strings.Split(body, "\n")...)
	} else if body != "" {
		b.notes.WriteString(body + "\n\n")
	}
	b.set("")
}

// set puts lines on the page, and turns it when it is full.
func (b *printedBook) set(lines ...string) {
	for _, line := range lines {
		if len(b.lines)+len(b.foot) >= b.height {
			b.turn()
		}
		b.lines = append(b.lines, line)
	}
}

func (b *printedBook) setAll(text string) {
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		b.set(line)
	}
	b.set("")
}

// turn writes the page, with as much of its notes as it holds; the rest goes to the next.
func (b *printedBook) turn() {
	if len(b.lines) == 0 {
		return
	}
	b.page++
	room := max(b.height+1-len(b.lines), 2)
	if len(b.foot) <= room {
		room = len(b.foot)
	}
	head := fmt.Sprintf("%d    THE HARBOUR AND THE TOWN", b.page)
	if b.page%2 == 1 {
		head = fmt.Sprintf("%s    %d", strings.ToUpper(chapterTitles[b.chapter]), b.page)
	}
	b.text.WriteString(head + "\n\n" + strings.Trim(strings.Join(b.lines, "\n"), "\n") + "\n\n")
	if room > 0 {
		b.text.WriteString(strings.Join(b.foot[:room], "\n") + "\n\n")
	}
	b.lines, b.foot = nil, b.foot[room:]
	if len(b.foot) > b.height/2 {
		panic("notes grow over the pages")
	}
}

// Every note of a printed book is called at its place with its whole text, or is named as a doubt.
func TestPrintedBooks(t *testing.T) {
	for _, b := range []*printedBook{
		{where: "foot", call: "%d", height: 34},
		{where: "foot", restart: true, call: "%d", height: 28},
		{where: "foot", call: "[%d]", height: 41},
		{where: "chapter", restart: true, call: "%d", height: 34},
		{where: "end", restart: true, call: "%d", height: 34},
		{where: "end", call: "[%d]", height: 32},
	} {
		t.Run(fmt.Sprintf("notes at the %s restart=%t %s %d", b.where, b.restart, b.call, b.height), func(t *testing.T) { checkPrintedBook(t, b) })
	}
}

func checkPrintedBook(t *testing.T, b *printedBook) {
	raw := transcribe.File{Name: "book.txt", Text: []byte(b.print())}
	checkWords(t, raw)
	result := transcribe.Read([]transcribe.File{raw})
	essay := string(result.Files[0].Text)
	for n := 1; n <= 168; n++ {
		if n != withoutBody && n != withoutMarker {
			checkPrintedNote(t, essay, n)
		}
	}
	for i, title := range chapterTitles {
		if heading := fmt.Sprintf("\n## CHAPTER %d. %s\n", i+1, title); !strings.Contains(essay, heading) {
			t.Errorf("no heading %q", heading)
		}
	}
	if again := strings.Count(essay, "It had been so before.[^"); again != 2 {
		t.Errorf("of the two notes that are called twice %d are", again)
	}
	kinds := map[diagnostic.Code]int{}
	for _, d := range result.Report.Essays[0].Doubts {
		if kinds[d.Kind]++; d.Kind == "note-continues" && !strings.Contains(d.Words, "rested there for a generation.") && !strings.Contains(d.Words, "That is all of") {
			t.Errorf("in doubt without need: %+v", d)
		}
	}
	delete(kinds, "note-continues")
	if want := (map[diagnostic.Code]int{"note-without-marker": 1, "marker-without-note": 1, "printed-pages": 2}); !maps.Equal(kinds, want) {
		t.Errorf("doubts: %v, want %v", kinds, want)
	}
}

// checkPrintedNote looks for the call of a note behind its words, and for all of the note.
func checkPrintedNote(t *testing.T, essay string, n int) {
	t.Helper()
	_, rest, _ := strings.Cut(essay, "the mark of "+spelled(n)+" ")
	sentence, _, _ := strings.Cut(rest, "\n")
	called := label.FindString(sentence)
	_, body, _ := strings.Cut(essay, "\n"+called+": ")
	body, _, _ = strings.Cut(body, "\n[^")
	if called == "" || !strings.Contains(body, "the mark of "+spelled(n)) || n%11 == 0 && !strings.Contains(body, "That is all of "+spelled(n)+".") {
		t.Errorf("note %d is called %q with %q", n, called, body)
	}
}

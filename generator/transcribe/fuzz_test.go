package transcribe_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"glossator/generator/content"
	"glossator/generator/diagnostic"
	"glossator/generator/transcribe"
)

// Any bytes may come in; whatever they are, nothing panics and the result can be read again.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/cases/*.txtar")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, raw := range rawFiles(archive) {
			f.Add(raw.Text, filepath.Ext(raw.Name) == ".qmd" || strings.HasSuffix(raw.Name, ".docx.md"))
		}
	}
	f.Add([]byte("\xff\xfe[\x001\x00]\x00"), false)
	f.Add([]byte("---\nauthor: [{name: {given: A}}, 3, null]\n---\n@fig-a {{< x >}}"), true)
	f.Fuzz(func(t *testing.T, text []byte, markdown bool) {
		for _, name := range map[bool][]string{false: {"text.txt"}, true: {"text.md", "text.docx.md"}}[markdown] {
			result := transcribe.Read([]transcribe.File{{Name: name, Text: text}})
			for _, file := range result.Files {
				if strings.HasPrefix(file.Name, "essays/") && !strings.HasPrefix(string(file.Text), "---\ntitle: ") {
					t.Errorf("%s has no front matter:\n%s", file.Name, file.Text)
				}
			}
			readAgain(t, result.Files)
			var report strings.Builder
			if err := result.Report.WriteJSON(&report); err != nil {
				t.Error(err)
			}
		}
	})
}

// readAgain reads the essays as an edition's.
func readAgain(t *testing.T, files []transcribe.File) {
	t.Helper()
	folder := t.TempDir()
	root, err := os.OpenRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := root.Mkdir("essays", 0o755); err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !strings.HasPrefix(file.Name, "essays/") || !strings.HasSuffix(file.Name, ".md") {
			continue
		}
		if err := root.WriteFile(file.Name, file.Text, 0o644); err != nil {
			t.Fatal(err)
		}
		essay, found := content.LoadEssay(root, file.Name, "en")
		if essay.Essay == nil || found.Count(diagnostic.Error) > 0 {
			t.Errorf("%s is not read again: %v\n%s", file.Name, found, file.Text)
			continue
		}
		if essay.Essay.Title == "" {
			t.Errorf("%s has no title:\n%s", file.Name, file.Text)
		}
	}
}

// bulk is five megabytes of a text with sections, notes at its feet, citations and a list of works.
func bulk() []byte {
	var b strings.Builder
	b.WriteString("A Long Book\n\nPaula Long\n\n")
	n := 0
	for section := 1; b.Len() < 5<<20; section++ {
		fmt.Fprintf(&b, "%s\n\n", "CHAPTER "+fmt.Sprint(section))
		for range 40 {
			n++
			fmt.Fprintf(&b, "The committee met again in March 1926 and heard what Linke (19%02d, p. %d) had said of it.%d) Nobody in the room believed the figures (Hilger 1964, p. %d; FRUS no. %d), and the minutes, which Watt has printed, give the reason in a sentence that was struck out later: \"we had seen\n\n", n%90+10, n%400, n, n%300, n%900)
			fmt.Fprintf(&b, "%d) See Linke 19%02d, p. %d; Ibid., p. %d.\n\nthe harvest.\" Then they rose for lunch and the chairman walked home alone.\n\n", n, n%90+10, n%400, n%77+1)
		}
	}
	b.WriteString("Bibliography\n\n")
	for year := 10; year < 100; year++ {
		fmt.Fprintf(&b, "Linke, Horst. 19%d. The Committee in the Year %d. Berlin: Verlag.\n", year, year)
	}
	b.WriteString("Hilger, Gustav. 1964. Wir und der Kreml. Frankfurt: Athenäum.\n")
	return []byte(b.String())
}

func BenchmarkRead(b *testing.B) {
	text := bulk()
	for name, raw := range map[string][]byte{
		"book":     text,
		"half":     text[:len(text)/2],
		"brackets": []byte(strings.Repeat("[1] (2) ", 5<<17)),
		"bodies":   []byte(strings.Repeat("[1] Body\n\n", 5<<17/5*4)),
		"stars":    []byte(strings.Repeat("a* *b ** ", 5<<17)),
		"capitals": []byte(strings.Repeat("Watt, ", 5<<20/6)),
		"open":     []byte(strings.Repeat("and then\n\n", 5<<20/10)),
		"quotes":   []byte(strings.Repeat(`"A (B 1990) [C* `, 5<<20/16)),
		"headings": []byte(strings.Repeat("CHAPTER I\n\nTitle\n\n", 5<<20/18)),
		"notes":    []byte("Notes\n\n" + strings.Repeat("1. Ibid., p. 3; Watt, \"A title of some length,\" in X (London, 1990), p. 3.\n", 5<<20/76)),
		"works":    []byte("References\n\n" + strings.Repeat("Watt, D. 1990. How War Came. London: Heinemann.\n", 5<<20/48)),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			for b.Loop() {
				transcribe.Read([]transcribe.File{{Name: "book.txt", Text: raw}})
			}
		})
	}
}

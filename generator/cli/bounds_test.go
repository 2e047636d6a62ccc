package cli_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"glossator/generator/fixture"
	"glossator/generator/growth"
)

// What a run of the program may take at most, whatever it is given: so much, and so much for each byte that it reads.
const (
	baseMemory    = 256 << 20
	memoryPerByte = 16
)

// bound is an input that might take far more time or memory than its length justifies.
type bound struct {
	name    string
	run     string // the command; nothing is build
	files   func() map[string]string
	status  int
	says    string // among what is said; of an error it is the limit
	claimed int64  // bytes of an input that is not read
}

const (
	tenMillion      = 10_000_000
	hundredThousand = 100_000
	oneSource       = "@book{k, title={Title}, author={Author, Ann}, year={1900}}\n"
)

func essay(words string) func() map[string]string {
	return func() map[string]string {
		return map[string]string{"content/essays/a.md": "---\ntitle: A\n---\n\n" + words + "\n"}
	}
}

func repeated(piece string) func() map[string]string {
	return func() map[string]string { return essay(strings.Repeat(piece, tenMillion/len(piece)))() }
}

func file(name, before, piece string, times int, after string) func() map[string]string {
	return func() map[string]string {
		return map[string]string{name: before + strings.Repeat(piece, times) + after}
	}
}

// styled is an edition of one citation in a style of its own.
func styled(before, macros, layout string) func() map[string]string {
	return func() map[string]string {
		return map[string]string{
			"content/essays/a.md": "---\ntitle: A\n---\n\n[@k]\n", "content/references.bib": oneSource,
			"content/edition.yaml": "title: T\nlanguage: en\nbibliography: [references.bib]\ncitation-style: s.csl\n",
			"content/s.csl": before + `<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>T</title></info>` +
				macros + `<citation><layout>` + layout + `</layout></citation></style>`,
		}
	}
}

// doubled are n definitions, each of twice the one before it.
func doubled(first, next string, n int) string {
	var b strings.Builder
	b.WriteString(first)
	for i := 1; i < n; i++ {
		b.WriteString(strings.NewReplacer("%d", strconv.Itoa(i), "%b", strconv.Itoa(i-1)).Replace(next))
	}
	return b.String()
}

// deflated is a zip of files of so many zeros.
func deflated(size int64, names ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.CopyN(w, zeros{}, size)
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func bounds() []bound {
	tooMany, tooDeep := "the limit is 312", "nested more than 100 deep; the limit is 100"
	return []bound{
		{name: "a line of 100 MB", claimed: 100_000_000, status: 1, says: "has 100000000 bytes; the limit is 67108864"},
		{name: "opening brackets", files: repeated("["), status: 1, says: tooMany},
		{name: "closing brackets", files: repeated("]"), status: 1, says: tooMany},
		{name: "links that end nowhere", files: repeated("[x]("), status: 1, says: tooMany},
		{name: "destinations that end nowhere", files: repeated("[a](<b"), status: 1, says: tooMany},
		{name: "crossing emphasis", files: repeated("*a_ "), status: 1, says: tooMany},
		{name: "tildes", files: repeated("~")},
		{name: "stars", files: repeated("*")},
		{name: "quotations within each other", files: essay(strings.Repeat("> ", hundredThousand) + "a"), status: 1, says: tooDeep},
		{name: "lists within each other", files: essay(strings.Repeat("- ", hundredThousand) + "a"), status: 1, says: tooDeep},
		{name: "quotations ever deeper", files: essay(deeper("> ", "a\n", 2000)), status: 1, says: tooDeep},
		{name: "lists ever deeper", files: essay(deeper("  ", "- a\n", 2000)), status: 1, says: tooDeep},
		{name: "emphasis within each other", files: essay(strings.Repeat("*a **a ", 20_000) + strings.Repeat(" a** a*", 20_000)), status: 1, says: "nested more than 100 deep; the limit is 100"},
		{name: "definitions and their uses", files: essay(growth.Text("[a%d]: #p1\n", 40_000) + "\n" + strings.Repeat(growth.Text("[a%d] ", 20_000), 30))},
		{name: "notes that call each other", files: essay("[^a0]\n\n" + doubled("[^a0]: b[^a2999]\n\n", "[^a%d]: b[^a%b]\n\n", 3000))},
		{name: "YAML aliases", files: file("content/glossary.yaml", "a: &a [x, x]\n"+doubled("b0: &b0 [*a, *a]\n", "b%d: &b%d [*b%b, *b%b]\n", 60), "", 0, ""), status: 1, says: "anchors and aliases are not part of the format"},
		{name: "YAML within each other", files: file("content/glossary.yaml", "", "[", hundredThousand, ""), status: 1, says: "nested deeper than 60"},
		{name: "YAML lists within each other", files: file("content/names.yaml", "", "- ", hundredThousand, ""), status: 1, says: "nested deeper than 60"},
		{name: "front matter within each other", files: file("content/essays/a.md", "---\ntitle: ", "{a: ", hundredThousand, "\n---\n\nA\n"), status: 1, says: "nested deeper than 60"},
		{name: "BibTeX braces", files: listed("references.bib", "@book{k, title={"+strings.Repeat("{", tenMillion)), status: 1, says: "references.bib"},
		{name: "BibTeX strings", files: listed("references.bib", "@string{s0 = {xxxxxxxxxx}}\n"+doubled("", "@string{s%d = s%b # s%b}\n", 60)+"@book{k, title = s59}\n"), status: 1, says: "more than 8 times of the file"},
		{name: "a long title that is cited often", files: func() map[string]string {
			long := listed("references.bib", strings.Replace(oneSource, "Title", strings.Repeat("long ", hundredThousand), 1))()
			long["content/essays/a.md"] = "---\ntitle: A\n---\n\n" + strings.Repeat("[@k, p. 1]\n\n", 10_000)
			return long
		}, status: 1, says: `title of "k" has 499999 bytes; the limit is 10000`},
		{name: "a long title that is linked to often", files: func() map[string]string {
			return map[string]string{
				"content/essays/a.md": "---\ntitle: A\n---\n\n" + strings.Repeat("[](essay:b)\n\n", 10_000),
				"content/essays/b.md": "---\ntitle: " + strings.Repeat("long ", hundredThousand) + "\n---\n\nWords.\n",
			}
		}, status: 1, says: "has 499999 bytes; the limit is 10000"},
		{name: "JSON within each other", files: listed("references.json", strings.Repeat("[", tenMillion)), status: 1, says: "references.json"},
		{name: "CSL entities", files: styled(`<!DOCTYPE s [<!ENTITY e0 "lol">`+doubled("", `<!ENTITY e%d "&e%b;&e%b;">`, 60)+`]>`, "", `<text value="&e59;"/>`), status: 1, says: "entit"},
		{name: "CSL macros in a circle", files: styled("", `<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>`, `<text macro="a"/>`), status: 1, says: "itself"},
		{name: "CSL macros of macros", files: styled("", doubled(`<macro name="m0"><text value="lol"/></macro>`, `<macro name="m%d"><text macro="m%b"/><text macro="m%b"/></macro>`, 20), `<text macro="m19"/>`), status: 1, says: "more than 32768 elements"},
		{name: "as many CSL macros as there may be", files: styled("", doubled(`<macro name="m0"><text value="lol"/></macro>`, `<macro name="m%d"><text macro="m%b"/><text macro="m%b"/></macro>`, 14), `<text macro="m13"/>`)},
		{name: "CSL groups within each other", files: styled("", "", strings.Repeat("<group>", hundredThousand)), status: 1, says: "more than 200 elements within each other"},
		{name: "an import of brackets", run: "import a.md", files: file("a.md", "", "[x](", tenMillion/4, "\n")},
		{name: "an import of a long line", run: "import a.txt", claimed: 100_000_000, status: 1, says: "has 100000000 bytes; the limit is 67108864"},
		{name: "a document that unpacks to much", run: "import a.docx", files: func() map[string]string { return map[string]string{"a.docx": deflated(300<<20, "word/document.xml")} }, status: 1, says: "more than 268435456 bytes, which is the limit"},
		{name: "a list that unpacks to much", run: "archive --verify a.zip", files: func() map[string]string {
			return map[string]string{"a.zip": deflated(250<<20, "bagit.txt", "manifest-sha512.txt")}
		}, status: 1, says: "the limit is 1048576, or 16 for each byte of the zip"},
	}
}

// deeper are lines of which each begins with the piece once more.
func deeper(piece, line string, lines int) string {
	var b strings.Builder
	for i := range lines {
		b.WriteString(strings.Repeat(piece, i) + line)
	}
	return b.String()
}

// listed is an edition with a bibliography.
func listed(name, words string) func() map[string]string {
	return func() map[string]string {
		return map[string]string{"content/" + name: words, "content/edition.yaml": "title: T\nlanguage: en\nbibliography: [" + name + "]\n"}
	}
}

// TestBounds gives the program inputs that are known to take parsers much time or memory, each at its full size, and asks
// that it ends as it should, within the memory that it may take.
func TestBounds(t *testing.T) {
	if peakOfThis() == 0 {
		t.Skip("what memory a program has taken at most is known on Linux only")
	}
	for _, b := range bounds() {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			size := b.write(t, folder)
			status, said, peak, took := b.ran(t, folder)
			if status != b.status || !strings.Contains(said, b.says) {
				t.Errorf("status %d, not %d, and not %q in %.400q", status, b.status, b.says, said)
			}
			most := baseMemory + memoryPerByte*size
			t.Logf("%d bytes: %.1f MiB of %.1f, %v of the processor", size, float64(peak)/(1<<20), float64(most)/(1<<20), took)
			if peak == 0 || peak > most {
				t.Errorf("it took %d bytes of memory, more than %d for %d bytes", peak, most, size)
			}
		})
	}
}

// write writes the edition, and returns how many bytes are in it.
func (b bound) write(t *testing.T, folder string) (size int64) {
	t.Helper()
	files := map[string]string{"content/edition.yaml": "title: T\nlanguage: en\n", "content/essays/a.md": "---\ntitle: A\n---\n\nWords.\n"}
	if b.files != nil {
		for name, words := range b.files() {
			files[name] = words
		}
	}
	for name, words := range files {
		fixture.Write(t, filepath.Join(folder, filepath.FromSlash(name)), words)
		size += int64(len(words))
	}
	if b.claimed > 0 {
		name := filepath.Join(folder, "content", "essays", "a.md")
		if _, imported, ok := strings.Cut(b.run, "import "); ok {
			name = filepath.Join(folder, imported)
		}
		if err := errors.Join(os.WriteFile(name, nil, 0o644), os.Truncate(name, b.claimed)); err != nil {
			t.Fatal(err)
		}
	}
	return size
}

// ran runs the program in a process of its own.
func (b bound) ran(t *testing.T, folder string) (status int, said string, peak int64, took time.Duration) {
	t.Helper()
	arguments := strings.Fields(b.run)
	if b.run == "" {
		arguments = []string{"build", "--quiet"}
	}
	told := filepath.Join(folder, "peak")
	c := exec.Command("glossator", arguments...)
	c.Dir, c.Env = folder, append(os.Environ(), "GLOSSATOR_PEAK="+told)
	out, err := c.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if words, err := os.ReadFile(told); err == nil {
		peak, _ = strconv.ParseInt(string(words), 10, 64)
	}
	return c.ProcessState.ExitCode(), string(out), peak, c.ProcessState.UserTime() + c.ProcessState.SystemTime()
}

// tellPeak writes what memory this process has had at most to the file that GLOSSATOR_PEAK names. What the system says of
// an ended process takes in the process that started it.
func tellPeak() {
	if name := os.Getenv("GLOSSATOR_PEAK"); name != "" {
		os.WriteFile(name, fmt.Append(nil, peakOfThis()), 0o644)
	}
}

var highWater = regexp.MustCompile(`(?m)^VmHWM:\s*(\d+) kB$`)

// peakOfThis is the most memory that this process has had, in bytes; zero where that is not known.
func peakOfThis() int64 {
	b, _ := os.ReadFile("/proc/self/status")
	m := highWater.FindSubmatch(b)
	if m == nil {
		return 0
	}
	kib, _ := strconv.ParseInt(string(m[1]), 10, 64)
	return kib << 10
}

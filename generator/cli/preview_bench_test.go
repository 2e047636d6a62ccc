//go:build unix

package cli

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"glossator/generator/fixture"
	"glossator/generator/preview"
)

// BenchmarkPreview measures, in editions of as many essays as GLOSSATOR_ESSAYS says (100 when unset), the time from a
// saved essay to the new bytes of a page that the edit touches: the essay's own, and a source's, a term's and a name's
// where it mentions them. It reports medians and 99th percentiles in milliseconds, and the memory in use after a
// collection: before the edits, and by how much more after them. With -benchtime 2500x that is 10,000 edits. It reports
// the time from start to the first page, too: cold, and warm, when another preview has been there before, where that is
// the home page, which counts what all essays have, and where it is an essay's.
func BenchmarkPreview(b *testing.B) { benchPreview(b, touched) }

// BenchmarkPreviewRecords measures the same for what is no essay's text: a definition, a new term, a source's title, the
// edition's subtitle, and an essay that comes.
func BenchmarkPreviewRecords(b *testing.B) { benchPreview(b, touchedByRecords) }

func benchPreview(b *testing.B, edits func(b *testing.B, content, essay string) []measured) {
	benchEditions(b, func(b *testing.B, tools, edition string) {
		content := filepath.Join(edition, "content")
		names := "- id: leander-probeson\n  name: Leander Probeson\n  kind: person\n" // the corpus has no names
		fixture.Write(b, filepath.Join(content, "names.yaml"), names)
		measurePreview(b, filepath.Join(tools, "glossator"), content, edits)
	})
}

func measurePreview(b *testing.B, command, content string, edits func(b *testing.B, content, essay string) []measured) {
	list, err := filepath.Glob(filepath.Join(content, "essays", "*.md"))
	if err != nil || len(list) == 0 {
		b.Fatal("no essays", err)
	}
	essay := "essays/" + strings.TrimSuffix(filepath.Base(list[0]), ".md") + ".html"
	cold := firstPage(b, command, content, "index.html")
	first := firstPage(b, command, content, "index.html")
	firstEssay := firstPage(b, command, content, essay)
	address, end := runPreview(b, content, preview.Options{})
	b.Cleanup(end)
	saved := &saves{b: b, content: content, address: address, nextEvent: followEvents(b, address)}
	saved.pages = edits(b, content, list[0]) // what it mentions stands on the first part of the lists of long pages
	saved.get("index.html")
	round := func() {
		for i := range saved.pages {
			saved.measure(&saved.pages[i])
		}
	}
	round() // what is made once and kept is made here
	before := inUse()
	for b.Loop() {
		round()
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(cold, "s/first-page-cold")
	b.ReportMetric(first, "s/first-page-warm")
	b.ReportMetric(firstEssay, "s/first-essay-warm")
	for _, p := range saved.pages {
		b.ReportMetric(percentile(p.times, 50), "ms/"+p.name)
		b.ReportMetric(percentile(p.times, 99), "ms/"+p.name+"-p99")
	}
	b.ReportMetric(before, "MiB")
	b.ReportMetric(inUse()-before, "MiB-grown")
}

// firstPage is how many seconds it takes from the start of the command to a page of its preview that is asked for at once.
func firstPage(b *testing.B, command, content, page string) float64 {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	listener.Close()
	c := exec.Command(command, "preview", "--quiet", "--port", strconv.Itoa(port), "--content", content, "--out", filepath.Join(filepath.Dir(content), "public"))
	start := time.Now()
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	response, err := http.Get(fmt.Sprintf("http://127.0.0.1:%d/%s", port, page))
	for err != nil && time.Since(start) < 10*time.Second { // it does not listen yet
		time.Sleep(time.Millisecond)
		response, err = http.Get(fmt.Sprintf("http://127.0.0.1:%d/%s", port, page))
	}
	if err != nil {
		b.Fatal(err)
	}
	io.Copy(io.Discard, response.Body)
	response.Body.Close()
	took := time.Since(start).Seconds()
	if response.StatusCode != http.StatusOK {
		b.Fatal(page, response.Status)
	}
	if response, err = http.Get(fmt.Sprintf("http://127.0.0.1:%d/index.html", port)); err == nil { // when all has been read
		response.Body.Close()
	}
	time.Sleep(time.Second) // for what has been found out to be kept
	c.Process.Signal(os.Interrupt)
	c.Wait() // the page is what counts
	return took
}

// saves are edits, each with words that the page asked for then must have.
type saves struct {
	b         *testing.B
	content   string
	address   string
	nextEvent func()
	count     int
	pages     []measured
}

// measured is a page that an edit touches, and how long it took.
type measured struct {
	name, path  string // in which MARK stands for the edit's own word in small letters
	file        string // in the content folder
	before, end string // the file, with the edit's words in between; in which MARK stands for the edit's own word
	edit        string
	times       []float64 // milliseconds
}

func (s *saves) get(path string) []byte {
	response, err := http.Get(s.address + path)
	if err != nil {
		s.b.Fatal(err)
	}
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		s.b.Fatal(path, response.Status, err)
	}
	return page
}

// open asks for a page that an editor would have open, where there is one.
func (s *saves) open(path string) {
	response, err := http.Get(s.address + path)
	if err != nil {
		s.b.Fatal(err)
	}
	io.Copy(io.Discard, response.Body)
	response.Body.Close()
}

// measure saves a file with a word of its own and asks for a page that must have it. A file that comes with it goes again.
func (s *saves) measure(p *measured) {
	s.count++
	mark := fmt.Sprintf("Edited%d", s.count)
	small := strings.NewReplacer("MARK", strings.ToLower(mark))
	file := filepath.Join(s.content, small.Replace(p.file))
	s.open(small.Replace(p.path))
	temporary := filepath.Join(s.content, "saving.tmp")
	if err := os.WriteFile(temporary, []byte(p.before+strings.ReplaceAll(p.edit, "MARK", mark)+p.end), 0o644); err != nil {
		s.b.Fatal(err)
	}
	start := time.Now()
	if err := os.Rename(temporary, file); err != nil {
		s.b.Fatal(err)
	}
	s.nextEvent()
	page := s.get(small.Replace(p.path))
	p.times = append(p.times, float64(time.Since(start).Microseconds())/1000)
	if !bytes.Contains(page, []byte(mark)) {
		s.b.Fatalf("%s does not show %q", p.path, mark)
	}
	if p.before+p.end == "" {
		if err := os.Remove(file); err != nil {
			s.b.Fatal(err)
		}
		s.nextEvent()
	}
}

var (
	citedKey  = regexp.MustCompile(`@([a-z0-9]+)`)
	firstTerm = regexp.MustCompile(`- id: (\S+)\n  term: "([^"]+)"`)
)

// touched are the pages that the edits of an essay touch.
func touched(b *testing.B, content, essay string) []measured {
	text, glossary := contents(b, essay), contents(b, filepath.Join(content, "glossary.yaml"))
	source, term := citedKey.FindStringSubmatch(text), firstTerm.FindStringSubmatch(glossary)
	if source == nil || term == nil {
		b.Fatal("the corpus cites nothing, or has no terms")
	}
	name := filepath.Base(essay)
	edit := func(page, path, mention string) measured {
		return measured{name: page, path: path, file: "essays/" + name, before: text, edit: "\n\nMARK " + mention + " stands here.\n"}
	}
	return []measured{
		edit("essay", "essays/"+strings.TrimSuffix(name, ".md")+".html", ""),
		edit("source", "bibliography/"+source[1]+".html", "[@"+source[1]+", p. 7]"),
		edit("term", "glossary/"+term[1]+".html", term[2]),
		edit("name", "names/leander-probeson.html", "Leander Probeson"),
	}
}

// touchedByRecords are the pages that edits of other files touch.
func touchedByRecords(b *testing.B, content, essay string) []measured {
	in := func(page, path, file, behind, edit string) measured {
		text := contents(b, filepath.Join(content, file))
		at := strings.Index(text, behind) + len(behind)
		return measured{name: page, path: path, file: file, before: text[:at], edit: edit, end: text[at:]}
	}
	source := citedKey.FindStringSubmatch(contents(b, essay))[1]
	term := firstTerm.FindStringSubmatch(contents(b, filepath.Join(content, "glossary.yaml")))
	entry := contents(b, filepath.Join(content, "references.bib"))
	title := regexp.MustCompile("(?s)@[a-z]+\\{" + source + ",.*?title = \\{").FindString(entry)
	return []measured{
		in("definition", "glossary/"+term[1]+".html", "glossary.yaml", "definition: \"", "MARK "),
		in("new-term", "glossary/edited.html", "glossary.yaml", "", "- id: edited\n  term: MARK\n"),
		in("title", "bibliography/"+source+".html", "references.bib", title, "MARK "),
		in("subtitle", "index.html", "edition.yaml", "language: en\n", "subtitle: MARK\n"),
		{name: "new-essay", path: "essays/MARK.html", file: "essays/MARK.md", edit: "---\ntitle: MARK\n---\n\nWords.\n"},
	}
}

func contents(b *testing.B, file string) string {
	return string(fixture.Read(b, file))
}

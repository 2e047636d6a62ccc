package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"glossator/generator/fixture"
	"glossator/generator/preview"
)

// silent is the program as it works on a content folder, for which it says nothing.
func silent(content, out string) *program {
	return &program{stdout: io.Discard, stderr: io.Discard, format: "text", quiet: true, layouts: "layouts", content: content, out: out}
}

// newEdition writes the edition that new writes.
func newEdition(t *testing.T, folder string) {
	t.Helper()
	if err := silent("", "").newEdition(folder); err != nil {
		t.Fatal(err)
	}
}

// startPreview serves a copy of the starter edition and returns its folder and address. It ends with the test.
func startPreview(t *testing.T, poll bool) (content, address string) {
	t.Helper()
	folder := t.TempDir()
	newEdition(t, folder)
	content = filepath.Join(folder, "content")
	return content, startPreviewOf(t, content, poll)
}

func startPreviewOf(t *testing.T, content string, poll bool) (address string) {
	t.Helper()
	address, end := runPreview(t, content, preview.Options{Poll: poll})
	t.Cleanup(end)
	return address
}

// runPreview serves an edition until end is called.
func runPreview(t testing.TB, content string, o preview.Options) (address string, end func()) {
	t.Helper()
	p := silent(content, filepath.Join(filepath.Dir(content), "public"))
	p.drafts = true
	ctx, cancel := context.WithCancel(context.Background())
	ready, done := make(chan string, 1), make(chan error, 1)
	o.Ready = func(addresses []string) { ready <- addresses[0] }
	go func() { done <- p.preview(ctx, o) }()
	select {
	case address = <-ready:
	case err := <-done:
		t.Fatal(err)
	}
	return address, func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// followEvents reads the preview's events; each call of what it returns waits for the next.
func followEvents(t testing.TB, address string) (next func()) {
	t.Helper()
	response, err := http.Get(address + "-/events")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	events := bufio.NewReader(response.Body)
	next = func() {
		t.Helper()
		for {
			line, err := events.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(line, "data:") {
				return
			}
		}
	}
	next()
	return next
}

func get(t testing.TB, address string) (int, string) {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(b)
}

// eventually waits for what the preview must do after a file has changed.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatal("it never came: " + what)
}

func edit(t *testing.T, file, old, new string) {
	t.Helper()
	b := fixture.Read(t, file)
	if !strings.Contains(string(b), old) {
		t.Fatalf("%s has no %q", file, old)
	}
	saveByRename(t, file, strings.Replace(string(b), old, new, 1))
}

// saveByRename saves as vim and other editors do.
func saveByRename(t *testing.T, file, text string) {
	t.Helper()
	temporary := filepath.Join(filepath.Dir(file), ".saving.tmp")
	fixture.Write(t, temporary, text)
	if err := os.Rename(temporary, file); err != nil {
		t.Fatal(err)
	}
}

var previewTags = regexp.MustCompile(`<link rel="stylesheet" href="/-/preview\.css"><script src="/-/preview\.js"[^>]*></script>`)

// Every page that the preview serves is the built one, byte for byte, but for the preview's own tags: at the start,
// and after edits that the preview has taken in one by one.
func TestPreviewServesWhatBuildWrites(t *testing.T) {
	content, address := startPreview(t, false)
	essay := filepath.Join(content, "essays/letters.md")
	sameAsBuilt(t, content, address)
	for i := range 5 {
		mark := fmt.Sprintf("MARK%d", i)
		edit(t, essay, "A letter is written", mark+" An emendation in Paris [@lindqvist2004, p. 5] is. A letter is written")
		eventually(t, mark, func() bool { _, b := get(t, address+"essays/letters"); return strings.Contains(b, mark) })
		sameAsBuilt(t, content, address)
	}
	edit(t, filepath.Join(content, "glossary.yaml"), "term: emendation", "term: correction")
	eventually(t, "the new term", func() bool { _, b := get(t, address+"glossary"); return strings.Contains(b, "correction") })
	sameAsBuilt(t, content, address)
}

func TestPreviewTakesInNewAndDeletedFiles(t *testing.T) {
	for _, poll := range []bool{false, true} {
		content, address := startPreview(t, poll)
		file := filepath.Join(content, "essays/third.md")
		fixture.Write(t, file, "---\ntitle: Third\n---\n\nWords.\n")
		status := func() int { s, _ := get(t, address+"essays/third.html"); return s }
		eventually(t, "a new essay", func() bool { return status() == http.StatusOK })
		os.Remove(file)
		eventually(t, "a deleted essay's 404", func() bool { return status() == http.StatusNotFound })
		folder := filepath.Join(content, "annotations")
		os.Rename(folder, folder+"-away")
		eventually(t, "annotations gone", func() bool {
			_, b := get(t, address+"essays/letters")
			return !strings.Contains(b, "annotation-second-life")
		})
		os.Rename(folder+"-away", folder)
		eventually(t, "annotations back", func() bool {
			_, b := get(t, address+"essays/letters")
			return strings.Contains(b, "annotation-second-life")
		})
	}
}

// While there is no site, a page that has not been served before is not said to be missing: it is said what is wrong.
func TestPreviewSaysWhyThereIsNoPage(t *testing.T) {
	content, address := startPreview(t, false)
	if status, b := get(t, address+"nowhere"); status != http.StatusNotFound || !strings.Contains(b, "Page not found") {
		t.Errorf("an address that leads nowhere: %d", status)
	}
	edit(t, filepath.Join(content, "edition.yaml"), "citation-style: author-date", "citation-style: nowhere.csl")
	eventually(t, "the last page, marked", func() bool { _, b := get(t, address); return strings.Contains(b, `data-stale="true"`) })
	if _, b := get(t, address+"essays/letters"); !strings.Contains(b, "no citation style") || !strings.Contains(b, "glossator explain citation-style tells more") || strings.Contains(b, "Page not found") {
		t.Errorf("of a page that cannot be made is said %s", b)
	}
}

func TestPreviewShowsTheProofSheet(t *testing.T) {
	content, address := startPreview(t, false)
	edit(t, filepath.Join(content, "essays/reply.md"), "It begins with a reader", "It begins with with a reader")
	eventually(t, "the remark", func() bool {
		_, page := get(t, address+"-/proof")
		return strings.Contains(page, `<a href="/essays/reply.html#p1">reply#p1</a>`) && strings.Contains(page, "stands twice")
	})
}

func TestPreviewLeavesNothingRunning(t *testing.T) {
	http.DefaultClient.CloseIdleConnections()
	running := goleak.IgnoreCurrent()
	t.Run("preview", func(t *testing.T) {
		_, address := startPreview(t, false)
		get(t, address)
		r, err := http.Get(address + "-/events") // a browser that is still there when the preview ends
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { r.Body.Close() })
	})
	http.DefaultClient.CloseIdleConnections()
	if err := goleak.Find(running); err != nil {
		t.Error(err)
	}
}

// The command as it is typed, with no flag for it, is for this machine alone.
func TestPreviewListensOnLoopback(t *testing.T) {
	folder := t.TempDir()
	said, terminal := io.Pipe()
	p := &program{stdout: terminal, stderr: terminal}
	newEdition(t, folder)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		root := p.root()
		root.SetArgs([]string{"preview", "--content", filepath.Join(folder, "content"), "--out", filepath.Join(folder, "public")})
		done <- root.ExecuteContext(ctx)
		terminal.Close()
	}()
	b := bufio.NewReader(said)
	line, err := b.ReadString('\n')
	for err == nil && !strings.Contains(line, "the edition is at") {
		line, err = b.ReadString('\n')
	}
	if err != nil || !strings.Contains(line, "the edition is at http://127.0.0.1:") {
		t.Errorf("the preview says %q, %v", line, err)
	}
	cancel()
	go io.Copy(io.Discard, b)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

package preview_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"glossator/generator/preview"
)

func TestTheMarginSaysWherePassagesStandAndWhatIsFoundThere(t *testing.T) {
	files := two()
	files["essays/one.md"] = "---\ntitle: One\n---\n\nFirst words.\n\nSecond with with a doubled word.\n\nThird.[^1]\n\n![](none.png)\n\n[^1]: A note.\n"
	s := start(t, files, nil)
	_, text := s.get("-/margin?essay=one")
	type slip struct {
		Line    int
		Remarks []struct{ Severity, Message string }
	}
	var margin struct {
		File     string
		Passages map[string]slip
	}
	if err := json.Unmarshal([]byte(text), &margin); err != nil {
		t.Fatal(err)
	}
	if margin.File != "content/essays/one.md" {
		t.Errorf("the file is %q", margin.File)
	}
	lines := map[string]int{}
	var said []string
	for id, p := range margin.Passages {
		lines[id] = p.Line
		for _, r := range p.Remarks {
			said = append(said, id+" "+r.Severity+" "+r.Message)
		}
	}
	for id, want := range map[string]int{"p1": 5, "p2": 7, "p3": 9, "n1": 13} {
		if lines[id] != want {
			t.Errorf("%s stands at line %d, want %d", id, lines[id], want)
		}
	}
	all := strings.Join(said, "\n")
	for _, want := range []string{`p2 remark "with" stands twice`, `error`} {
		if !strings.Contains(all, want) {
			t.Errorf("the margin does not say %q:\n%s", want, all)
		}
	}
}

// post asks the preview to open the editor, as its own pages do.
func (s *shown) post(body string, header ...string) (int, string) {
	s.t.Helper()
	_, page := s.get("")
	token := regexp.MustCompile(`data-token="([^"]+)"`).FindStringSubmatch(page)[1]
	r, err := http.NewRequest("POST", s.address+"-/open", strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Origin", "http://"+s.host())
	r.Header.Set("X-Glossator-Token", token)
	for _, h := range header {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Del(name)
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	var b strings.Builder
	if err := response.Write(&b); err != nil {
		s.t.Fatal(err)
	}
	_, text, _ := strings.Cut(b.String(), "\r\n\r\n")
	return response.StatusCode, text
}

// The editor is a program that gets arguments, which no shell reads, and files of the edition only.
func TestAClickOpensTheEditor(t *testing.T) {
	opened := filepath.Join(t.TempDir(), "opened")
	s := start(t, two(), func(_ *shown, o *preview.Options) {
		o.Editor = []string{"sh", "-c", `printf '%s\n' "$@" > "$0.new" && mv "$0.new" "$0"`, opened, "+{line}", "{file}", "{column}"}
	})
	file := filepath.ToSlash(filepath.Join(s.content, "essays/$(touch x) one.md"))
	if status, text := s.post(`{"file":"` + file + `","line":5}`); status != http.StatusOK {
		t.Fatal(status, text)
	}
	want := "+5\n" + file + "\n1\n"
	eventually(t, "the editor", func() bool {
		b, err := os.ReadFile(opened)
		return err == nil && cmp.Equal(string(b), want)
	})
	for _, c := range []struct {
		body, header string
		want         int
	}{
		{`{"file":"/etc/passwd"}`, "", http.StatusInternalServerError},
		{`{"file":"` + s.content + `/../secret"}`, "", http.StatusInternalServerError},
		{`{`, "", http.StatusBadRequest},
		{`{"file":"` + file + `"}`, "X-Glossator-Token: guessed", http.StatusForbidden},
		{`{"file":"` + file + `"}`, "X-Glossator-Token: ", http.StatusForbidden},
		{`{"file":"` + file + `"}`, "Origin: ", http.StatusForbidden},
		{`{"file":"` + file + `"}`, "Origin: http://localhost:1", http.StatusForbidden},
	} {
		if got, text := s.post(c.body, c.header); got != c.want {
			t.Errorf("%s with %q: %d %s, want %d", c.body, c.header, got, text, c.want)
		}
	}
}

func TestAnEditorMayBeAnAddress(t *testing.T) {
	s := start(t, two(), func(_ *shown, o *preview.Options) { o.Editor = []string{"vscode://file{file}:{line}:{column}"} })
	file := filepath.ToSlash(filepath.Join(s.content, "essays/a b.md"))
	_, got := s.post(`{"file":"` + file + `","line":5,"column":2}`)
	if want := "vscode://file" + strings.Replace(file, " ", "%20", 1) + ":5:2"; !strings.Contains(got, want) {
		t.Errorf("the address is %q, want %q", got, want)
	}
}

func TestWithoutAnEditorTheClickSaysHowToSetOne(t *testing.T) {
	s := start(t, two(), nil)
	if status, text := s.post(`{"file":"` + filepath.ToSlash(s.content) + `/essays/one.md"}`); status != http.StatusNotImplemented || !strings.Contains(text, "--editor") {
		t.Errorf("%d %q", status, text)
	}
}

// The proof sheet of a large edition takes its time; a save meanwhile is taken in at once, and the sheet is of what is
// then.
func TestASaveDoesNotWaitForTheProofSheet(t *testing.T) {
	underWay := make(chan struct{})
	var once sync.Once
	s := start(t, two(), func(x *shown, _ *preview.Options) {
		x.shelf.proofing = func(stopped func() bool) {
			once.Do(func() {
				close(underWay)
				eventually(t, "a word from the save", stopped)
			})
		}
	})
	sheet := make(chan string, 1)
	go func() {
		_, text := s.get("-/proof")
		sheet <- text
	}()
	<-underWay
	s.save("essays/two.md", "---\ntitle: Two\n---\n\nIt held held for a while.\n")
	if text := <-sheet; !strings.Contains(text, "stands twice") {
		t.Errorf("the proof sheet is not of the edition as it was saved: %s", text)
	}
}

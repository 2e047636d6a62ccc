package preview_test

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"glossator/generator/fixture"
	"glossator/generator/preview"
)

// words is an essay of these words.
func words(s string) string { return "---\ntitle: Words\n---\n\n" + s + "\n" }

// Whatever way a program saves in, one save is one change, and the page has the new words.
func TestEveryWayOfSavingIsSeen(t *testing.T) {
	s := start(t, two(), nil)
	file := filepath.Join(s.content, "essays/two.md")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ways := []struct {
		name string
		save func(text []byte)
	}{
		{"in place", func(b []byte) { must(os.WriteFile(file, b, 0o644)) }},
		{"by rename", func(b []byte) { s.save("essays/two.md", string(b)) }},
		{"with a backup", func(b []byte) { // as vim does
			must(os.WriteFile(filepath.Join(s.content, "essays/4913"), nil, 0o644))
			must(os.Remove(filepath.Join(s.content, "essays/4913")))
			must(os.Rename(file, file+"~"))
			must(os.WriteFile(file, b, 0o644))
			must(os.Remove(file + "~"))
		}},
		{"by a link", func(b []byte) {
			other := filepath.Join(s.content, ".new")
			must(os.WriteFile(other, b, 0o644))
			must(os.Remove(file))
			must(os.Link(other, file))
			must(os.Remove(other))
		}},
		{"from another folder", func(b []byte) {
			other := filepath.Join(t.TempDir(), "two.md")
			must(os.WriteFile(other, b, 0o644))
			must(os.Rename(other, file))
		}},
	}
	for i, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			mark := fmt.Sprintf("Saved%d", i)
			way.save([]byte(words(mark)))
			for _, page := s.get("essays/two"); !strings.Contains(page, mark); _, page = s.get("essays/two") {
				s.taken()
			}
		})
	}
}

func TestBytesThatStayTheSameAreNoChange(t *testing.T) {
	s := start(t, two(), nil)
	s.save("essays/two.md", two()["essays/two.md"])
	fixture.Write(t, filepath.Join(s.content, "essays/.two.md.swp"), "swap")
	fixture.Write(t, filepath.Join(s.content, "essays/two.md~"), "backup")
	fixture.Write(t, filepath.Join(s.content, ".git/index"), "x")
	s.save("essays/one.md", words("Other."))
	if got, want := s.taken(), []string{"essays/one.md"}; !slices.Equal(got, want) {
		t.Errorf("taken in: %q, want %q", got, want)
	}
}

// A branch switch is one change, unless the disk is so slow about it that a folder is seen to be missing.
func TestHundredFilesAreOneChange(t *testing.T) {
	const attempts = 5
	for attempt := 1; ; attempt++ {
		s := start(t, two(), nil)
		next := s.follow()
		first := next().Sequence
		other := filepath.Join(t.TempDir(), "essays")
		for i := range 100 {
			fixture.Write(t, filepath.Join(other, fmt.Sprintf("e%d.md", i)), words("Words."))
		}
		begun := time.Now()
		if err := os.RemoveAll(filepath.Join(s.content, "essays")); err != nil {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
		if err := os.Rename(other, filepath.Join(s.content, "essays")); err != nil {
			t.Fatal(err)
		}
		took := time.Since(begun)
		got := s.taken()
		if len(got) != 102 && took > 200*time.Millisecond && attempt < attempts {
			t.Logf("the disk took %v: %d files were taken in", took, len(got))
			continue
		}
		if len(got) != 102 {
			t.Errorf("%d files were taken in, want 102 at once: %q", len(got), got)
		}
		if got := next().Sequence; got != first+1 {
			t.Errorf("browsers were told of update %d, want %d", got, first+1)
		}
		return
	}
}

// TestFoldersComeAndGo moves folders away and back. How many updates come of a move is the system's affair.
func TestFoldersComeAndGo(t *testing.T) {
	s := start(t, two(), nil)
	status := func(page string, want int) {
		t.Helper()
		for got, _ := s.get(page); got != want; got, _ = s.get(page) {
			s.taken()
		}
	}
	shows := func(page, words string) {
		t.Helper()
		for _, got := s.get(page); !strings.Contains(got, words); _, got = s.get(page) {
			s.taken()
		}
	}
	essays := filepath.Join(s.content, "essays")
	if err := os.Rename(essays, essays+"-away"); err != nil {
		t.Fatal(err)
	}
	status("essays/two.html", http.StatusNotFound)
	if err := os.Rename(essays+"-away", essays); err != nil {
		t.Fatal(err)
	}
	status("essays/two.html", http.StatusOK)
	s.save("essays/two.md", words("After the move."))
	shows("essays/two.html", "After the move.")

	fixture.Write(t, filepath.Join(s.content, "pages/about.md"), words("About.")) // a new folder with a file in it
	shows("pages/about.html", "About.")
	s.save("pages/about.md", words("More about."))
	shows("pages/about.html", "More about.")
	if err := os.Remove(filepath.Join(s.content, "essays/two.md")); err != nil {
		t.Fatal(err)
	}
	status("essays/two.html", http.StatusNotFound)
	if text := s.terminal.String(); text != "" {
		t.Errorf("the terminal shows %q", text)
	}
}

func TestASaveWhileTheEditionIsReadIsSeen(t *testing.T) {
	s := start(t, two(), func(s *shown, _ *preview.Options) {
		s.shelf.begun = func() { s.save("essays/two.md", words("Saved meanwhile.")) }
	})
	s.taken()
	s.shows("essays/two.html", "Saved meanwhile.")
}

func TestPollingSeesChanges(t *testing.T) {
	s := start(t, two(), func(_ *shown, o *preview.Options) { o.Poll = true })
	s.save("essays/two.md", words("Polled."))
	s.taken()
	s.shows("essays/two.html", "Polled.")
}

// A folder that lies elsewhere, in a cloud's, is watched where a link leads to it; also when the link leads to another one.
func TestFoldersMayBeLinks(t *testing.T) {
	var elsewhere string
	s := start(t, two(), func(s *shown, _ *preview.Options) {
		elsewhere = s.content + " in the cloud"
		if err := os.Rename(s.content, elsewhere); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(elsewhere, s.content); err != nil {
			t.Skip("no links here: ", err)
		}
	})
	fixture.Write(t, filepath.Join(elsewhere, "essays/two.md"), words("Cloudy."))
	if got, want := s.taken(), []string{"essays/two.md"}; !slices.Equal(got, want) {
		t.Errorf("taken in: %q, want %q", got, want)
	}
	s.shows("essays/two.html", "Cloudy.")
	other := s.content + " again"
	fixture.Write(t, filepath.Join(other, "essays/two.md"), words("Sunny."))
	link := s.content + ".new"
	if err := errors.Join(os.Symlink(other, link), os.Rename(link, s.content)); err != nil {
		t.Fatal(err)
	}
	if got := s.taken(); !slices.Contains(got, "essays/two.md") {
		t.Errorf("taken in of the other folder: %q", got)
	}
	fixture.Write(t, filepath.Join(other, "essays/two.md"), words("Sunny again."))
	if got, want := s.taken(), []string{"essays/two.md"}; !slices.Equal(got, want) {
		t.Errorf("taken in: %q, want %q", got, want)
	}
	if said := s.terminal.String(); strings.Contains(said, "looking every half second") {
		t.Errorf("no events are heard: %s", said)
	}
}

// What a link leads to outside of the folder is neither read nor watched; that there is such a link is seen.
func TestLinksThatLeadOutAreNotFollowed(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "outside.md")
	fixture.Write(t, outside, words("Outside."))
	s := start(t, two(), func(_ *shown, o *preview.Options) { o.Poll = true }) // it looks at everything
	link := filepath.Join(s.content, "essays/out.md")
	if err := os.Symlink(outside, link); err != nil {
		t.Skip("no links here: ", err)
	}
	if got, want := s.taken(), []string{"essays/out.md"}; !slices.Equal(got, want) {
		t.Errorf("taken in of a link: %q, want %q", got, want)
	}
	fixture.Write(t, outside, words("Outside, and other."))
	s.save("essays/one.md", words("Other."))
	if got, want := s.taken(), []string{"essays/one.md"}; !slices.Equal(got, want) {
		t.Errorf("taken in: %q, want %q", got, want)
	}
	if status, page := s.get("essays/out"); status == http.StatusOK || strings.Contains(page, "Outside") {
		t.Errorf("what a link leads to is shown: %d", status)
	}
}

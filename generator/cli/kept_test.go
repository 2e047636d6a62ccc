package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"glossator/generator/edition"
	"glossator/generator/fixture"
	"glossator/generator/shelf"
)

func TestWhatIsKeptIsDamagedOrWhole(t *testing.T) {
	p := &program{out: filepath.Join(t.TempDir(), "public")}
	from, other := shelf.Key{1}, shelf.Key{2}
	words := []byte("what has been found out")
	if p.recall("name", from) != nil {
		t.Error("something is recalled that has not been kept")
	}
	p.keep("name", from, []byte("older"))
	p.keep("name", from, words)
	if got := p.recall("name", from); !bytes.Equal(got, words) {
		t.Errorf("%q is recalled", got)
	}
	if p.recall("name", other) != nil {
		t.Error("what was made from something else is recalled")
	}
	file := p.keptFile("name")
	whole := fixture.Read(t, file)
	for i := range whole {
		damaged := bytes.Clone(whole)
		damaged[i] ^= 1
		for _, b := range [][]byte{damaged, whole[:i]} {
			fixture.Write(t, file, b)
			if got := p.recall("name", from); got != nil {
				t.Fatalf("with byte %d damaged, %q is recalled", i, got)
			}
		}
	}
	if err := os.WriteFile(file+".new", whole[:9], 0o400); err != nil { // as a run that is killed leaves it
		t.Fatal(err)
	}
	p.keep("name", from, words)
	if files, _ := filepath.Glob(filepath.Join(filepath.Dir(file), "*")); len(files) != 1 || !bytes.Equal(p.recall("name", from), words) {
		t.Error("something is left beside what is kept:", files)
	}
}

// A link in the place of the folder is no way to write elsewhere: it is removed, and what it leads to stays.
func TestNothingIsKeptWhereALinkLeads(t *testing.T) {
	for name, use := range map[string]func(p *program){
		"keep": func(p *program) { p.keep("name", shelf.Key{1}, []byte("words")) },
		"shelf": func(p *program) {
			s := p.shelf()
			s.Put("text", shelf.Keys{}, &edition.Text{}, nil)
			s.Flush()
		},
		"recall": func(p *program) { p.recall("name", shelf.Key{1}) },
	} {
		folder, elsewhere := t.TempDir(), t.TempDir()
		p := &program{out: filepath.Join(folder, "public")}
		link := filepath.Join(folder, ".public.shelf")
		if err := os.Symlink(elsewhere, link); err != nil {
			t.Skip("no links here: ", err)
		}
		use(p)
		if list, err := os.ReadDir(elsewhere); err != nil || len(list) > 0 {
			t.Errorf("%s: where the link led there is %v (%v)", name, list, err)
		}
		if info, err := os.Lstat(link); err == nil && !info.IsDir() {
			t.Errorf("%s: the link is still there", name)
		}
	}
}

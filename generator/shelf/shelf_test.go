package shelf_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"glossator/generator/edition"
	"glossator/generator/fixture"
	"glossator/generator/shelf"
)

var whole = cmp.AllowUnexported(edition.Text{})

// filled sets every field that a value has to something, so that one that is not written is seen. Lists have two entries,
// of which numbers mean the second.
func filled(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				filled(v.Field(i))
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		filled(v.Index(0))
		filled(v.Index(1))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		filled(v.Elem())
	case reflect.String:
		v.SetString("words")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32:
		v.SetInt(1)
	case reflect.Uint8:
		v.SetUint(1)
	case reflect.Uint64:
		v.SetUint(1 << 63)
	default:
		panic("a field of another kind: " + v.Kind().String())
	}
}

func text() *edition.Text {
	t := &edition.Text{}
	filled(reflect.ValueOf(t).Elem())
	t.Rank = 0 // which the edition gives, and no text keeps
	return t
}

func key(b byte) (k shelf.Key) {
	k[0] = b
	return k
}

// tidied is the shelf of an edition that has all texts.
func tidied(folder string) *shelf.Shelf {
	s := shelf.Open(folder, key(1))
	s.Tidy(func(string) bool { return true })
	return s
}

// Every field of a text is there when it is read again, in this run and the next.
func TestTextsAreReadAsTheyWere(t *testing.T) {
	folder, want := filepath.Join(t.TempDir(), "shelf"), text()
	s := shelf.Open(folder, key(1))
	away := text()
	s.Put("a", shelf.Keys{From: key(2), After: key(3), Linked: key(4)}, away, nil)
	bare := &edition.Text{Language: "en"}
	sum := s.Put("b", shelf.Keys{From: key(5)}, bare, []byte("beside it"))
	s.Flush()
	if diff := cmp.Diff(want, away, whole); diff != "" {
		t.Errorf("a text that was put away: %s", diff)
	}
	for run, s := range []*shelf.Shelf{s, shelf.Open(folder, key(1))} {
		for _, from := range []byte{2, 3} {
			k, ok := s.Take("a", key(from))
			if !ok || k.Linked != key(4) {
				t.Fatalf("run %d: the text is not there", run)
			}
			if diff := cmp.Diff(want, k.Text, whole); diff != "" {
				t.Errorf("run %d: %s", run, diff)
			}
		}
		got, err := io.ReadAll(s.Beside("b"))
		if err != nil || string(got) != "beside it" || s.Beside("a") != nil {
			t.Errorf("run %d: beside it is %q: %v", run, got, err)
		}
		k, ok := s.Take("b", key(5))
		if !ok || k.Sum != sum {
			t.Errorf("run %d: %v", run, ok)
		} else if diff := cmp.Diff(bare, k.Text, whole); diff != "" {
			t.Errorf("run %d: %s", run, diff)
		}
	}
}

// What was made from something else, by another program, or is not whole, is not given.
func TestWhatIsNotGiven(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "shelf")
	s := shelf.Open(folder, key(1))
	s.Put("a", shelf.Keys{From: key(2)}, text(), nil)
	s.Put("never", shelf.Keys{}, text(), nil)
	s.Flush()
	s.Put("torn", shelf.Keys{From: key(2)}, text(), nil)
	s.Flush()
	files, _ := filepath.Glob(filepath.Join(folder, "*"))
	if len(files) != 1 {
		t.Fatalf("files: %q", files)
	}
	b := fixture.Read(t, files[0])
	gives := func(s *shelf.Shelf, name string, from shelf.Key) bool {
		_, ok := s.Take(name, from)
		return ok
	}
	again := shelf.Open(folder, key(1))
	if !gives(again, "a", key(2)) || !gives(again, "torn", key(2)) {
		t.Error("texts are missing")
	}
	if gives(again, "a", key(9)) || gives(again, "b", key(2)) || gives(again, "never", shelf.Key{}) || gives(again, "a", shelf.Key{}) {
		t.Error("a text is given for another one")
	}
	fixture.Write(t, files[0], b[:len(b)-1])
	if torn := shelf.Open(folder, key(1)); gives(torn, "torn", key(2)) || !gives(torn, "a", key(2)) {
		t.Error("of a torn segment the last text is given, or the first one is not")
	}
	if gives(shelf.Open(folder, key(7)), "a", key(2)) {
		t.Error("another program's text is given")
	}
	if _, err := os.Stat(files[0]); err == nil {
		t.Error("another program's segment stays")
	}
}

// The essays that a text links to are known, each once, without the text; pages are none of them.
func TestLinksOfATextThatIsNotTaken(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "shelf")
	s := shelf.Open(folder, key(1))
	s.Put("a", shelf.Keys{From: key(2)}, &edition.Text{Links: []edition.Link{
		{Kind: edition.OfEssay, ID: "one"}, {Kind: edition.OfPage, ID: "about"}, {Kind: edition.OfEssay, ID: "two"}, {Kind: edition.OfEssay, ID: "one"},
	}}, nil)
	s.Flush()
	for run, s := range []*shelf.Shelf{s, shelf.Open(folder, key(1))} {
		if links, ok := s.Links("a", key(2)); !ok || !slices.Equal(links, []string{"one", "two"}) {
			t.Errorf("run %d: %q, %t", run, links, ok)
		}
		if links, ok := s.Links("a", key(9)); ok {
			t.Errorf("run %d: the links of another text are %q", run, links)
		}
	}
}

// Of what lies beside a text, what is damaged is not given, and the rest is; it is left out when segments are gathered.
func TestWhatIsDamagedBeside(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "shelf")
	beside := bytes.Repeat([]byte("0123456789abcde\n"), 2000)
	s := shelf.Open(folder, key(1))
	s.Put("a", shelf.Keys{From: key(2)}, text(), beside)
	s.Flush()
	files, _ := filepath.Glob(filepath.Join(folder, "*"))
	b := fixture.Read(t, files[0])
	at := bytes.Index(b, beside)
	b[at+10_000] ^= 1
	fixture.Write(t, files[0], b)
	r := shelf.Open(folder, key(1)).Beside("a")
	if r.Size() != int64(len(beside)) {
		t.Fatalf("%d bytes are beside it", r.Size())
	}
	for from := 0; from < len(beside); from += 700 {
		got := make([]byte, min(1000, len(beside)-from))
		_, err := r.ReadAt(got, int64(from))
		if near := from/4096 <= 2 && (from+len(got)-1)/4096 >= 2; near != (err != nil) {
			t.Errorf("from %d: %v", from, err)
		} else if err == nil && !bytes.Equal(got, beside[from:from+len(got)]) {
			t.Errorf("from %d other bytes are given", from)
		}
	}
	for range 20 { // until they are gathered
		s := tidied(folder)
		s.Put("b", shelf.Keys{From: key(3)}, text(), bytes.Clone(beside))
		s.Flush()
	}
	s = tidied(folder)
	if _, ok := s.Take("a", key(2)); ok {
		t.Error("a text of which something is damaged is gathered")
	}
	if _, ok := s.Take("b", key(3)); !ok {
		t.Error("another text is gone")
	}
}

// Many runs leave few files, and each text as it was put last.
func TestSegmentsAreGathered(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "shelf")
	for run := range 40 {
		s := tidied(folder)
		x := text()
		x.Size = run
		s.Put("changes", shelf.Keys{From: key(2)}, x, nil)
		if run == 0 {
			s.Put("stays", shelf.Keys{From: key(2)}, text(), nil)
		}
		s.Flush()
	}
	files, _ := filepath.Glob(filepath.Join(folder, "*"))
	if len(files) > 20 {
		t.Errorf("%d files", len(files))
	}
	s := tidied(folder)
	if k, ok := s.Take("changes", key(2)); !ok || k.Text.Size != 39 {
		t.Error("the text is not as it was put last")
	}
	if _, ok := s.Take("stays", key(2)); !ok {
		t.Error("a text is gone")
	}
}

// A segment that has most of what is kept stays as it is when others are put together, until most of it is not needed any more.
func TestALargeSegmentIsNotWrittenAgain(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "shelf")
	put := func(name string, from byte, beside int) {
		s := tidied(folder)
		s.Put(name, shelf.Keys{From: key(from)}, text(), make([]byte, beside))
		s.Flush()
	}
	const large = 3 << 20
	files := func() []string {
		list, err := filepath.Glob(filepath.Join(folder, "*"))
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	put("large", 2, large)
	first := files()[0]
	before, err := os.Stat(first)
	if err != nil {
		t.Fatal(err)
	}
	for run := range 40 {
		put("small"+string(rune('a'+run%26)), byte(run), 100)
	}
	if after, err := os.Stat(first); err != nil || !os.SameFile(before, after) || len(files()) > 20 {
		t.Errorf("after many runs with little in them there are %q, and the first is another: %v", files(), err)
	}
	if _, ok := tidied(folder).Take("large", key(2)); !ok {
		t.Error("what the large segment has is gone")
	}
	put("large", 3, large)
	s := tidied(folder)
	if _, err := os.Stat(first); err == nil {
		t.Error("a segment of which nothing is needed stays")
	}
	if _, ok := s.Take("large", key(3)); !ok {
		t.Error("what was put last is gone")
	}
	if _, ok := s.Take("smalla", key(26)); !ok {
		t.Error("a small text is gone")
	}
}

// Texts are renamed again and again, and what is kept is little more than twice what there is; what another run has kept of
// others stays until it takes more room than that.
func TestTextsThatAreGoneLeaveTheShelf(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "shelf")
	const beside = 1 << 20
	for run := range byte(30) {
		s := shelf.Open(folder, key(1))
		name := "named " + string('a'+rune(run))
		s.Tidy(func(n string) bool { return n == name })
		s.Put(name, shelf.Keys{From: key(2)}, text(), make([]byte, beside))
		s.Flush()
	}
	size := int64(0)
	files, _ := filepath.Glob(filepath.Join(folder, "*"))
	for _, file := range files {
		if info, err := os.Stat(file); err == nil {
			size += info.Size()
		}
	}
	if size > 3*beside || len(files) == 0 {
		t.Errorf("%d files with %d bytes", len(files), size)
	}
}

// A folder that cannot be made is done without.
func TestWithoutAFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	fixture.Write(t, file, "")
	for _, folder := range []string{"", filepath.Join(file, "shelf")} {
		s := shelf.Open(folder, key(1))
		x := text()
		s.Put("a", shelf.Keys{From: key(2)}, x, nil)
		s.Flush()
		if diff := cmp.Diff(text(), x, whole); diff != "" {
			t.Error(diff)
		}
		if _, ok := s.Take("a", key(2)); !ok {
			t.Error("the text is not there")
		}
	}
}

// Whatever a segment holds, reading it ends, and a text that is given can be walked.
func FuzzSegment(f *testing.F) {
	folder := filepath.Join(f.TempDir(), "shelf")
	s := shelf.Open(folder, key(1))
	s.Put("a", shelf.Keys{From: key(2)}, text(), nil)
	s.Flush()
	files, _ := filepath.Glob(filepath.Join(folder, "*"))
	b := fixture.Read(f, files[0])
	f.Add(b, 0, byte(0))
	f.Add(b, len(b)-20, byte(200))
	f.Fuzz(func(t *testing.T, b []byte, at int, to byte) {
		if at >= 0 && at < len(b) {
			b[at] = to
		}
		k, ok := shelf.Holding(shelf.Segment(b)).Take("a", key(2))
		if !ok {
			return
		}
		for i := range k.Text.Citations {
			back := edition.Backlink{Text: k.Text, Kind: edition.CitationBacklink, Index: int32(i)}
			back.Sentence()
			back.Passage()
		}
		for i := range k.Text.Mentions {
			edition.Backlink{Text: k.Text, Kind: edition.MentionBacklink, Index: int32(i)}.Sentence()
		}
	})
}

package archive_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"glossator/generator/archive"
	"glossator/generator/fixture"
	"glossator/generator/needed"
)

func metadata() archive.Metadata {
	return archive.Metadata{
		Name: "small-1", Title: "A small edition", Description: "Two pages.", Editors: []string{"E. Ditor"}, Publisher: "The Press",
		License: "https://creativecommons.org/licenses/by/4.0/", Language: "en", Version: "1", BaseURL: "https://example.org/small/",
		Date: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), Generator: "glossator test",
	}
}

func parts() []archive.Part {
	site := fstest.MapFS{
		"index.html":            {Data: []byte("<!DOCTYPE html><title>Home</title><a href=\"essays/first.html\">First</a>")},
		"essays/first.html":     {Data: []byte("<!DOCTYPE html><title>First</title><p>외교 words")},
		"css/frame.css":         {Data: []byte("p { margin: 0 }")},
		"files/100% of it.html": {Data: []byte("odd name")},
	}
	var manifest strings.Builder
	for _, name := range []string{"css/frame.css", "essays/first.html", "files/100% of it.html", "index.html"} {
		fmt.Fprintf(&manifest, "%x  %s\n", sha256.Sum256(site[name].Data), name)
	}
	site["manifest.sha256"] = &fstest.MapFile{Data: []byte(manifest.String())}
	return []archive.Part{{Name: "site", Files: site}, {Name: "content", Files: fstest.MapFS{"edition.yaml": {Data: []byte("title: A small edition\n")}}}}
}

func bag(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := archive.Bag(&b, metadata(), parts()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// save writes a package to a file.
func save(t testing.TB, name string, b []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	fixture.Write(t, file, b)
	return file
}

// unpack lays a zip's files into a folder.
func unpack(t testing.TB, b []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.CopyFS(folder, z); err != nil {
		t.Fatal(err)
	}
	return folder
}

func verify(t testing.TB, file, wantKind string) string {
	t.Helper()
	kind, faults, err := archive.Verify(file)
	if err != nil || kind != wantKind {
		t.Fatalf("%s: kind %q, %v", file, kind, err)
	}
	return fmt.Sprint(faults)
}

func TestAPackageIsTheSameEveryTime(t *testing.T) {
	if !bytes.Equal(bag(t), bag(t)) {
		t.Error("two packages of one edition differ")
	}
}

// A zip's own dates have months and days from one, which readers count on.
func TestPackedFilesHaveTheEditionsDate(t *testing.T) {
	b := bag(t)
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if want := uint16((2026-1980)<<9 | 11<<5 | 23); f.ModifiedDate != want || f.ModifiedTime != 0 {
			t.Errorf("%s has the date %#x and the time %#x, want %#x and 0", f.Name, f.ModifiedDate, f.ModifiedTime, want)
		}
	}
}

func TestWhatIsPackedVerifies(t *testing.T) {
	b := bag(t)
	file := save(t, "small-1.zip", b)
	if faults := verify(t, file, "bag"); faults != "[]" {
		t.Errorf("the bag: %s", faults)
	}
	folder := filepath.Join(unpack(t, b), "small-1")
	if faults := verify(t, folder, "bag"); faults != "[]" {
		t.Errorf("the bag unpacked: %s", faults)
	}
	if faults := verify(t, filepath.Join(folder, "data/small-1.wacz"), "web archive"); faults != "[]" {
		t.Errorf("the web archive: %s", faults)
	}
	if faults := verify(t, filepath.Join(folder, "data/site"), "site"); faults != "[]" {
		t.Errorf("the site: %s", faults)
	}
}

// What a bag says of itself is what RFC 8493 has labels for.
func TestABagSaysWhatItIs(t *testing.T) {
	m := metadata()
	m.Identifier, m.Description = "10.1000/1", "Two\npages."
	var b bytes.Buffer
	if err := archive.Bag(&b, m, parts()); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(unpack(t, b.Bytes()), m.Name)
	var octets, files int64
	if err := filepath.WalkDir(filepath.Join(folder, "data"), func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		octets, files = octets+info.Size(), files+1
		return err
	}); err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf(`Source-Organization: The Press
Contact-Name: E. Ditor
External-Description: A small edition. Two pages.
External-Identifier: 10.1000/1
Bagging-Date: 2026-11-23
Bag-Software-Agent: glossator test
Payload-Oxum: %d.%d
`, octets, files)
	if got := read(t, filepath.Join(folder, "bag-info.txt")); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestEveryDamageIsNamed(t *testing.T) {
	damage := map[string]func(folder string) error{
		"{data/site/index.html altered}": func(f string) error {
			return os.WriteFile(filepath.Join(f, "data/site/index.html"), []byte("evil"), 0o644)
		},
		"{data/content/edition.yaml missing}": func(f string) error { return os.Remove(filepath.Join(f, "data/content/edition.yaml")) },
		"{data/more.html added}":              func(f string) error { return os.WriteFile(filepath.Join(f, "data/more.html"), nil, 0o644) },
		"{bag-info.txt altered}":              func(f string) error { return os.WriteFile(filepath.Join(f, "bag-info.txt"), []byte("X: y\n"), 0o644) },
	}
	for want, do := range damage {
		folder := filepath.Join(unpack(t, bag(t)), "small-1")
		if err := do(folder); err != nil {
			t.Fatal(err)
		}
		if faults := verify(t, folder, "bag"); faults != "["+want+"]" {
			t.Errorf("got %s, want %s", faults, want)
		}
	}
}

// Others' bags need not list their tag files; what the payload is can be said all the same.
func TestABagWithoutATagManifestIsVerified(t *testing.T) {
	folder := filepath.Join(unpack(t, bag(t)), "small-1")
	if err := os.Remove(filepath.Join(folder, "tagmanifest-sha512.txt")); err != nil {
		t.Fatal(err)
	}
	fixture.Write(t, filepath.Join(folder, "bag-info.txt"), "Bag-Software-Agent: another program\n")
	kind := "bag without a tag manifest (its tag files cannot be verified)"
	if faults := verify(t, folder, kind); faults != "[]" {
		t.Errorf("got %s", faults)
	}
	for _, name := range []string{"data/more.html", "more.txt"} {
		fixture.Write(t, filepath.Join(folder, name), "")
	}
	if faults := verify(t, folder, kind); faults != "[{data/more.html added}]" {
		t.Errorf("got %s", faults)
	}
}

// A bag of ours has a tag manifest: one that goes under another name is missing.
func TestABagOfOursHasATagManifest(t *testing.T) {
	renamed := bytes.ReplaceAll(bag(t), []byte("tagmanifest-sha512.txt"), []byte("tagmanifest-sha512.tyt"))
	kind := "bag without a tag manifest (its tag files cannot be verified)"
	if faults := verify(t, save(t, "renamed.zip", renamed), kind); faults != "[{tagmanifest-sha512.txt missing}]" {
		t.Errorf("got %s", faults)
	}
}

func TestWhatStandsBesideTheFolderOfABagIsNamed(t *testing.T) {
	folder := unpack(t, bag(t))
	fixture.Write(t, filepath.Join(folder, "more.txt"), "")
	fixture.Write(t, filepath.Join(folder, "small-1", "data", "more.html"), "")
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if err := z.AddFS(os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	want := "[{data/more.html added} {more.txt beside small-1, the folder of the bag, and no part of it}]"
	if faults := verify(t, save(t, "beside.zip", b.Bytes()), "bag"); faults != want {
		t.Errorf("got %s", faults)
	}
}

// Readers of zips look for the end from behind, and pass over what stands before the first file and behind the end.
func TestBytesAroundAZipAreFound(t *testing.T) {
	var b bytes.Buffer
	if err := archive.WACZ(&b, metadata(), parts()[0].Files); err != nil {
		t.Fatal(err)
	}
	for _, good := range [][]byte{bag(t), b.Bytes()} {
		for want, bad := range map[string][]byte{
			"bytes follow the end":   append(bytes.Clone(good), 'x'),
			"bytes stand before":     append([]byte("x"), good...),
			"bytes stand before the": append(bytes.Clone(good), good...), // where the first is read
		} {
			if _, _, err := archive.Verify(save(t, "bad.zip", bad)); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want %s", err, want)
			}
		}
	}
}

// A comment of a zip's is no byte too many.
func TestAZipWithACommentIsVerified(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if err := z.AddFS(os.DirFS(unpack(t, bag(t)))); err != nil {
		t.Fatal(err)
	}
	if err := z.SetComment("packed by hand"); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if faults := verify(t, save(t, "commented.zip", b.Bytes()), "bag"); faults != "[]" {
		t.Errorf("got %s", faults)
	}
}

// Every byte of a web archive that a reader depends on is covered: one that is changed is found, or the file no longer
// opens.
func TestADamagedWebArchiveIsRefused(t *testing.T) {
	var b bytes.Buffer
	if err := archive.WACZ(&b, metadata(), parts()[0].Files); err != nil {
		t.Fatal(err)
	}
	good := b.Bytes()
	for at := 100; at < len(good); at += 397 {
		bad := bytes.Clone(good)
		bad[at] ^= 0x20
		_, faults, err := archive.Verify(save(t, "bad.wacz", bad))
		if err == nil && len(faults) == 0 && !sameFiles(good, bad) {
			t.Errorf("a changed byte at %d was not found", at)
		}
	}
}

// sameFiles says that two zips hold the same files: a changed byte may stand where no reader looks, as in a time.
func sameFiles(a, b []byte) bool {
	read := func(b []byte) string {
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return err.Error()
		}
		var s strings.Builder
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				return err.Error()
			}
			content, err := io.ReadAll(r)
			fmt.Fprintf(&s, "%s %x %v\n", f.Name, sha256.Sum256(content), err)
		}
		return s.String()
	}
	return read(a) == read(b)
}

func TestAZipThatLeadsOutIsRefused(t *testing.T) {
	for _, name := range []string{"../evil", "/etc/passwd", "a/../../b", `a\..\b`, "..", "//host/a", `\\host\a`, `C:\a`, "./../a", "a/./b"} {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		z.Create("bagit.txt")
		z.Create(name)
		z.Close()
		if _, _, err := archive.Verify(save(t, "evil.zip", b.Bytes())); err == nil || !strings.Contains(err.Error(), "leads out") {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestAZipThatSomeDiskCannotUnpackIsRefused(t *testing.T) {
	for _, c := range []struct{ first, second, want string }{
		{"data/a.html", "data/a.html", "stands twice"},
		{"data/a.html", "data/A.html", "would be one"},
		{"data/\u00e9.html", "data/e\u0301.html", "would be one"},
		{"data/stra\u00dfe/", "data/STRASSE", "would be one"},
		{"data/a.html", "data/con.html", "Windows has no such file name"},
		{"data/a.html", "data/LPT1/b", "Windows has no such file name"},
		{"data/a.html", "data/a:b", "a sign that some disks cannot keep"},
		{"data/a.html", "data/a.", "a part ends in a stop or space"},
		{"data/a.html", "data/" + strings.Repeat("a", 256), "the limit is 255"},
	} {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, name := range []string{"bagit.txt", c.first, c.second} {
			if _, err := z.Create(name); err != nil {
				t.Fatal(err)
			}
		}
		z.Close()
		if _, _, err := archive.Verify(save(t, "odd.zip", b.Bytes())); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q beside %q: %v", c.second, c.first, err)
		}
	}
}

// What would be refused is not packed in the first place.
func TestFilesThatSomeDiskCannotUnpackAreNotPacked(t *testing.T) {
	for second, want := range map[string]string{"images/Plate.png": `"data/content/images/Plate.png" and "data/content/images/plate.png" would be one`, "aux.md": "Windows has no such file name"} {
		files := fstest.MapFS{"images/plate.png": {}, second: {}}
		if err := archive.Bag(io.Discard, metadata(), []archive.Part{{Name: "content", Files: files}}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", second, err)
		}
	}
}

// claiming is a zip of empty files whose headers say that they have so many bytes.
func claiming(t *testing.T, size uint64, names ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		if _, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, UncompressedSize64: size}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return save(t, "claiming.zip", b.Bytes())
}

func TestMemoryDoesNotFollowAClaimedSize(t *testing.T) {
	for _, names := range [][]string{{"bagit.txt", "manifest-sha512.txt"}, {"datapackage.json"}, {"manifest.sha256"}} {
		file := claiming(t, 1<<30, names...)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _, err := archive.Verify(file)
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; err == nil || used > 100<<20 {
			t.Errorf("%v: %d bytes, %v", names, used, err)
		}
	}
}

// A zip may have the same bytes in many files, and a list the same file in many lines: to read them all would take for ever.
func TestNothingIsReadManyTimes(t *testing.T) {
	_, _, err := archive.Verify(claiming(t, 1<<30, "bagit.txt", "data/a.html"))
	if err == nil || !strings.Contains(err.Error(), "the limit is 1032 for each") {
		t.Errorf("a file of 1 GiB in a small zip: %v", err)
	}
	folder := t.TempDir()
	line := strings.Repeat("0", 128) + "  bagit.txt\n"
	for name, words := range map[string]string{"bagit.txt": "", "manifest-sha512.txt": line + line, "tagmanifest-sha512.txt": ""} {
		fixture.Write(t, filepath.Join(folder, name), words)
	}
	if _, _, err := archive.Verify(folder); err == nil || !strings.Contains(err.Error(), `line 2 has "bagit.txt", which stands in a line before`) {
		t.Errorf("a file in two lines: %v", err)
	}
	twice := `{"path": "a", "hash": "sha256:` + strings.Repeat("0", 64) + `"}`
	for name, words := range map[string]string{"a": "", "datapackage.json": `{"resources": [` + twice + "," + twice + "]}", "datapackage-digest.json": "{}"} {
		fixture.Write(t, filepath.Join(folder, name), words)
	}
	if _, _, err := archive.Verify(folder); err == nil || !strings.Contains(err.Error(), `"a" stands twice`) {
		t.Errorf("a file that a web archive lists twice: %v", err)
	}
}

func TestTheLimitOfAListIsStated(t *testing.T) {
	for _, names := range [][]string{{"bagit.txt", "manifest-sha512.txt"}, {"datapackage.json"}, {"manifest.sha256"}} {
		folder := t.TempDir()
		for _, name := range names {
			fixture.Write(t, filepath.Join(folder, name), "")
			if err := os.Truncate(filepath.Join(folder, name), 257<<20); err != nil {
				t.Fatal(err)
			}
		}
		if _, _, err := archive.Verify(folder); err == nil || !strings.Contains(err.Error(), "more than 268435456 bytes, which is the limit") {
			t.Errorf("%v: %.200v", names, err)
		}
	}
}

// sha512sum and sha256sum agree with the manifests.
func TestManifestsByOthersTools(t *testing.T) {
	needed.Program(t, "sha512sum")
	folder := filepath.Join(unpack(t, bag(t)), "small-1")
	// sha512sum does not know RFC 8493's escapes: the odd name is left to the site's own manifest.
	b := fixture.Read(t, filepath.Join(folder, "manifest-sha512.txt"))
	var plain strings.Builder
	for line := range strings.Lines(string(b)) {
		plain.WriteString(strings.ReplaceAll(line, "%25", "%"))
	}
	for _, c := range []struct{ tool, folder, list string }{
		{"sha512sum", folder, plain.String()},
		{"sha512sum", folder, read(t, filepath.Join(folder, "tagmanifest-sha512.txt"))},
		{"sha256sum", filepath.Join(folder, "data/site"), read(t, filepath.Join(folder, "data/site/manifest.sha256"))},
	} {
		check := func() error {
			cmd := exec.Command(c.tool, "--check", "--strict", "--quiet", "-")
			cmd.Dir, cmd.Stdin = c.folder, strings.NewReader(c.list)
			return cmd.Run()
		}
		if err := check(); err != nil {
			t.Errorf("%s: %v", c.tool, err)
		}
	}
	os.WriteFile(filepath.Join(folder, "data/site/index.html"), []byte("evil"), 0o644)
	cmd := exec.Command("sha512sum", "--check", "--quiet", "-")
	cmd.Dir, cmd.Stdin = folder, strings.NewReader(plain.String())
	if cmd.Run() == nil {
		t.Error("sha512sum accepts a damaged bag")
	}
}

func read(t testing.TB, name string) string {
	t.Helper()
	return string(fixture.Read(t, name))
}

// Any bytes are read as a package or refused. Of a package without fault every file is held to what is said of it: it has a
// fault, or is none, when one byte of the file is another, or the file is gone.
func FuzzVerify(f *testing.F) {
	var web, site bytes.Buffer
	if err := archive.WACZ(&web, metadata(), parts()[0].Files); err != nil {
		f.Fatal(err)
	}
	z := zip.NewWriter(&site)
	if err := z.AddFS(parts()[0].Files); err != nil {
		f.Fatal(err)
	}
	z.Close()
	for kind, b := range map[string][]byte{"bag": bag(f), "web archive": web.Bytes(), "site": site.Bytes()} {
		if faults := verify(f, save(f, "seed.zip", b), kind); faults != "[]" {
			f.Errorf("%s: %s", kind, faults)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		kind, faults, err := archive.Verify(save(t, "x.zip", b))
		if err != nil || len(faults) > 0 {
			return
		}
		files, names := members(t, b)
		for _, name := range names {
			good := files[name]
			if last := path.Base(name); last != "tagmanifest-sha512.txt" && name != "datapackage-digest.json" && name != "manifest.sha256" { // nothing says what these are
				files[name] = "\x00"
				if good != "" {
					files[name] = string([]byte{good[0] ^ 1}) + good[1:]
				}
				found(t, kind, name+" altered", files)
			}
			delete(files, name)
			found(t, kind, name+" gone", files)
			files[name] = good
		}
	})
}

// members are the files in a zip, and their names in order.
func members(t *testing.T, b []byte) (files map[string]string, names []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	files = map[string]string{}
	for _, f := range z.File {
		if f.Mode().IsDir() {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name], names = string(content), append(names, f.Name)
	}
	return files, names
}

// found fails if a package of the kind, with these files, has no fault.
func found(t *testing.T, kind, what string, files map[string]string) {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if is, faults, err := archive.Verify(save(t, "changed.zip", b.Bytes())); err == nil && is == kind && len(faults) == 0 {
		t.Errorf("a %s is without fault with %s", kind, what)
	}
}

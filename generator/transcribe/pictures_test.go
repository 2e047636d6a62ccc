package transcribe_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"glossator/generator/fixture"
	"glossator/generator/growth"
	"glossator/generator/needed"
	"glossator/generator/transcribe"
)

// drawn is a picture of a size.
func drawn(t *testing.T, width int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, 1))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// saved writes files into a folder, which becomes the working directory.
func saved(t *testing.T, files map[string][]byte) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, b := range files {
		fixture.Write(t, name, b)
	}
}

func zipped(t *testing.T, parts map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, part := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(part)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// printing stands in for pandoc.
func printing(t *testing.T, markdown string) {
	t.Helper()
	bin := t.TempDir()
	for name, text := range map[string]string{"pandoc": "#!/bin/sh\nexec cat " + filepath.Join(bin, "text") + "\n", "text": markdown} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// imports is what becomes of a document: the essay, and the pictures by name.
func imports(t *testing.T, name string) (essay string, shown map[string]string) {
	t.Helper()
	files, err := transcribe.Gather(context.Background(), []string{name})
	if err != nil {
		t.Fatal(err)
	}
	shown = map[string]string{}
	for _, f := range transcribe.Read(files).Files {
		if strings.HasSuffix(f.Name, ".md") {
			essay = string(f.Text)
		} else if strings.Contains(f.Name, "images/") {
			shown[f.Name] = string(f.Text)
		}
	}
	return essay, shown
}

// What pandoc makes of a picture in each format is told here; that it does is for TestPicturesByPandoc.
func TestPicturesOfDocuments(t *testing.T) {
	red, blue := drawn(t, 1), drawn(t, 2)
	page := []byte(`<p><img src="a.png" alt="A seal"><figure><img src="sub/b%20c.png" alt="A &lt;river&gt;"><figcaption>The river</figcaption></figure>` +
		`<figure><img src="a.png" alt="Both &amp;amp;"><figcaption>Both &amp;amp;</figcaption></figure>`)
	frames := []byte(`<d xmlns:draw="d" xmlns:svg="s" xmlns:xlink="x"><draw:frame><draw:image xlink:href="Pictures/1.png"/><svg:title>Seal</svg:title><svg:desc>in wax</svg:desc></draw:frame></d>`)
	for name, c := range map[string]struct {
		files          map[string][]byte
		markdown, want string
	}{
		"a.docx": {map[string][]byte{"a.docx": zipped(t, map[string][]byte{"word/media/1.png": red, "word/media/2": blue})},
			"A ![seal](media/1.png) and ![river](media/2 \"title\") here.", "A ![seal](images/RED) and ![river](images/BLUE) here."},
		"a.odt": {map[string][]byte{"a.odt": zipped(t, map[string][]byte{"Pictures/1.png": red, "content.xml": frames})},
			"A ![](Pictures/1.png \"title-1\") here.", "A ![Seal in wax](images/RED) here."},
		"a.epub": {map[string][]byte{"a.epub": zipped(t, map[string][]byte{"EPUB/a.png": red, "EPUB/sub/b c.png": blue, "EPUB/p.xhtml": page})},
			"A ![A seal](a.png) here.\n\n![The river](sub/b%20c.png)\n\n![Both \\&amp;](a.png)",
			"A ![A seal](images/RED) here.\n\n![A \\<river>](images/BLUE \"The river\")\n\n![Both \\&amp;](images/RED \"Both \\&amp;\")"},
		"a.html": {map[string][]byte{"a.html": page, "a.png": red, "sub/b c.png": blue},
			"A ![A seal](a.png) here.\n\n![The river](sub/b%20c.png)", "A ![A seal](images/RED) here.\n\n![A \\<river>](images/BLUE \"The river\")"},
		"zip.html": {map[string][]byte{"zip.html": zipped(t, map[string][]byte{"a.png": red})}, "A ![seal](a.png) here.", "A ![seal](images/RED) here."},
		"b.html": {map[string][]byte{"b.html": []byte("<p>")},
			"A ![seal](data:image/png;base64,iVBORw0KGgo=) here.", "A ![seal](images/4c4b6a3be131.png) here."},
		"a.tex": {map[string][]byte{"a.tex": nil, "a.png": red, "b.jpg": blue},
			"A ![image](a) here.\n\n![The river](b)", "A ![](images/RED) here.\n\n![](images/BLUE \"The river\")"},
	} {
		t.Run(name, func(t *testing.T) {
			saved(t, c.files)
			printing(t, "---\ntitle: T\n---\n\n"+c.markdown+"\n")
			essay, _ := imports(t, name)
			want := strings.NewReplacer("RED", nameOf(red), "BLUE", nameOf(blue)).Replace(c.want)
			if !strings.HasSuffix(essay, "---\n\n"+want+"\n") {
				t.Errorf("got %s\nwant %s", essay, want)
			}
		})
	}
}

// nameOf is what a picture is called after its bytes.
func nameOf(b []byte) string {
	sum := sha256.Sum256(b)
	return fmt.Sprintf("%x.png", sum[:6])
}

// A page may say something else of a picture wherever it shows it.
func TestTimeGrowsWithPictures(t *testing.T) {
	saved(t, map[string][]byte{"a.png": drawn(t, 1)})
	growth.Linear(t, "words of one picture", 64<<10, func(n int) {
		fixture.Write(t, "a.html", growth.Text("<img src=a.png alt=b%d>", n))
		printing(t, growth.Text("![b%d](a.png)\n\n", n*2/3))
		imports(t, "a.html")
	})
	printing(t, "Words.")
	seal, made := drawn(t, 1), map[int]string{}
	growth.Linear(t, "pictures of one document", 15000, func(n int) {
		if made[n] == "" {
			parts := map[string][]byte{}
			for i := range n {
				parts[fmt.Sprintf("word/media/%06d.png", i)] = seal
			}
			made[n] = fmt.Sprintf("%d.docx", n)
			fixture.Write(t, made[n], zipped(t, parts))
		}
		imports(t, made[n])
	})
	growth.Linear(t, "folders above pictures", 8000, func(n int) {
		parts := map[string][]byte{}
		for i := range 8 {
			parts[fmt.Sprintf("%s%d.png", strings.Repeat("a/", n), i)] = seal
		}
		fixture.Write(t, "deep.docx", zipped(t, parts))
		imports(t, "deep.docx")
	})
}

// A document that names what lies elsewhere does not get it, and nothing is written elsewhere.
func TestDocumentsShowNothingFromElsewhere(t *testing.T) {
	secret := drawn(t, 3)
	markdown := "Words.\n\n![a](../secret.png)\n\n![b](..%2fsecret.png)\n\n![c](link.png)\n\n![d](/secret.png)\n\n![e](file:///secret.png)\n\n![f](FOLDER/secret.png)\n"
	saved(t, map[string][]byte{
		"secret.png": secret, "in/a.html": []byte("<p>"),
		"in/a.docx": zipped(t, map[string][]byte{"../../evil.png": drawn(t, 4), "word/media/../../../out.png": drawn(t, 5)}),
	})
	if err := os.Symlink("../secret.png", "in/link.png"); err != nil {
		t.Fatal(err)
	}
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	printing(t, strings.ReplaceAll(markdown, "FOLDER", folder)+"\n![g](../../evil.png)\n\n![h](../out.png)\n")
	for _, name := range []string{"in/a.html", "in/a.docx"} {
		files, err := transcribe.Gather(context.Background(), []string{name})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range transcribe.Read(files).Files {
			if bytes.Equal(f.Text, secret) {
				t.Errorf("%s: %s is from elsewhere", name, f.Name)
			}
			if !fs.ValidPath(f.Name) || strings.HasSuffix(f.Name, ".png") && path.Dir(f.Name) != "essays/images" {
				t.Errorf("%s: %s is written", name, f.Name)
			}
		}
	}
}

// The same document, imported again, gives the same files; what an editor has made of a picture stays.
func TestPicturesStay(t *testing.T) {
	saved(t, map[string][]byte{"a.docx": zipped(t, map[string][]byte{"word/media/1.png": drawn(t, 1), "word/media/2.png": drawn(t, 1)})})
	printing(t, "Words ![one](media/1.png) and ![two](media/2.png).\n")
	if err := os.Mkdir("content", 0o755); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot("content")
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	picture := "essays/images/" + nameOf(drawn(t, 1))
	for i, want := range []string{"written", "unchanged", "beside"} {
		files, err := transcribe.Gather(context.Background(), []string{"a.docx"})
		if err != nil {
			t.Fatal(err)
		}
		report, err := transcribe.Into(root, transcribe.Read(files))
		if err != nil {
			t.Fatal(err)
		}
		if how := done(report); len(how) != 3 || how[picture] != want {
			t.Errorf("import %d: %v", i+1, how)
		}
		if i == 1 {
			fixture.Write(t, "content/"+picture, drawn(t, 9))
		}
	}
}

// Two files of Markdown may have different pictures of one name.
func TestPicturesOfOneName(t *testing.T) {
	saved(t, map[string][]byte{
		"a/one.md": []byte("---\ntitle: One\n---\n\n![One](map.png)\n"), "a/map.png": drawn(t, 1),
		"b/two.md": []byte("---\ntitle: Two\n---\n\n![Two](map.png)\n"), "b/map.png": drawn(t, 2),
	})
	files, err := transcribe.Gather(context.Background(), []string{"a/one.md", "b/two.md"})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range transcribe.Read(files).Files {
		got[f.Name] = string(f.Text)
	}
	second := "images/" + nameOf(drawn(t, 2))
	if got["essays/map.png"] != string(drawn(t, 1)) || got["essays/"+second] != string(drawn(t, 2)) || !strings.Contains(got["essays/two.md"], "![Two]("+second+")") {
		t.Errorf("got %q", got)
	}
}

// What pandoc itself makes of documents that it has made: pictures in their places, and no warning when they are built.
func TestPicturesByPandoc(t *testing.T) {
	program := needed.Program(t, "pandoc")
	for _, name := range []string{"a.docx", "a.epub", "a.html", "a.tex"} {
		t.Run(name, func(t *testing.T) {
			saved(t, map[string][]byte{"a.png": drawn(t, 1), "b.png": drawn(t, 2), "a.md": []byte("---\ntitle: Seals\n---\n\nA seal ![A seal](a.png) here.\n\n![The river](b.png)\n\nThe end.\n")})
			if out, err := exec.Command(program, "-s", "a.md", "-o", name).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			essay, shown := imports(t, name)
			if len(shown) != 2 || !strings.Contains(essay, "images/"+nameOf(drawn(t, 1))+") here") || !strings.Contains(essay, "images/"+nameOf(drawn(t, 2))+` "The river")`) {
				t.Errorf("got %s and %d pictures", essay, len(shown))
			}
		})
	}
}

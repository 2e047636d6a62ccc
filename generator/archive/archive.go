// Package archive packs a published edition for libraries, and proves that nothing in a package has changed.
//
// [Bag] writes one zip file: a BagIt 1.0 bag (RFC 8493) that holds the site, what it was made from, a description of
// all of it (RO-Crate 1.2), and the site once more as a web archive. [WACZ] writes that web archive alone: WACZ 1.1.1
// with WARC 1.1 inside, which ReplayWeb.page replays. [Verify] reads a bag, a web archive or a published folder and
// names every file that is altered, missing or added.
//
// Packages are written as a stream, one file in memory at a time, and their bytes follow from what is packed and the
// edition's date alone.
package archive

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// Metadata says what is packed.
type Metadata struct {
	Name        string // of the package and of the folder in it: letters, digits, hyphens, stops
	Title       string
	Description string
	Editors     []string
	Publisher   string
	License     string // an address
	Language    string // BCP 47
	Version     string
	Identifier  string    // a DOI
	BaseURL     string    // where the site is published, with a final slash
	Date        time.Time // of the edition; of all files in the package
	Generator   string
}

// Part is a folder of the package: "site", "content", "layouts".
type Part struct {
	Name  string
	Files fs.FS
}

// SitePart is the name of the part that holds the published site.
const SitePart = "site"

// Bag writes the package. The part named site is packed as a web archive as well.
func Bag(w io.Writer, m Metadata, parts []Part) error {
	b := &bag{zip: zip.NewWriter(w), m: m, names: names{}}
	for _, part := range parts {
		if err := b.part(part); err != nil {
			return err
		}
	}
	for _, part := range parts {
		if part.Name == SitePart {
			if err := b.webArchive(part.Files); err != nil {
				return err
			}
		}
	}
	return b.finish()
}

// bag writes a BagIt bag into a zip file.
type bag struct {
	zip     *zip.Writer
	m       Metadata
	names   names
	payload []packed
	tags    []packed
	octets  int64
}

// packed is a file of the bag with its digest.
type packed struct {
	path string
	size int64
	sum  string
}

// part packs the files of a folder, in order.
func (b *bag) part(part Part) error {
	return inOrder(part, func(name string, content []byte) (squeezed, error) {
		return b.squeeze(path.Join("data", part.Name, name), content)
	}, b.addSqueezed)
}

// squeezed is a file as it will stand in the zip.
type squeezed struct {
	packed
	header *zip.FileHeader
	raw    []byte
}

// squeeze makes a file ready for the zip.
func (b *bag) squeeze(name string, content []byte) (squeezed, error) {
	digest := sha512.Sum512(content)
	s := squeezed{packed{name, int64(len(content)), hex.EncodeToString(digest[:])}, b.header(name, method(name)), content}
	//lint:ignore SA1019 CreateRaw, unlike CreateHeader, does not write Modified in the zip's own form
	s.header.SetModTime(s.header.Modified)
	s.header.CRC32, s.header.UncompressedSize64 = crc32.ChecksumIEEE(content), uint64(len(content))
	if s.header.Method == zip.Deflate {
		var out bytes.Buffer
		w := compressors.Get().(*flate.Writer)
		defer compressors.Put(w)
		w.Reset(&out)
		if _, err := w.Write(content); err != nil {
			return s, err
		}
		if err := w.Close(); err != nil {
			return s, err
		}
		s.raw = out.Bytes()
	}
	s.header.CompressedSize64 = uint64(len(s.raw))
	return s, nil
}

// compressors are kept, since a new one for each file would cost more than small files do.
var compressors = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(nil, flate.DefaultCompression) // a level that there is
	return w
}}

func (b *bag) addSqueezed(s squeezed) error {
	if err := b.names.add(s.path); err != nil {
		return err
	}
	w, err := b.zip.CreateRaw(s.header)
	if err != nil {
		return err
	}
	b.payload, b.octets = append(b.payload, s.packed), b.octets+s.size
	_, err = w.Write(s.raw)
	return err
}

// method is how a file is kept in a zip: what is compressed already is stored.
func method(name string) uint16 {
	switch path.Ext(name) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".gz", ".zip", ".wacz", ".woff2", ".epub", ".mp3", ".mp4", ".pdf":
		return zip.Store
	}
	return zip.Deflate
}

// add packs one file whose content write gives.
func (b *bag) add(name string, method uint16, write func(io.Writer) error) error {
	w, err := b.create(name, method)
	if err != nil {
		return err
	}
	c := &counter{hash: sha512.New()}
	if err := write(io.MultiWriter(w, c)); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	p := packed{name, c.n, hex.EncodeToString(c.hash.Sum(nil))}
	if strings.HasPrefix(name, "data/") {
		b.payload, b.octets = append(b.payload, p), b.octets+p.size
	} else {
		b.tags = append(b.tags, p)
	}
	return nil
}

func (b *bag) create(name string, method uint16) (io.Writer, error) {
	return b.zip.CreateHeader(b.header(name, method))
}

func (b *bag) header(name string, method uint16) *zip.FileHeader {
	return &zip.FileHeader{Name: path.Join(b.m.Name, name), Method: method, Modified: zipTime(b.m.Date)}
}

// zipTime is the date where a zip can hold it: its years begin with 1980.
func zipTime(t time.Time) time.Time {
	first := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	if t.Before(first) {
		return first
	}
	return t.UTC()
}

func (b *bag) webArchive(site fs.FS) error {
	return b.add("data/"+b.m.Name+".wacz", zip.Store, func(w io.Writer) error { return WACZ(w, b.m, site) })
}

// finish describes the payload, and writes the bag's own files.
func (b *bag) finish() error {
	write := func(name, text string) error {
		return b.add(name, zip.Deflate, func(w io.Writer) error {
			_, err := io.WriteString(w, text)
			return err
		})
	}
	payload := b.payload
	if err := b.add("data/ro-crate-metadata.json", zip.Deflate, func(w io.Writer) error { return roCrate(w, b.m, payload) }); err != nil {
		return err
	}
	for _, tag := range []struct{ name, text string }{
		{"bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"},
		{"bag-info.txt", b.info()},
		{"manifest-sha512.txt", manifest(b.payload)},
	} {
		if err := write(tag.name, tag.text); err != nil {
			return err
		}
	}
	w, err := b.create(tagManifest, zip.Deflate)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, manifest(b.tags)); err != nil {
		return err
	}
	return b.zip.Close()
}

// info is bag-info.txt (RFC 8493, section 2.2.2).
func (b *bag) info() string {
	var s strings.Builder
	line := func(label, value string) {
		if value = strings.Join(strings.Fields(value), " "); value != "" {
			fmt.Fprintf(&s, "%s: %s\n", label, value)
		}
	}
	line("Source-Organization", b.m.Publisher)
	for _, e := range b.m.Editors {
		line("Contact-Name", e)
	}
	line("External-Description", b.m.Title+". "+b.m.Description)
	line("External-Identifier", b.m.Identifier)
	line("Bagging-Date", b.m.Date.UTC().Format(time.DateOnly))
	line("Bag-Software-Agent", b.m.Generator)
	line("Payload-Oxum", fmt.Sprintf("%d.%d", b.octets, len(b.payload)))
	return s.String()
}

// manifest lists files as sha512sum does. Of what a path may hold, RFC 8493 asks to escape line ends and "%".
func manifest(files []packed) string {
	slices.SortFunc(files, func(a, b packed) int { return cmp.Compare(a.path, b.path) })
	var s strings.Builder
	for _, f := range files {
		fmt.Fprintf(&s, "%s  %s\n", f.sum, escapePath.Replace(f.path))
	}
	return s.String()
}

var (
	escapePath   = strings.NewReplacer("%", "%25", "\n", "%0A", "\r", "%0D")
	unescapePath = strings.NewReplacer("%25", "%", "%0A", "\n", "%0D", "\r", "%0a", "\n", "%0d", "\r")
)

// counter counts and digests what is written.
type counter struct {
	n    int64
	hash hash.Hash
}

func (c *counter) Write(b []byte) (int, error) {
	c.n += int64(len(b))
	return c.hash.Write(b)
}

package export

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io"
	"sync"
)

// packed is a file as the container has it.
type packed struct {
	bytes []byte // deflated
	sum   uint32 // CRC-32 of what they were
	size  int    // of that, in bytes
}

var deflaters = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(nil, flate.DefaultCompression) // which fails for other levels only
	return w
}}

func deflated(content []byte) (packed, error) {
	w := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(w)
	var b bytes.Buffer
	w.Reset(&b)
	if _, err := w.Write(content); err != nil {
		return packed{}, err
	}
	err := w.Close()
	return packed{bytes.Clone(b.Bytes()), crc32.ChecksumIEEE(content), len(content)}, err
}

// pack writes the container. The file that names the media type comes first and is not compressed; all files bear
// the first date that the format knows.
func (b *book) pack(w io.Writer) error {
	z := zip.NewWriter(w)
	kind := []byte("application/epub+zip")
	if err := put(z, "mimetype", zip.Store, packed{kind, crc32.ChecksumIEEE(kind), len(kind)}); err != nil {
		return err
	}
	write := func(name string, content []byte) error {
		p, err := deflated(content)
		if err != nil {
			return err
		}
		return put(z, name, zip.Deflate, p)
	}
	for _, f := range []file{
		{name: "META-INF/container.xml", content: []byte(container)},
		{name: "EPUB/package.opf", content: b.packageDocument()},
		{name: "EPUB/nav.xhtml", content: b.navigation()},
		{name: "EPUB/book.css", content: bookCSS},
	} {
		if err := write(f.name, f.content); err != nil {
			return err
		}
	}
	for i := range b.pages {
		if err := put(z, "EPUB/"+b.pages[i].name, zip.Deflate, b.pages[i].made.packed); err != nil {
			return err
		}
	}
	for _, f := range b.images() {
		if err := write("EPUB/"+f.name, f.content); err != nil {
			return err
		}
	}
	return z.Close()
}

func put(z *zip.Writer, name string, method uint16, p packed) error {
	raw, err := z.CreateRaw(&zip.FileHeader{
		Name: name, Method: method, ReaderVersion: 20,
		//lint:ignore SA1019 CreateRaw does not write Modified in the zip's own form
		ModifiedDate: zipDate,
		CRC32:        p.sum, CompressedSize64: uint64(len(p.bytes)), UncompressedSize64: uint64(p.size),
	})
	if err != nil {
		return err
	}
	_, err = raw.Write(p.bytes)
	return err
}

// zipDate is 1 January 1980. It is written by itself, since zip.FileHeader.Modified adds a field that readers of
// EPUB do not want before the media type.
const zipDate = 1<<5 | 1

const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
`

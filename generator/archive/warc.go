package archive

import (
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"sync"
	"time"
)

// warc writes a WARC 1.1 file (ISO 28500:2017), each record compressed by itself so that it can be read alone.
type warc struct {
	w      io.Writer
	date   time.Time
	offset int64
}

// place is where a record stands in the WARC.
type place struct{ offset, length int64 }

// info writes the record that says who wrote the file.
func (w *warc) info(filename, generator string) error {
	fields := "software: " + generator + "\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
	_, err := w.write(w.record("warcinfo", [][2]string{{"WARC-Filename", filename}, {"Content-Type", "application/warc-fields"}}, []byte(fields), filename))
	return err
}

// response is the record of a page as a server would have sent it, and the digest of the page.
func (w *warc) response(address, mediaType string, body []byte) (record []byte, payload string) {
	var block bytes.Buffer
	fmt.Fprintf(&block, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\nLast-Modified: %s\r\n\r\n", mediaType, len(body), w.date.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT"))
	block.Write(body)
	payload = digest(body)
	return w.record("response", [][2]string{
		{"WARC-Target-URI", address}, {"WARC-Payload-Digest", payload}, {"Content-Type", "application/http; msgtype=response"},
	}, block.Bytes(), address+payload), payload
}

// record is one record, compressed. Its id follows from the seed, so that the same pages give the same file.
func (w *warc) record(kind string, headers [][2]string, block []byte, seed string) []byte {
	var b bytes.Buffer
	z := gzips.Get().(*gzip.Writer)
	defer gzips.Put(z)
	z.Reset(&b)
	fmt.Fprintf(z, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Date: %s\r\n", kind, uuid(seed), w.date.UTC().Format("2006-01-02T15:04:05Z"))
	for _, h := range headers {
		fmt.Fprintf(z, "%s: %s\r\n", h[0], h[1])
	}
	fmt.Fprintf(z, "WARC-Block-Digest: %s\r\nContent-Length: %d\r\n\r\n", digest(block), len(block))
	z.Write(block)
	io.WriteString(z, "\r\n\r\n")
	z.Close() // into memory, where nothing fails
	return b.Bytes()
}

// gzips are kept, as compressors are.
var gzips = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

// write writes a record and gives its place.
func (w *warc) write(record []byte) (place, error) {
	n, err := w.w.Write(record)
	p := place{w.offset, int64(n)}
	w.offset += int64(n)
	return p, err
}

func digest(b []byte) string {
	s := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(s[:])
}

// uuid is a name-based UUID (RFC 9562, version 5).
func uuid(seed string) string {
	h := sha1.Sum([]byte("glossator\x00" + seed))
	h[6], h[8] = h[6]&0x0f|0x50, h[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

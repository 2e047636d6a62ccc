package archive

import (
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"time"
)

// warc writes a WARC 1.1 file (ISO 28500:2017), each record compressed by itself so that it can be read alone.
type warc struct {
	w      io.Writer
	date   time.Time
	offset int64
	gzip   *gzip.Writer // for one record after another
}

// record is where a response stands in the WARC, for the index.
type record struct {
	offset, length int64
	payload        string // digest of the page's bytes
}

// info writes the record that says who wrote the file.
func (w *warc) info(filename, generator string) error {
	fields := "software: " + generator + "\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
	_, err := w.write("warcinfo", [][2]string{{"WARC-Filename", filename}, {"Content-Type", "application/warc-fields"}}, []byte(fields), filename)
	return err
}

// response writes a page as a server would have sent it.
func (w *warc) response(address, mediaType string, body []byte) (record, error) {
	var block bytes.Buffer
	fmt.Fprintf(&block, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\nLast-Modified: %s\r\n\r\n", mediaType, len(body), w.date.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT"))
	block.Write(body)
	payload := digest(body)
	offset := w.offset
	length, err := w.write("response", [][2]string{
		{"WARC-Target-URI", address}, {"WARC-Payload-Digest", payload}, {"Content-Type", "application/http; msgtype=response"},
	}, block.Bytes(), address+payload)
	return record{offset, length, payload}, err
}

// write writes one record. Its id follows from the seed, so that the same pages give the same file.
func (w *warc) write(kind string, headers [][2]string, block []byte, seed string) (int64, error) {
	var b bytes.Buffer
	if w.gzip == nil {
		w.gzip = gzip.NewWriter(&b)
	}
	z := w.gzip
	z.Reset(&b)
	fmt.Fprintf(z, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Date: %s\r\n", kind, uuid(seed), w.date.UTC().Format("2006-01-02T15:04:05Z"))
	for _, h := range headers {
		fmt.Fprintf(z, "%s: %s\r\n", h[0], h[1])
	}
	fmt.Fprintf(z, "WARC-Block-Digest: %s\r\nContent-Length: %d\r\n\r\n", digest(block), len(block))
	z.Write(block)
	io.WriteString(z, "\r\n\r\n")
	if err := z.Close(); err != nil {
		return 0, err
	}
	n, err := w.w.Write(b.Bytes())
	w.offset += int64(n)
	return int64(n), err
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

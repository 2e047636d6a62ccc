package content

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"unicode/utf8"

	"glossator/generator/diagnostic"
)

const maxFile = 64 << 20 // bytes

// ReadText reads a text file: UTF-8, a byte order mark dropped, every line's end a line feed. It is nil when it cannot be used,
// and nil without a finding when there is none.
func ReadText(root *os.Root, name string) ([]byte, diagnostic.List) {
	b, _, found := readInto(nil, root, name)
	return b, found
}

// readInto reads a text file, into the room that is given where that is large enough. It says, too, how the file stood there
// before it was read.
func readInto(room []byte, root *os.Root, name string) (b []byte, before touched, found diagnostic.List) {
	b, before, found = readAny(room, root, name)
	if b == nil {
		if len(found) == 1 && found[0].Code == "missing-file" {
			return nil, before, nil
		}
		return nil, before, found
	}
	b = diagnostic.LineFeeds(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")))
	if at := invalidUTF8(b); at >= 0 {
		d := diagnostic.NewSource(name, b).At(diagnostic.Error, at, 1, "not-utf-8", fmt.Sprintf("the file is not UTF-8: byte %#02x", b[at]),
			"save it as UTF-8")
		return nil, before, diagnostic.List{d}
	}
	if found = diagnostic.NewSource(name, b).Conflicts(); found != nil {
		return nil, before, found
	}
	return b, before, nil
}

// controls finds the control characters of YAML. Those of Markdown are found where it is parsed.
func controls(name string, text []byte) diagnostic.List {
	return diagnostic.NewSource(name, text).Controls(0)
}

// Open opens a regular file of the folder. Devices and pipes, which might never end, are errors.
func Open(root *os.Root, name string) (*os.File, error) {
	f, _, err := open(root, name)
	return f, err
}

var errIrregular = errors.New("this is no regular file")

// open says, too, how the file stood there before.
func open(root *os.Root, name string) (f *os.File, before touched, err error) {
	info, err := root.Stat(name)
	if err != nil {
		return nil, touched{}, err
	}
	if !info.Mode().IsRegular() {
		return nil, touched{}, &fs.PathError{Op: "open", Path: name, Err: errIrregular}
	}
	f, err = root.Open(name)
	return f, touchedOf(info), err
}

// ReadFile reads a whole file that Open opens.
func ReadFile(root *os.Root, name string) ([]byte, error) {
	f, before, err := open(root, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	b.Grow(int(min(before.Size, maxFile)) + bytes.MinRead) // what is larger than that, or seems to be, makes room as it is read
	_, err = b.ReadFrom(f)
	return b.Bytes(), err
}

// readAny reads a file as it stands. Devices, pipes and links that leave the folder are not read.
func readAny(room []byte, root *os.Root, name string) (b []byte, before touched, found diagnostic.List) {
	problem := func(code diagnostic.Code, message, hint string) ([]byte, touched, diagnostic.List) {
		var l diagnostic.List
		l.Add(diagnostic.Error, code, name, message, hint)
		return nil, before, l
	}
	f, before, err := open(root, name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && isEvicted(root, name):
		return problem("unreadable", "iCloud has put this file away", "click the cloud beside it in the Finder, and have its folder kept on this machine")
	case errors.Is(err, fs.ErrNotExist) && isLink(root, name):
		return problem("unreadable", "this is a link that leads nowhere", "put the file that is meant in its place, or take it away")
	case errors.Is(err, fs.ErrNotExist):
		return problem("missing-file", "there is no such file", "")
	case errors.Is(err, errIrregular):
		return problem("unreadable", errIrregular.Error(), "put a file in its place")
	case err != nil:
		return problem("unreadable", "the file cannot be read: "+cause(err), readable(err))
	}
	defer f.Close()
	if before.Size > maxFile {
		return problem("too-large", fmt.Sprintf("the file has %d bytes; the limit is %d", before.Size, maxFile), "split it")
	}
	b, err = readAll(room, f, int(before.Size))
	if err != nil {
		return problem("unreadable", "the file cannot be read: "+cause(err), "see whether its disk is sound and there, and try again")
	}
	return b, before, nil
}

// isLink says that there is a link of that name, wherever it leads.
func isLink(root *os.Root, name string) bool {
	info, err := root.Lstat(name)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// readAll reads what there is up to maxFile bytes, which are about as many as given.
func readAll(room []byte, r io.Reader, size int) ([]byte, error) {
	b := room[:0]
	if cap(b) <= size {
		b = make([]byte, 0, size+1) // one more, to see that this is the end
	}
	for {
		n, err := r.Read(b[len(b):min(cap(b), maxFile)])
		b = b[:len(b)+n]
		switch {
		case err == io.EOF || len(b) == maxFile:
			return b, nil
		case err != nil:
			return nil, err
		}
		b = slices.Grow(b, 1)
	}
}

// readable says what to do for something to be read.
func readable(err error) string {
	if errors.Is(err, fs.ErrPermission) {
		return "make it readable"
	}
	return "a path stays within the content folder, and links must not lead out of it"
}

// cause is a file error without the path, which the finding names already.
func cause(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// invalidUTF8 is the offset of the first byte that is not UTF-8, or −1.
func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

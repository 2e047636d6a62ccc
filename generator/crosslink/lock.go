package crosslink

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"glossator/generator/diagnostic"
)

// Lock holds the addresses that have been published, by essay: content/addresses.lock. It is a text with a line for
// each address, in the order of the essay:
//
//	leem-pact p12 1f3a5c7e9b2d4f60 4gRx.0-aZk39vPqL_m7cTd2.WnB81sEy
//
// that is the essay, the passage's id, the hash of its words and their sketch; then the addresses of the citations in it
// (citation_addresses.go); at the end of a line, "ended" says that the words are gone and the address is not to be given
// again, "joined" that they are part now of the passage whose line stands above. An essay that has another id now has a line of
// its own,
//
//	leem renamed leem-pact
//
// and lines that begin with # are remarks. The first say that the last line is the end, so that a file which has been cut off is
// not taken for a whole one, and what was published given to other words.
type Lock struct {
	essays  map[string][]byte // each one's addresses as they are written, since an essay's are asked for now and then, and all are many
	renamed map[string]string // by former id, the one under which the addresses are
}

// Address is a published address of an essay.
type Address struct {
	ID        string
	Hash      uint64 // edition.Passage.Hash of the words that it stands for
	Sketch    Sketch
	Citations string // the addresses of the citations in it, as the lock writes them
	Ended     bool   // no passage has the address any more
	Joined    bool   // and the words are part of the one before
}

const lockHead = "# The addresses that have been published, and what words they stand for. Glossator keeps this file;\n" +
	"# it belongs under version control, beside the texts. Its last line is: the end.\n"

const lockEnd = "# the end\n"

// ReadLock reads a lock; file is its name in findings. An edition that has not been published has an empty one.
func ReadLock(file string, text []byte) (*Lock, diagnostic.List) {
	l := &Lock{map[string][]byte{}, map[string]string{}}
	r := lockReader{lock: l, file: file, ids: map[string]bool{}}
	line, at := 0, 0
	for s := range bytes.Lines(text) {
		line++
		if s := bytes.TrimSpace(s); len(s) > 0 && s[0] != '#' {
			r.line(line, s)
		}
		at += len(s)
		r.read = text[:at]
	}
	r.close()
	if conflicts := diagnostic.NewSource(file, text).Conflicts(); conflicts != nil {
		for i := range conflicts {
			conflicts[i].Hint = "keep the lines of both, and of two for one address that of the version that is published; then delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
		}
		return l, conflicts
	}
	if bytes.HasPrefix(text, []byte(lockHead)) && !bytes.Contains(text, []byte("\n"+lockEnd)) && len(r.found) == 0 {
		r.found = append(r.found, diagnostic.Diagnostic{
			Code: "damaged-lock", Start: diagnostic.Position{File: file, Line: line, Column: 1}, Message: "the file has been cut off: its last line is missing, and addresses may be",
			Hint: "take the file from version control as it was; or, if no address is missing, write behind it: # the end",
		})
	}
	return l, r.found
}

// SoundLock is a lock of which the text is what [Lock.WriteTo] has given, so that it need not be looked for what is wrong with it.
func SoundLock(text []byte) *Lock {
	l := &Lock{map[string][]byte{}, map[string]string{}}
	essay, from := "", 0
	close := func(end int) {
		if essay != "" {
			l.essays[essay] = text[from:end:end]
		}
	}
	for at := 0; at < len(text); {
		end := len(text)
		if n := bytes.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		line := text[at:end]
		if len(line) <= len(essay) || line[len(essay)] != ' ' || string(line[:len(essay)]) != essay {
			close(at)
			first, rest, _ := bytes.Cut(line, []byte(" "))
			essay, from = string(first), at
			if now, renamed := bytes.CutPrefix(rest, []byte("renamed ")); renamed {
				l.renamed[essay] = string(bytes.TrimSpace(now))
				essay = ""
			} else if line[0] == '#' {
				essay = ""
			}
		}
		at = end
	}
	close(len(text))
	return l
}

// lockReader reads an essay after the other.
type lockReader struct {
	lock      *Lock
	file      string
	read      []byte // the file as far as it has been read
	essay     string
	addresses []Address
	lines     []byte // room
	ids       map[string]bool
	found     diagnostic.List
}

func (r *lockReader) line(line int, text []byte) {
	essay, a, ok := readAddress(text)
	if !ok && r.rename(bytes.Fields(text)) {
		return
	}
	if ok && string(essay) != r.essay {
		r.close()
		r.essay, r.addresses = string(essay), r.addresses[:0]
		clear(r.ids)
	}
	if !ok || r.lock.essays[r.essay] != nil || r.lock.renamed[r.essay] != "" || !r.claim(a) {
		r.found = append(r.found, diagnostic.Diagnostic{
			Code: "damaged-lock", Start: diagnostic.Position{File: r.file, Line: line, Column: 1},
			Message: "this line is not an address, or one that is listed above", Hint: "take the file from version control as it was, and build again",
		})
		return
	}
	r.addresses = append(r.addresses, a)
}

// rename reads a line that says which id an essay has now. The former one must not have been listed before.
func (r *lockReader) rename(words [][]byte) bool {
	if len(words) != 3 || string(words[1]) != "renamed" {
		return false
	}
	former, now := string(words[0]), string(words[2])
	_, known := r.lock.renamed[former]
	if known || former == r.essay || r.lock.essays[former] != nil {
		return false
	}
	r.lock.renamed[former] = now
	return true
}

// claim takes the addresses of a line, of which none may have been listed before.
func (r *lockReader) claim(a Address) bool {
	if r.ids[a.ID] {
		return false
	}
	r.ids[a.ID] = true
	for list := a.Citations; list != ""; {
		c, rest, ok := nextCited(list)
		if !ok || r.ids[c.id] {
			return false
		}
		r.ids[c.id] = true
		list = rest
	}
	return true
}

// close keeps the essay's addresses: the part of the file that has them, where that is written as we write it.
func (r *lockReader) close() {
	if len(r.addresses) == 0 {
		return
	}
	r.lines = appendLines(r.lines[:0], r.essay, r.addresses)
	lines := r.read[max(0, len(r.read)-len(r.lines)):]
	if !bytes.Equal(lines, r.lines) {
		lines = bytes.Clone(r.lines)
	}
	r.lock.essays[r.essay] = slices.Clip(lines)
}

// readAddress reads a line: the essay's id, the passage's, hash and sketch of its words, the addresses of its citations, and
// perhaps what has become of it.
func readAddress(line []byte) (essay []byte, a Address, ok bool) {
	var fields [4][]byte
	n := 0
	for ; n < len(fields) && len(line) > 0; n++ {
		end := bytes.IndexAny(line, " \t")
		if end < 0 {
			end = len(line)
		}
		fields[n], line = line[:end], bytes.TrimLeft(line[end:], " \t")
	}
	hash, sketch := fields[2], fields[3]
	if n < 4 || len(hash) != 16 || len(sketch) != len(a.Sketch) || !isSketch(sketch) {
		return nil, a, false
	}
	last := bytes.LastIndexAny(line, " \t") + 1
	a.Joined = string(line[last:]) == "joined"
	if a.Ended = a.Joined || string(line[last:]) == "ended"; a.Ended {
		line = bytes.TrimRight(line[:last], " \t")
	}
	a.Citations = string(line)
	a.ID = string(fields[1])
	copy(a.Sketch[:], sketch)
	var err error
	a.Hash, err = strconv.ParseUint(string(hash), 16, 64)
	return fields[0], a, err == nil
}

// WriteTo writes the lock as [ReadLock] reads it: essays by id, each with its addresses in their order.
func (l *Lock) WriteTo(w io.Writer) (n int64, err error) {
	write := func(b []byte) {
		if err == nil {
			var more int
			more, err = w.Write(b)
			n += int64(more)
		}
	}
	write([]byte(lockHead))
	for _, essay := range l.published() {
		if now, ok := l.renamed[essay]; ok {
			write(fmt.Appendf(nil, "%s renamed %s\n", essay, now))
		}
		write(l.essays[essay])
	}
	write([]byte(lockEnd))
	return n, err
}

// appendLines appends an essay's addresses as they are written.
func appendLines(b []byte, essay string, list []Address) []byte {
	size := 0
	for i := range list {
		a := &list[i]
		size += len(essay) + len(a.ID) + hex.EncodedLen(8) + len(a.Sketch) + len(a.Citations) + len("     joined\n")
	}
	b = slices.Grow(b, size)
	for i := range list {
		a := &list[i]
		b = append(append(append(append(b, essay...), ' '), a.ID...), ' ')
		var hash [8]byte
		binary.BigEndian.PutUint64(hash[:], a.Hash)
		b = hex.AppendEncode(b, hash[:])
		b = append(append(b, ' '), a.Sketch[:]...)
		if a.Citations != "" {
			b = append(append(b, ' '), a.Citations...)
		}
		switch {
		case a.Joined:
			b = append(b, " joined"...)
		case a.Ended:
			b = append(b, " ended"...)
		}
		b = append(b, '\n')
	}
	return b
}

// readAddresses reads an essay's addresses as they are written.
func readAddresses(lines []byte) (list []Address) {
	for line := range bytes.Lines(lines) {
		if _, a, ok := readAddress(bytes.TrimSpace(line)); ok {
			list = append(list, a)
		}
	}
	return list
}

// Essays are the ids of the essays that have published addresses.
func (l *Lock) Essays() []string { return slices.Sorted(maps.Keys(l.essays)) }

// Addresses are those of an essay, in its order; those that have ended follow the one that they stood behind, or are part of.
func (l *Lock) Addresses(essay string) []Address { return readAddresses(l.essays[essay]) }

// Drop lets go of the addresses of essays that are to be recorded before the lock is asked for anything. Where they are fewer
// than those that stay, nothing is gained by it, since all lie in the file's text together.
func (l *Lock) Drop(essays []string) {
	if len(essays) <= len(l.essays)/2 {
		return
	}
	for _, essay := range essays {
		delete(l.essays, essay)
	}
	for essay, lines := range l.essays {
		l.essays[essay] = bytes.Clone(lines)
	}
}

// Clone is a lock that may become another one.
func (l *Lock) Clone() *Lock { return &Lock{maps.Clone(l.essays), maps.Clone(l.renamed)} }

// SameAddresses says that an essay has the same addresses in a lock of which both are clones.
func (l *Lock) SameAddresses(other *Lock, essay string) bool {
	return bytes.Equal(l.essays[essay], other.essays[essay])
}

// Sum is a hash of an essay's addresses.
func (l *Lock) Sum(essay string) [sha256.Size]byte {
	return sha256.Sum256(l.essays[essay])
}

// Record is the addresses of an essay as a lock is to have them.
type Record struct {
	essay string
	lines []byte
}

// NewRecord is what the lock is to have of an essay.
func (l *Lock) NewRecord(essay string, a Assignment) *Record {
	if a.unchanged {
		return &Record{essay, l.essays[essay]}
	}
	r := &Record{essay, appendLines(nil, essay, a.Addresses)}
	if before := l.essays[essay]; bytes.Equal(before, r.lines) {
		r.lines = before
	}
	return r
}

// RecordOf is the record that has the Text.
func RecordOf(essay string, text []byte) *Record { return &Record{essay, text} }

// Text is the essay's lines in the lock.
func (r *Record) Text() []byte { return r.lines }

// Sum is the Sum that the essay has when its addresses have been recorded.
func (r *Record) Sum() [sha256.Size]byte { return sha256.Sum256(r.lines) }

// Record puts an essay's addresses in the place of those that it had.
func (l *Lock) Record(r *Record) {
	if !bytes.Equal(l.essays[r.essay], r.lines) {
		l.essays[r.essay] = r.lines
	}
	delete(l.renamed, r.essay)
}

package shelf

import (
	"encoding/binary"
	"unsafe"

	"glossator/generator/edition"
)

// coder writes values behind one another, or reads them back in the same order: one description of a value serves both.
// Words that are read lie where they were read from, and must not change there.
type coder struct {
	b       []byte // what has been written, or is still to be read
	lies    []byte // where the words of what is read are to lie, if that is elsewhere: the same bytes
	reading bool
	broken  bool // what is read is not what was written; values are zero from there on

	*common // with other texts that are read
}

// common is what texts have in common that are read one after another, each once in memory: names, and details of one locator
// alone, as most citations have; and rooms for their lists, since one that is made for each leaves much unused.
type common struct {
	names   map[string]string
	short   map[uint64]string // names of less than eight bytes, by these and their length
	located map[edition.Locator]*edition.Details

	passages  []edition.Passage
	notes     []edition.Note
	clusters  []edition.Cluster
	citations []edition.Citation
	mentions  []edition.Mention
	links     []edition.Link
	spans     []edition.Span
	locators  []edition.Locator
	assets    []edition.Asset
	bracketed []edition.Word
	strings   []string
	joined    []edition.Joined
	anchors   []edition.Anchor
}

func newCommon() *common {
	return &common{names: map[string]string{}, short: map[uint64]string{}, located: map[edition.Locator]*edition.Details{}}
}

const maxCommon = 1 << 16 // names or details, after which they begin anew

func (c *coder) breakOff() {
	c.b, c.broken = nil, true
}

func number[T ~int | ~int32 | ~uint8](c *coder, v *T) {
	if !c.reading {
		c.b = binary.AppendVarint(c.b, int64(*v))
		return
	}
	var x int64
	n := 1
	if len(c.b) > 0 && c.b[0] < 0x80 { // most have one byte
		x = int64(c.b[0]>>1) ^ -int64(c.b[0]&1)
	} else {
		x, n = binary.Varint(c.b)
	}
	if *v = T(x); n <= 0 || int64(*v) != x {
		*v = 0
		c.breakOff()
		return
	}
	c.b = c.b[n:]
}

func (c *coder) flag(v *bool) {
	var x uint8
	if *v {
		x = 1
	}
	number(c, &x)
	*v = x != 0
}

func (c *coder) hash(v *uint64) {
	if !c.reading {
		c.b = binary.LittleEndian.AppendUint64(c.b, *v)
		return
	}
	if b := c.take(8); b != nil {
		*v = binary.LittleEndian.Uint64(b)
	}
}

func (c *coder) words(s *string) {
	n := len(*s)
	number(c, &n)
	if !c.reading {
		c.b = append(c.b, *s...)
		return
	}
	at := len(c.lies) - len(c.b)
	b := c.take(n)
	if b != nil && c.lies != nil {
		b = c.lies[at : at+n]
	}
	*s = unsafe.String(unsafe.SliceData(b), len(b))
}

// name is words that are short, most of which many texts have. They are copied when they are read, once, so that whoever looks
// only at facts looks at nothing of what was read.
func (c *coder) name(s *string) {
	if !c.reading {
		c.words(s)
		return
	}
	n := 0
	number(c, &n)
	b := c.take(n)
	var known bool
	switch {
	case len(b) == 0:
		*s = ""
	case len(b) < 8: // as most are; numbers are found sooner than words
		word := [8]byte{7: byte(len(b))}
		copy(word[:7], b)
		key := binary.LittleEndian.Uint64(word[:])
		if *s, known = c.short[key]; !known {
			*s = string(b)
			enter(c.short, key, *s)
		}
	default:
		if *s, known = c.names[string(b)]; !known {
			*s = string(b)
			enter(c.names, *s, *s)
		}
	}
}

// enter adds what texts have in common.
func enter[K comparable, V any](among map[K]V, key K, value V) {
	if len(among) >= maxCommon {
		clear(among)
	}
	among[key] = value
}

// detailsOf are a citation's details. Those of one locator alone are there once for all citations.
func (c *coder) detailsOf(x *edition.Citation) {
	some := x.Details != nil
	if c.flag(&some); !some {
		return
	}
	if !c.reading {
		c.details(x.Details)
		return
	}
	room := c.locators
	var d edition.Details
	c.details(&d)
	if len(d.Locators) != 1 || d.Prefix != "" || d.Suffix != "" {
		x.Details = &edition.Details{Locators: d.Locators, Prefix: d.Prefix, Suffix: d.Suffix}
		return
	}
	if x.Details = c.located[d.Locators[0]]; x.Details == nil {
		x.Details = &edition.Details{Locators: []edition.Locator{d.Locators[0]}}
		enter(c.located, d.Locators[0], x.Details)
	}
	if len(room) > 0 {
		c.locators = room
	}
}

// take is the next n bytes; nil where there are not so many.
func (c *coder) take(n int) []byte {
	if n < 0 || n > len(c.b) {
		c.breakOff()
		return nil
	}
	b := c.b[:n:n]
	c.b = c.b[n:]
	return b
}

// list writes or reads a list, with its room among those of others; none is another thing than an empty one. An entry takes a
// byte at least, so that a length that cannot be asks for no memory.
func list[T any](c *coder, l, room *[]T, entry func(*coder, *T)) {
	n := len(*l)
	if *l == nil {
		n = -1
	}
	number(c, &n)
	if c.reading {
		if *l = nil; n < 0 || c.broken {
			return
		}
		if n > len(c.b) {
			c.breakOff()
			return
		}
		*l = roomFor(room, n)
	}
	for i := range *l {
		entry(c, &(*l)[i])
	}
}

const roomSize = 64 << 10 // bytes that are taken together

// roomFor is the next n of the room, of which there is more made when there is not enough.
func roomFor[T any](room *[]T, n int) []T {
	if len(*room) < n {
		var one T
		*room = make([]T, max(n, roomSize/int(unsafe.Sizeof(one))))
	}
	p := (*room)[:n:n]
	*room = (*room)[n:]
	return p
}

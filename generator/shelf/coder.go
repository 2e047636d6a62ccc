package shelf

import (
	"encoding/binary"
	"sync"
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

	locators []edition.Locator // room for those of citations to come
	calls    []edition.Span    // for those of notes
	common   *common           // what has been read
}

// common is what texts have in common, each once in memory: names, and details of one locator alone, as most citations have.
type common struct {
	names   map[string]string
	located map[edition.Locator]*edition.Details
}

// read is what one reader after another has read.
var read = sync.Pool{New: func() any { return &common{map[string]string{}, map[edition.Locator]*edition.Details{}} }}

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
	known, ok := c.common.names[string(b)]
	if !ok && len(b) > 0 {
		if len(c.common.names) >= maxCommon {
			clear(c.common.names)
		}
		known = string(b)
		c.common.names[known] = known
	}
	*s = known
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
	known := c.common.located[d.Locators[0]]
	if known == nil {
		if len(c.common.located) >= maxCommon {
			clear(c.common.located)
		}
		known = &edition.Details{Locators: []edition.Locator{d.Locators[0]}}
		c.common.located[d.Locators[0]] = known
	}
	x.Details = known
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

// list writes or reads a list; none is another thing than an empty one. An entry takes a byte at least, so that a length
// that cannot be asks for no memory.
func list[T any](c *coder, l *[]T, entry func(*coder, *T)) { partOf(c, l, new([]T), 0, entry) }

// partOf does the same for one of many short lists, which have their room together: for so many entries at least.
func partOf[T any](c *coder, l, room *[]T, least int, entry func(*coder, *T)) {
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
		*l = roomFor(room, n, least)
	}
	for i := range *l {
		entry(c, &(*l)[i])
	}
}

// roomFor is the next n of the room, of which there is more made when there is not enough.
func roomFor[T any](room *[]T, n, least int) []T {
	if len(*room) < n {
		*room = make([]T, max(n, least))
	}
	p := (*room)[:n:n]
	*room = (*room)[n:]
	return p
}

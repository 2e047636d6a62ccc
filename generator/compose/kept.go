package compose

import (
	"crypto/sha256"
	"encoding/binary"
	"io"

	"glossator/generator/content"
	"glossator/generator/crosslink"
	"glossator/generator/edition"
	"glossator/generator/shelf"
)

// Texts of essays are put on a shelf as they have been linked, from where this run and later ones have their words.

// key is a hash of all that an essay's text is made from, given that of its published addresses. What it is linked with is
// not among that.
func (p *parser) key(f content.EssayFile, addresses [sha256.Size]byte) shelf.Key {
	h := sha256.New()
	h.Write(f.Hash[:])
	h.Write(addresses[:])
	h.Write([]byte(f.Path + "\x00" + f.Essay.Language + "\x00"))
	if p.settings.RawHTML {
		h.Write([]byte{1})
	}
	return shelf.Key(h.Sum(nil))
}

// kept takes an essay's text from the shelf, and links it as far as what it was linked with is not what there is now. Where
// what lies beside it is wanted too, that must be what would be made now.
func (p *parser) kept(f content.EssayFile, made bool) (linked, bool) {
	key := p.key(f, p.c.lock.Sum(f.Essay.ID))
	k, ok := p.c.shelf.Take(f.Path, key)
	if !ok || made && (k.Linked != p.c.rule || k.Made != p.c.base) {
		return linked{}, false
	}
	r := linked{file: f, text: k.Text, sum: k.Sum}
	f.Essay.Text = k.Text
	r.recorded = k.After == key
	if k.Linked != p.c.rule {
		r.sum = shelf.Key{} // it is not the text that it was
	}
	r.found = p.c.linker.Relink(k.Text, k.Linked == p.c.rule)
	r.fastened = p.annotations(f.Essay)
	return r, true
}

// putAway puts a linked essay's text on the shelf, with what has been made of it. A text in which something is wrong, or may be,
// is to be parsed again by the next run, which finds it then, too.
func (p *parser) putAway(r *linked, beside []byte) {
	var keys shelf.Keys
	if len(r.parsed) == 0 && !p.c.Edition.Unread.Owner(edition.OfEssay, r.text.Owner.ID) {
		keys = shelf.Keys{
			From: p.key(r.file, p.c.lock.Sum(r.file.Essay.ID)), After: p.key(r.file, r.addresses.Sum()), Linked: p.c.rule, Made: p.c.base,
		}
	}
	if beside != nil {
		r.addresses, r.shelved = nil, true
	}
	r.sum = p.c.shelf.Put(r.file.Path, keys, r.text, beside)
}

// Forget lets the system forget what has been looked at on the shelf.
func (c *Composition) Forget() { c.shelf.Forget() }

// appendAddresses appends what comes first of what lies beside an essay's text: the addresses that the lock is to hold, behind
// their length. They are as long as a tenth of the text, and nothing asks for them before they are recorded.
func appendAddresses(dst []byte, r *crosslink.Record) []byte {
	return append(binary.LittleEndian.AppendUint32(dst, uint32(len(r.Text()))), r.Text()...)
}

// beside parts what lies beside an essay's text; nil where there is nothing.
func (c *Composition) beside(x *edition.Essay) (addresses, made *io.SectionReader) {
	all := c.shelf.Beside(x.Text.File)
	var head [4]byte
	if all == nil {
		return nil, nil
	}
	if _, err := all.ReadAt(head[:], 0); err != nil {
		return nil, nil
	}
	from, size := int64(len(head)), int64(binary.LittleEndian.Uint32(head[:]))
	return io.NewSectionReader(all, from, size), io.NewSectionReader(all, from+size, all.Size()-from-size)
}

// shelved are the addresses that lie beside an essay's text; reading them fails where the disk does.
func (c *Composition) shelved(x *edition.Essay) (*crosslink.Record, error) {
	addresses, _ := c.beside(x)
	if addresses == nil {
		return nil, io.ErrUnexpectedEOF
	}
	b := make([]byte, addresses.Size())
	if _, err := io.ReadFull(addresses, b); err != nil {
		return nil, err
	}
	return crosslink.RecordOf(x.ID, b), nil
}

// Beside is what early gave for an essay, in this run or in the one that has put its text on the shelf; nil for none.
func (c *Composition) Beside(x *edition.Essay) *io.SectionReader {
	_, made := c.beside(x)
	return made
}

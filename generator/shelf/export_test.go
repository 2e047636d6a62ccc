package shelf

import (
	"bytes"
	"encoding/binary"
)

// Segment is what of a segment's file comes behind its head, with the lengths and checksum that its first chunk should have,
// so that what is behind them is looked at.
func Segment(file []byte) []byte {
	b := file[min(len(file), len(segmentHead)+len(Key{})):]
	if len(b) >= chunkHead {
		heads := min(binary.LittleEndian.Uint64(b), uint64(len(b)-chunkHead))
		binary.LittleEndian.PutUint64(b, heads)
		binary.LittleEndian.PutUint64(b[8:], uint64(len(b)-chunkHead)-heads)
		binary.LittleEndian.PutUint64(b[16:], 0)
		binary.LittleEndian.PutUint32(b[24:], checksum(b[chunkHead:][:heads]))
	}
	return b
}

// Holding is a shelf that has read a segment, and takes its texts for whole.
func Holding(segment []byte) *Shelf {
	s := Open("", Key{})
	s.enter(segment, bytes.NewReader(segment), 0, nil)
	for name, r := range s.records {
		r.ours = true
		s.records[name] = r
	}
	return s
}

package shelf

import (
	"bytes"
	"encoding/binary"
)

// Segment is what of a segment's file comes behind its head, with the length and checksum that its first chunk should have,
// so that what is behind them is looked at.
func Segment(file []byte) []byte {
	b := file[min(len(file), len(segmentHead)+len(Key{})):]
	if len(b) >= chunkHead {
		binary.LittleEndian.PutUint64(b, uint64(len(b)-chunkHead))
		binary.LittleEndian.PutUint64(b[8:], 0)
		binary.LittleEndian.PutUint32(b[16:], checksum(b[chunkHead:]))
	}
	return b
}

// Holding is a shelf that has read a segment.
func Holding(segment []byte) *Shelf {
	s := Open("", Key{})
	s.enter(segment, bytes.NewReader(segment), 0)
	return s
}

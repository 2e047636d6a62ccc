package shelf

import (
	"encoding/binary"
	"hash/crc32"
)

// Resealed is a segment whose first chunk has the checksum that it should have, so that what is behind it is looked at.
func Resealed(b []byte) []byte {
	at := len(segmentHead) + len(Key{})
	if len(b) < at+chunkHead {
		return b
	}
	binary.LittleEndian.PutUint64(b[at:], uint64(len(b)-at-chunkHead))
	binary.LittleEndian.PutUint32(b[at+8:], crc32.Checksum(b[at+chunkHead:], castagnoli))
	return b
}

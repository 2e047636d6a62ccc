package shelf

import (
	"encoding/binary"
	"errors"
	"io"
	"sync"
)

// What lies beside a text is checked block by block, when it is read: most runs want little of it.

const blockSize = 4 << 10 // bytes

var errDamaged = errors.New("what has been kept beside a text is not as it was written")

// checksums are those of the blocks of b.
func checksums(b []byte) []byte {
	sums := make([]byte, 0, checksSize(int64(len(b))))
	for len(b) > 0 {
		n := min(blockSize, len(b))
		sums = binary.LittleEndian.AppendUint32(sums, checksum(b[:n]))
		b = b[n:]
	}
	return sums
}

// checksSize is how long the checksums of so many bytes are.
func checksSize(size int64) int { return int((size + blockSize - 1) / blockSize * 4) }

// checked reads a file that has the checksums; what is damaged cannot be read.
func checked(file *io.SectionReader, sums []byte) *io.SectionReader {
	return io.NewSectionReader(&blocks{file, sums}, 0, file.Size())
}

type blocks struct {
	file *io.SectionReader
	sums []byte
}

var blockRooms = sync.Pool{New: func() any { return new([]byte) }}

// ReadAt reads what is asked for, which is all in the file, with the rest of the blocks that it is in.
func (x *blocks) ReadAt(b []byte, at int64) (int, error) {
	from, to := at/blockSize*blockSize, at+int64(len(b))
	to = min((to+blockSize-1)/blockSize*blockSize, x.file.Size())
	room := blockRooms.Get().(*[]byte)
	defer blockRooms.Put(room)
	if int64(cap(*room)) < to-from {
		*room = make([]byte, to-from)
	}
	whole := (*room)[:to-from]
	if n, err := x.file.ReadAt(whole, from); n < len(whole) {
		return 0, err
	}
	for i := 0; i < len(whole); i += blockSize {
		sum := x.sums[(int(from)+i)/blockSize*4:]
		if checksum(whole[i:min(i+blockSize, len(whole))]) != binary.LittleEndian.Uint32(sum) {
			return 0, errDamaged
		}
	}
	return copy(b, whole[at-from:]), nil
}

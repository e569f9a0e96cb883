// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package byteclass

import (
	"strings"
	"unsafe"
)

// classesOf holds the classes of each byte, one bit of eight each: the lowest bit of byte c of the number for class c.
var classesOf = func() (t [256]uint64) {
	for b := range t {
		for c := range classes {
			if c.Has(byte(b)) {
				t[b] |= 1 << (8 * c)
			}
		}
	}
	return t
}()

// Has tells whether a byte is of the class.
func (c Class) Has(b byte) bool {
	switch c {
	case Digit:
		return b-'0' < 10
	case Word:
		return b-'0' < 10 || b|0x20-'a' < 26 || b == '_'
	case Chain:
		return Word.Has(b) || b == '-' || b == '.'
	case Base64:
		return Word.Has(b) || strings.IndexByte("+/-", b) >= 0
	case Percent:
		return b == '%'
	case Ampersand:
		return b == '&'
	case Backslash:
		return b == '\\'
	default:
		return b >= 0x80
	}
}

// classifyGo is classify without assembly.
func classifyGo(text string, blocks []Block) {
	b := unsafe.Slice(unsafe.StringData(text), len(text)) //nolint:gosec // G103: only read, and within its length.
	for ; len(b) >= BlockLen; b, blocks = b[BlockLen:], blocks[1:] {
		blocks[0].set((*[BlockLen]byte)(b))
	}
	if len(b) > 0 {
		var padded [BlockLen]byte
		copy(padded[:], b)
		blocks[0].set(&padded)
	}
}

// set makes a row of every eight bytes of the text, which holds eight bits of each class, and makes columns of the rows.
func (rows *Block) set(text *[BlockLen]byte) {
	for i := range rows {
		b := (*[8]byte)(text[8*i:])
		rows[i] = classesOf[b[0]] | classesOf[b[1]]<<1 | classesOf[b[2]]<<2 | classesOf[b[3]]<<3 |
			classesOf[b[4]]<<4 | classesOf[b[5]]<<5 | classesOf[b[6]]<<6 | classesOf[b[7]]<<7
	}
	rows.transpose()
}

// transpose exchanges rows and columns of a matrix of eight by eight bytes: first those of its quarters, then those of theirs.
func (rows *Block) transpose() {
	for i := range 4 {
		exchange(&rows[i], &rows[i+4], 32, 0x00000000FFFFFFFF)
	}
	for _, i := range [...]int{0, 1, 4, 5} {
		exchange(&rows[i], &rows[i+2], 16, 0x0000FFFF0000FFFF)
	}
	for i := 0; i < len(rows); i += 2 {
		exchange(&rows[i], &rows[i+1], 8, 0x00FF00FF00FF00FF)
	}
}

// exchange exchanges the bits of b under the mask with those of a that are n places higher.
func exchange(a, b *uint64, n int, mask uint64) {
	differ := (*a>>n ^ *b) & mask
	*a ^= differ << n
	*b ^= differ
}

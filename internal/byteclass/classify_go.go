// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package byteclass

import (
	"strings"
	"unsafe"
)

// Table holds eight classes of each byte, one bit of eight each: the lowest bit of byte c of the number for class c.
type Table [256]uint64

// TableOf makes the table of classes that has tells of.
func TableOf(has func(class int, b byte) bool) *Table {
	t := &Table{}
	for b := range t {
		for c := range int(classes) {
			if has(c, byte(b)) {
				t[b] |= 1 << (8 * c)
			}
		}
	}
	return t
}

var classesOf = TableOf(func(class int, b byte) bool { return Class(class).Has(b) })

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
	case Colon:
		return b == ':'
	case Ampersand:
		return b == '&'
	case Escape:
		return b == '%' || b == '\\'
	default:
		return b >= 0x80
	}
}

// classifyGo is classify without assembly.
func classifyGo(text string, blocks []Block) { classesOf.Classify(text, blocks) }

// Classify sets the bitmaps of the blocks that hold text, by the classes of the table.
func (t *Table) Classify(text string, blocks []Block) {
	b := unsafe.Slice(unsafe.StringData(text), len(text)) //nolint:gosec // G103: only read, and within its length.
	for ; len(b) >= BlockLen; b, blocks = b[BlockLen:], blocks[1:] {
		blocks[0].set(t, (*[BlockLen]byte)(b))
	}
	if len(b) > 0 {
		var padded [BlockLen]byte
		copy(padded[:], b)
		blocks[0].set(t, &padded)
	}
}

// set makes a row of every eight bytes of the text, which holds eight bits of each class, and makes columns of the rows: it
// exchanges the quarters of that matrix, then theirs, then theirs.
func (b *Block) set(t *Table, text *[BlockLen]byte) {
	r0, r4 := exchange(t.row(text, 0), t.row(text, 4), 32, 0x00000000FFFFFFFF)
	r1, r5 := exchange(t.row(text, 1), t.row(text, 5), 32, 0x00000000FFFFFFFF)
	r2, r6 := exchange(t.row(text, 2), t.row(text, 6), 32, 0x00000000FFFFFFFF)
	r3, r7 := exchange(t.row(text, 3), t.row(text, 7), 32, 0x00000000FFFFFFFF)

	r0, r2 = exchange(r0, r2, 16, 0x0000FFFF0000FFFF)
	r1, r3 = exchange(r1, r3, 16, 0x0000FFFF0000FFFF)
	r4, r6 = exchange(r4, r6, 16, 0x0000FFFF0000FFFF)
	r5, r7 = exchange(r5, r7, 16, 0x0000FFFF0000FFFF)

	b[0], b[1] = exchange(r0, r1, 8, 0x00FF00FF00FF00FF)
	b[2], b[3] = exchange(r2, r3, 8, 0x00FF00FF00FF00FF)
	b[4], b[5] = exchange(r4, r5, 8, 0x00FF00FF00FF00FF)
	b[6], b[7] = exchange(r6, r7, 8, 0x00FF00FF00FF00FF)
}

// row returns the classes of eight bytes.
func (t *Table) row(text *[BlockLen]byte, i int) uint64 {
	b := (*[8]byte)(text[8*i:])
	return t[b[0]] | t[b[1]]<<1 | t[b[2]]<<2 | t[b[3]]<<3 | t[b[4]]<<4 | t[b[5]]<<5 | t[b[6]]<<6 | t[b[7]]<<7
}

// exchange exchanges the bits of b under the mask with those of a that are n places higher.
func exchange(a, b uint64, n int, mask uint64) (x, y uint64) {
	differ := (a>>n ^ b) & mask
	return a ^ differ<<n, b ^ differ
}

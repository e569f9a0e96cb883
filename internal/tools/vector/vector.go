// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package vector is what the commands share that write assembly.
package vector

import (
	"encoding/binary"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// Broadcast returns a register that has c in each of its 32 bytes.
func Broadcast(c byte) VecVirtual {
	bits, x, v := GP32(), XMM(), YMM()
	MOVL(U32(uint32(c)), bits)
	VMOVD(bits, x)
	VPBROADCASTB(x, v)
	return v
}

// Table is 16 bytes in memory, twice: a look-up does not cross the halves of a register.
func Table(name string, values [16]byte) Mem {
	m := GLOBL(name, RODATA|NOPTR)
	for i := 0; i < 2*len(values); i += 8 {
		DATA(i, U64(binary.LittleEndian.Uint64(values[i%len(values):])))
	}
	return m
}

// Class is a bit that some bytes have: those in the columns and rows of the table of bytes, by their high and low four bits.
type Class struct {
	Bit           byte
	Columns, Rows []int
}

// Tables returns the kinds by the high and by the low four bits. The kind of a byte is what it has in both.
func Tables(kinds []Class) (high, low [16]byte) {
	for _, k := range kinds {
		for _, i := range k.Columns {
			high[i] |= k.Bit
		}
		for _, i := range k.Rows {
			low[i] |= k.Bit
		}
	}
	return high, low
}

// Between are columns or rows.
func Between(first, last int) (all []int) {
	for i := first; i <= last; i++ {
		all = append(all, i)
	}
	return all
}

// StoreBits writes the upper bits of 32 bytes, half of a bitmap of a block that begins so many bytes behind out.
func StoreBits(out Mem, bitmap int, of VecVirtual) {
	bits := GP32()
	VPMOVMSKB(of, bits)
	MOVL(bits, out.Offset(bitmap))
}

// Fetch returns a register that has the 32 bytes of m.
func Fetch(m Mem) VecVirtual {
	v := YMM()
	VMOVDQU(m, v)
	return v
}

// Classify writes the rest of a routine that classifies n blocks of 64 bytes: half sets half of every bitmap of a block, which has
// eight of them.
func Classify(text, blocks, n Register, half func(text, out Mem)) {
	const blockLen, halfLen = 64, 32
	Label("block")
	for i := range blockLen / halfLen {
		half(Mem{Base: text, Disp: i * halfLen}, Mem{Base: blocks, Disp: i * halfLen / 8})
	}
	ADDQ(Imm(blockLen), text)
	ADDQ(Imm(blockLen), blocks)
	DECQ(n)
	JNE(LabelRef("block"))
	VZEROUPPER()
	RET()
}

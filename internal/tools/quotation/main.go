// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command quotation writes the assembly of internal/fold for x86-64 with AVX2.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"github.com/otelcol-mcp/otelcol-mcp/internal/tools/vector"
)

// The kinds of a byte, one bit each. Two bits to the right of the one for blanks and of the one for markers there is another of
// that kind.
const (
	lineBreak = 1 << 7
	control   = 1 << 6 // blanks
	space     = 1 << 4
	signs     = 1 << 5 // markers
	others    = 1 << 3
)

// kinds are the column (the high four bits) and the rows (the low ones) of the ASCII table that each kind fills.
var kinds = []struct {
	kind   byte
	column int
	chars  string
}{
	{lineBreak, 0, "\n"},
	{control, 0, "\t\v\f\r"},
	{space, 2, " "},
	{signs, 2, "#%*+-/"},
	{others, 3, ";>"},
}

const (
	blockLen = 64
	halfLen  = 32
)

func main() {
	ConstraintExpr("!purego")
	var high, low [16]byte
	for _, k := range kinds {
		high[k.column] |= k.kind
		for _, c := range k.chars {
			low[c&15] |= k.kind
		}
	}
	highTable, lowTable := vector.Table("highBits", high), vector.Table("lowBits", low)

	TEXT("lineStartsAVX2", NOSPLIT, "func(text *byte, n int, carried *[2]uint64, places *uint64)")
	Doc("lineStartsAVX2 sets, in n blocks of 64 bytes, the bits of what may be a marker and is the first in its line that is not blank.")
	text := Load(Param("text"), GP64())
	n := Load(Param("n"), GP64())
	carried := Load(Param("carried"), GP64())
	places := Load(Param("places"), GP64())
	line, indent := GP64(), GP64()
	MOVQ(Mem{Base: carried}, line)
	MOVQ(Mem{Base: carried, Disp: 8}, indent)
	k := &constants{high: vector.Fetch(highTable), low: vector.Fetch(lowTable), nibble: vector.Broadcast(15)}

	Label("block")
	breaks, blanks, markers := k.bitmaps(text)
	starts, begun, after := GP64(), GP64(), GP64()
	Comment("Lines start behind line breaks.")
	MOVQ(breaks, starts)
	ADDQ(starts, starts)
	ORQ(line, starts)
	SHRQ(Imm(63), breaks)
	MOVQ(breaks, line)
	Comment("What is added to the first blank of a run is carried to what follows it, perhaps in the next block.")
	MOVQ(starts, begun)
	ANDQ(blanks, begun)
	MOVQ(blanks, after)
	ADDQ(I8(-1), indent)
	ADCQ(begun, after)
	SBBQ(indent, indent)
	NEGQ(indent)
	ORQ(starts, after)
	NOTQ(blanks)
	ANDQ(blanks, after)
	ANDQ(markers, after)
	MOVQ(after, Mem{Base: places})
	ADDQ(Imm(blockLen), text)
	ADDQ(Imm(8), places)
	DECQ(n)
	JNE(LabelRef("block"))
	MOVQ(line, Mem{Base: carried})
	MOVQ(indent, Mem{Base: carried, Disp: 8})
	VZEROUPPER()
	RET()
	Generate()
}

// constants are the registers that keep their values.
type constants struct{ high, low, nibble VecVirtual }

// bitmaps returns those of a block.
func (k *constants) bitmaps(text Register) (breaks, blanks, markers GPVirtual) {
	all := [3]GPVirtual{GP64(), GP64(), GP64()}
	for half := range blockLen / halfLen {
		v, kind, other := YMM(), YMM(), YMM()
		VMOVDQU(Mem{Base: text, Disp: half * halfLen}, v)
		VPSRLW(Imm(4), v, kind)
		VPAND(k.nibble, kind, kind)
		VPSHUFB(kind, k.high, kind)
		VPSHUFB(v, k.low, other) // zero for a byte that is not ASCII
		VPAND(other, kind, kind)
		collect(kind, all[0], half)
		VPSLLW(Imm(2), kind, other)
		VPOR(other, kind, kind)
		for i := 1; i < len(all); i++ {
			VPSLLW(Imm(1), kind, kind)
			collect(kind, all[i], half)
		}
	}
	return all[0], all[1], all[2]
}

// collect sets half of a bitmap.
func collect(of VecVirtual, bitmap GPVirtual, half int) {
	if half == 0 {
		VPMOVMSKB(of, bitmap.As32())
		return
	}
	bits := GP64()
	VPMOVMSKB(of, bits.As32())
	SHLQ(Imm(halfLen), bits)
	ORQ(bits, bitmap)
}

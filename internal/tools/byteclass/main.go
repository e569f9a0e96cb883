// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command byteclass writes the assembly of internal/byteclass for x86-64 with AVX2.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"github.com/otelcol-mcp/otelcol-mcp/internal/tools/vector"
)

// The kinds of a byte, one bit each. They are ordered so that one comparison of signed bytes tells a class: dot is negative.
const (
	slash  = 1 << (iota + 1) // slash and plus
	hyphen                   // in base64 and in chains
	underscore
	fromP // letters from P on
	toO   // letters up to O
	digit
	dot
)

// kinds are the rows and columns of the ASCII table that each kind fills.
var kinds = []vector.Class{
	{Bit: digit, Columns: []int{3}, Rows: vector.Between(0, 9)},
	{Bit: toO, Columns: []int{4, 6}, Rows: vector.Between(1, 15)},
	{Bit: fromP, Columns: []int{5, 7}, Rows: vector.Between(0, 10)},
	{Bit: underscore, Columns: []int{5}, Rows: []int{'_' & 15}},
	{Bit: hyphen, Columns: []int{2}, Rows: []int{'-' & 15}},
	{Bit: slash, Columns: []int{2}, Rows: []int{'/' & 15, '+' & 15}},
	{Bit: dot, Columns: []int{2}, Rows: []int{'.' & 15}},
}

// Where the bitmaps of a block stand, in bytes: the order of the classes in internal/byteclass.
const (
	digits = 8 * iota
	words
	chains
	base64
	colons
	ampersands
	escapes
	nonASCII
)

func main() {
	ConstraintExpr("!purego")
	high, low := vector.Tables(kinds)
	highTable, lowTable := vector.Table("highBits", high), vector.Table("lowBits", low)

	TEXT("classifyAVX2", NOSPLIT, "func(text *byte, blocks *[8]uint64, n int)")
	Doc("classifyAVX2 classifies n blocks of 64 bytes.")
	text := Load(Param("text"), GP64())
	blocks := Load(Param("blocks"), GP64())
	n := Load(Param("n"), GP64())
	k := &constants{high: vector.Fetch(highTable), low: vector.Fetch(lowTable)}
	k.nibble = vector.Broadcast(15)
	k.digit, k.word, k.base64 = vector.Broadcast(digit-1), vector.Broadcast(underscore-1), vector.Broadcast(slash-1)
	k.chain = vector.Broadcast(128 - hyphen)
	k.colon, k.ampersand = vector.Broadcast(':'), vector.Broadcast('&')
	k.percent, k.backslash = vector.Broadcast('%'), vector.Broadcast('\\')

	vector.Classify(text, blocks, n, k.classify)
	Generate()
}

// constants are the registers that keep their values.
type constants struct {
	high, low, nibble                    VecVirtual
	digit, word, base64, chain           VecVirtual
	colon, ampersand, percent, backslash VecVirtual
}

// classify sets half of every bitmap of a block.
func (k *constants) classify(text, out Mem) {
	v, kind, class := YMM(), YMM(), YMM()
	VMOVDQU(text, v)
	store := func(bitmap int, of VecVirtual) { vector.StoreBits(out, bitmap, of) }
	store(nonASCII, v)

	VPSRLW(Imm(4), v, kind)
	VPAND(k.nibble, kind, kind)
	VPSHUFB(kind, k.high, kind)
	VPSHUFB(v, k.low, class) // zero for a byte that is not ASCII
	VPAND(class, kind, kind)

	for _, c := range []struct {
		bitmap int
		above  VecVirtual
	}{{digits, k.digit}, {words, k.word}, {base64, k.base64}} {
		VPCMPGTB(c.above, kind, class)
		store(c.bitmap, class)
	}
	VPADDUSB(k.chain, kind, class)
	store(chains, class)

	for _, c := range []struct {
		bitmap int
		char   VecVirtual
	}{{colons, k.colon}, {ampersands, k.ampersand}} {
		VPCMPEQB(c.char, v, class)
		store(c.bitmap, class)
	}
	VPCMPEQB(k.percent, v, class)
	VPCMPEQB(k.backslash, v, kind)
	VPOR(kind, class, class)
	store(escapes, class)
}

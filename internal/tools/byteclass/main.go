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
var kinds = []struct {
	kind    byte
	columns []int // high four bits
	rows    []int // low four bits
}{
	{digit, []int{3}, between(0, 9)},
	{toO, []int{4, 6}, between(1, 15)},
	{fromP, []int{5, 7}, between(0, 10)},
	{underscore, []int{5}, []int{'_' & 15}},
	{hyphen, []int{2}, []int{'-' & 15}},
	{slash, []int{2}, []int{'/' & 15, '+' & 15}},
	{dot, []int{2}, []int{'.' & 15}},
}

func between(first, last int) (all []int) {
	for i := first; i <= last; i++ {
		all = append(all, i)
	}
	return all
}

// tables returns the kinds by the high and by the low four bits. The kind of a byte is what it has in both.
func tables() (high, low [16]byte) {
	for _, k := range kinds {
		for _, i := range k.columns {
			high[i] |= k.kind
		}
		for _, i := range k.rows {
			low[i] |= k.kind
		}
	}
	return high, low
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
	high, low := tables()
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
	store := func(bitmap int, of VecVirtual) {
		bits := GP32()
		VPMOVMSKB(of, bits)
		MOVL(bits, out.Offset(bitmap))
	}
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

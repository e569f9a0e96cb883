// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command textmap writes the assembly of the connector's internal/textmap for x86-64 with AVX2.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"github.com/otelcol-mcp/otelcol-mcp/internal/tools/vector"
)

// Where the bitmaps of a block stand, in bytes: the order of the classes in internal/textmap.
const (
	lower = 8 * iota
	upper
	digit
	apostrophe
	quote
	breaks
	escape
	tag
)

func main() {
	ConstraintExpr("!purego")
	quotes, blanks, tags := only("quotes", "'\"`"), only("blanks", " \n,"), only("tags", "<[")

	TEXT("classifyAVX2", NOSPLIT, "func(text *byte, blocks *[8]uint64, n int)")
	Doc("classifyAVX2 classifies n blocks of 64 bytes.")
	text := Load(Param("text"), GP64())
	blocks := Load(Param("blocks"), GP64())
	n := Load(Param("n"), GP64())
	k := &constants{
		lowerCase: vector.Broadcast(0x20), a: vector.Broadcast('a'), zero: vector.Broadcast('0'),
		last: vector.Broadcast('z' - 'a'), nine: vector.Broadcast(9),
		apostrophe: vector.Broadcast('\''), backslash: vector.Broadcast('\\'),
		quotes: vector.Fetch(quotes), blanks: vector.Fetch(blanks), tags: vector.Fetch(tags),
	}

	vector.Classify(text, blocks, n, k.classify)
	Generate()
}

// constants are the registers that keep their values.
type constants struct {
	lowerCase, a, zero, last, nine VecVirtual
	apostrophe, backslash          VecVirtual
	quotes, blanks, tags           VecVirtual
}

// classify sets half of every bitmap of a block.
func (k *constants) classify(text, out Mem) {
	v, letters, class, other := YMM(), YMM(), YMM(), YMM()
	VMOVDQU(text, v)
	store := func(bitmap int, of VecVirtual) { vector.StoreBits(out, bitmap, of) }

	VPOR(k.lowerCase, v, letters)
	between(letters, k.a, k.last)
	VPSLLW(Imm(2), v, class) // the bit that tells "a" from "A" comes to the top
	VPANDN(letters, class, other)
	VPAND(letters, class, class)
	store(lower, class)
	store(upper, other)

	VMOVDQU(v, class)
	between(class, k.zero, k.nine)
	store(digit, class)

	for _, c := range []struct {
		bitmap int
		char   VecVirtual
	}{{apostrophe, k.apostrophe}, {escape, k.backslash}} {
		VPCMPEQB(c.char, v, class)
		store(c.bitmap, class)
	}

	// A look-up gives the one byte of a class that has these lower four bits, and zero for a byte that is not ASCII.
	VPSHUFB(v, k.tags, class)
	VPCMPEQB(v, class, class)
	store(tag, class)
	VPSHUFB(v, k.quotes, class)
	VPCMPEQB(v, class, class)
	store(quote, class)
	VPSHUFB(v, k.blanks, other)
	VPCMPEQB(v, other, other)
	VPOR(other, class, class)
	store(breaks, class)
}

// between sets the bytes of v that are from first on and no further behind it than last.
func between(v, first, last VecVirtual) {
	least := YMM()
	VPSUBB(first, v, v)
	VPMINUB(last, v, least)
	VPCMPEQB(least, v, v)
}

// only is a table of a few bytes by their lower four bits. The other entries equal no byte with these bits.
func only(name, chars string) Mem {
	var values [16]byte
	values[0] = 0xff
	for _, c := range []byte(chars) {
		values[c&15] = c
	}
	return vector.Table(name, values)
}

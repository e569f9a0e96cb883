// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command tells writes the assembly that classifies bytes for the marks of the connector's internal/flow, for x86-64 with AVX2.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"github.com/otelcol-mcp/otelcol-mcp/internal/tools/vector"
)

// The kinds of a byte, one bit each, and none for a delimiter. They are ordered so that one comparison of signed bytes tells a
// class: a digit is negative, and what joins is more than the letters and signs.
const (
	letter = 1 << iota
	lowerLetter
	bracketed // letters that brackets stand between
	sign
	colon
	at
	joint // dot and slash
	digit
)

// kinds are the rows and columns of the table of bytes that each kind fills.
var kinds = []vector.Class{
	{Bit: digit, Columns: []int{3}, Rows: vector.Between(0, 9)},
	{Bit: joint, Columns: []int{2}, Rows: []int{'.' & 15, '/' & 15}},
	{Bit: at, Columns: []int{4}, Rows: []int{'@' & 15}},
	{Bit: colon, Columns: []int{3}, Rows: []int{':' & 15, '=' & 15}},
	{Bit: sign, Columns: []int{2}, Rows: []int{'#' & 15, '$' & 15, '%' & 15, '&' & 15, '+' & 15, '-' & 15}},
	{Bit: letter, Columns: append(vector.Between(8, 15), 4), Rows: vector.Between(0, 15)},
	{Bit: lowerLetter, Columns: []int{6}, Rows: vector.Between(1, 15)},
	{Bit: bracketed, Columns: []int{5, 7}, Rows: append(vector.Between(0, 10), '^'&15, '_'&15)},
}

// Where the bitmaps of a block stand, in bytes: the order of the classes in internal/flow.
const (
	digits = 8 * iota
	delimiters
	joints
	blanks
)

func main() {
	ConstraintExpr("!purego")
	high, low := vector.Tables(kinds)
	highTable, lowTable := vector.Table("highKinds", high), vector.Table("lowKinds", low)

	TEXT("classifyAVX2", NOSPLIT, "func(text *byte, blocks *[8]uint64, n int)")
	Doc("classifyAVX2 classifies n blocks of 64 bytes.")
	text := Load(Param("text"), GP64())
	blocks := Load(Param("blocks"), GP64())
	n := Load(Param("n"), GP64())
	k := &constants{high: vector.Fetch(highTable), low: vector.Fetch(lowTable), none: YMM()}
	k.nibble, k.signs, k.blank = vector.Broadcast(15), vector.Broadcast(at-1), vector.Broadcast(' ')
	VPXOR(k.none, k.none, k.none)

	vector.Classify(text, blocks, n, k.classify)
	Generate()
}

// constants are the registers that keep their values.
type constants struct {
	high, low, nibble  VecVirtual
	none, signs, blank VecVirtual
}

// classify sets half of every bitmap of a block.
func (k *constants) classify(text, out Mem) {
	v, kind, class := YMM(), YMM(), YMM()
	store := func(bitmap int, of VecVirtual) { vector.StoreBits(out, bitmap, of) }
	VMOVDQU(text, v)
	VPSRLW(Imm(4), v, kind)
	VPAND(k.nibble, kind, kind)
	VPAND(k.nibble, v, class)
	VPSHUFB(kind, k.high, kind)
	VPSHUFB(class, k.low, class)
	VPAND(class, kind, kind)

	store(digits, kind)
	VPCMPEQB(k.none, kind, class)
	store(delimiters, class)
	VPCMPGTB(k.signs, kind, class)
	store(joints, class)
	VPCMPEQB(k.blank, v, class)
	store(blanks, class)
}

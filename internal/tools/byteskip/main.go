// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command byteskip writes the assembly of the connector's internal/byteskip for x86-64 with AVX2.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"github.com/otelcol-mcp/otelcol-mcp/internal/tools/vector"
)

const (
	blockLen = 32
	tableLen = 16
	length   = 3 // of what is looked at of a clue
)

func main() {
	ConstraintExpr("!purego")

	TEXT("skipAVX2", NOSPLIT, "func(text *byte, n int, tables *[3][2][16]byte) int")
	Doc("skipAVX2 is how many bytes of n blocks of 32 stand before the first that can begin a clue. It reads two bytes more.")
	text := Load(Param("text"), GP64())
	n := Load(Param("n"), GP64())
	k := load()
	start := GP64()
	MOVQ(text, start)

	Label("block")
	none := k.none(text)
	NOTL(none)
	TESTL(none, none)
	JNE(LabelRef("found"))
	ADDQ(Imm(blockLen), text)
	DECQ(n)
	JNE(LabelRef("block"))
	SUBQ(start, text)
	Store(text, ReturnIndex(0))
	VZEROUPPER()
	RET()

	Label("found")
	BSFL(none, none)
	SUBQ(start, text)
	ADDQ(none.As64(), text)
	Store(text, ReturnIndex(0))
	VZEROUPPER()
	RET()
	Generate()
}

// constants are the registers that keep their values.
type constants struct {
	low, high    [length]VecVirtual
	nibble, zero VecVirtual
}

func load() *constants {
	k := &constants{nibble: vector.Broadcast(15), zero: YMM()}
	tables := Load(Param("tables"), GP64())
	for i := range length {
		k.low[i], k.high[i] = YMM(), YMM()
		VBROADCASTI128(Mem{Base: tables, Disp: 2 * i * tableLen}, k.low[i])
		VBROADCASTI128(Mem{Base: tables, Disp: (2*i + 1) * tableLen}, k.high[i])
	}
	VPXOR(k.zero, k.zero, k.zero)
	return k
}

// none has a bit for each byte of a block that begins no clue.
func (k *constants) none(text Register) GPVirtual {
	all := YMM()
	for i := range length {
		v, bits := YMM(), YMM()
		VMOVDQU(Mem{Base: text, Disp: i}, v)
		VPSRLW(Imm(4), v, bits)
		VPAND(k.nibble, v, v)
		VPAND(k.nibble, bits, bits)
		VPSHUFB(v, k.low[i], v)
		VPSHUFB(bits, k.high[i], bits)
		VPAND(v, bits, bits)
		if i == 0 {
			all = bits
		} else {
			VPAND(bits, all, all)
		}
	}
	none := GP32()
	VPCMPEQB(k.zero, all, all)
	VPMOVMSKB(all, none)
	return none
}

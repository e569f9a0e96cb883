// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command byteskip writes the assembly of the connector's internal/byteskip for x86-64 with AVX2.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

const (
	blockLen = 32
	tableLen = 16
	places   = 3
)

func main() {
	ConstraintExpr("!purego")

	TEXT("skipAVX2", NOSPLIT, "func(text *byte, n int, tables *[3][2][16]byte) int")
	Doc("skipAVX2 is how many bytes of n blocks of 32 stand before the first that can begin a clue. It reads two bytes more.")
	text := Load(Param("text"), GP64())
	n := Load(Param("n"), GP64())
	tables := Load(Param("tables"), GP64())
	start := GP64()
	MOVQ(text, start)
	var low, high [places]VecVirtual
	for i := range places {
		low[i], high[i] = YMM(), YMM()
		VBROADCASTI128(Mem{Base: tables, Disp: 2 * i * tableLen}, low[i])
		VBROADCASTI128(Mem{Base: tables, Disp: (2*i + 1) * tableLen}, high[i])
	}
	nibble, zero := broadcast(15), YMM()
	VPXOR(zero, zero, zero)

	Label("block")
	all := YMM()
	for i := range places {
		v, bits := YMM(), YMM()
		VMOVDQU(Mem{Base: text, Disp: i}, v)
		VPSRLW(Imm(4), v, bits)
		VPAND(nibble, v, v)
		VPAND(nibble, bits, bits)
		VPSHUFB(v, low[i], v)
		VPSHUFB(bits, high[i], bits)
		VPAND(v, bits, bits)
		if i == 0 {
			all = bits
		} else {
			VPAND(bits, all, all)
		}
	}
	none := GP32()
	VPCMPEQB(zero, all, all)
	VPMOVMSKB(all, none)
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

func broadcast(c byte) VecVirtual {
	bits, x, v := GP32(), XMM(), YMM()
	MOVL(U32(uint32(c)), bits)
	VMOVD(bits, x)
	VPBROADCASTB(x, v)
	return v
}

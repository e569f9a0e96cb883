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
	skip("skipAVX2", length, "skipAVX2 is how many bytes of n blocks of 32 stand before the first that can begin a clue. It reads two bytes more.")
	skip("skipBytesAVX2", 1, "skipBytesAVX2 is skipAVX2 for clues of one byte each. It reads no byte more.")
	Generate()
}

func skip(name string, places int, doc string) {
	TEXT(name, NOSPLIT, "func(text *byte, n int, tables *[3][2][16]byte) int")
	Doc(doc)
	text := Load(Param("text"), GP64())
	n := Load(Param("n"), GP64())
	k := load(places)
	start := GP64()
	MOVQ(text, start)

	Label("block")
	clues := k.clues(text)
	VPTEST(clues, clues)
	JNE(LabelRef("found"))
	ADDQ(Imm(blockLen), text)
	DECQ(n)
	JNE(LabelRef("block"))
	SUBQ(start, text)
	Store(text, ReturnIndex(0))
	VZEROUPPER()
	RET()

	Label("found")
	zero, bits := YMM(), GP32()
	VPXOR(zero, zero, zero)
	VPCMPEQB(zero, clues, clues)
	VPMOVMSKB(clues, bits)
	NOTL(bits)
	BSFL(bits, bits)
	SUBQ(start, text)
	ADDQ(bits.As64(), text)
	Store(text, ReturnIndex(0))
	VZEROUPPER()
	RET()
}

// constants are the registers that keep their values.
type constants struct {
	low, high []VecVirtual // by place
	nibble    VecVirtual
}

func load(places int) *constants {
	k := &constants{nibble: vector.Broadcast(15)}
	tables := Load(Param("tables"), GP64())
	for i := range places {
		k.low, k.high = append(k.low, YMM()), append(k.high, YMM())
		VBROADCASTI128(Mem{Base: tables, Disp: 2 * i * tableLen}, k.low[i])
		VBROADCASTI128(Mem{Base: tables, Disp: (2*i + 1) * tableLen}, k.high[i])
	}
	return k
}

// clues has the bits of the clues that each byte of a block can begin.
func (k *constants) clues(text Register) VecVirtual {
	all := YMM()
	for i := range k.low {
		v, bits := YMM(), YMM()
		VMOVDQU(Mem{Base: text, Disp: i}, v)
		VPSRLW(Imm(4), v, bits)
		VPAND(k.nibble, v, v)
		VPAND(k.nibble, bits, bits)
		VPSHUFB(v, k.low[i], v)
		VPSHUFB(bits, k.high[i], bits)
		if i == 0 {
			VPAND(v, bits, all)
			continue
		}
		VPAND(v, bits, bits)
		VPAND(bits, all, all)
	}
	return all
}

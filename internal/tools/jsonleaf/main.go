// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command jsonleaf writes the assembly of the connector's internal/jsonleaf for x86-64 with AVX2.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"github.com/otelcol-mcp/otelcol-mcp/internal/tools/vector"
)

const blockLen = 32

func main() {
	ConstraintExpr("!purego")
	TEXT("specialAVX2", NOSPLIT, "func(text *byte, n int) int")
	Doc("specialAVX2 is how many bytes of n stand before the first quotation mark or backslash. There are 32 at least.")
	text := Load(Param("text"), GP64())
	n := Load(Param("n"), GP64())
	quote, backslash := vector.Broadcast('"'), vector.Broadcast('\\')
	at, last := GP64(), GP64()
	MOVQ(text, at)
	LEAQ(Mem{Base: text, Index: n, Scale: 1, Disp: -blockLen}, last)

	Label("block")
	found := specials(at, quote, backslash)
	TESTL(found, found)
	JNE(LabelRef("found"))
	ADDQ(Imm(blockLen), at)
	CMPQ(at, last)
	JB(LabelRef("block"))
	Comment("What is left is less than a block: the last one is looked at whole.")
	MOVQ(last, at)
	MOVL(specials(at, quote, backslash), found)
	TESTL(found, found)
	JNE(LabelRef("found"))
	Store(n, ReturnIndex(0))
	VZEROUPPER()
	RET()

	Label("found")
	BSFL(found, found)
	SUBQ(text, at)
	ADDQ(found.As64(), at)
	Store(at, ReturnIndex(0))
	VZEROUPPER()
	RET()
	Generate()
}

// specials has a bit for each byte of a block that is one.
func specials(at Register, quote, backslash VecVirtual) GPVirtual {
	v, other, bits := YMM(), YMM(), GP32()
	VMOVDQU(Mem{Base: at}, v)
	VPCMPEQB(v, backslash, other)
	VPCMPEQB(v, quote, v)
	VPOR(v, other, v)
	VPMOVMSKB(v, bits)
	return bits
}

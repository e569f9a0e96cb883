// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command hints writes the assembly that looks for a few bytes for the connector's internal/flow, for x86-64 with AVX2.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"github.com/otelcol-mcp/otelcol-mcp/internal/tools/vector"
)

const blockLen = 32

// bytes are those that are looked for, in the order of the bits of internal/flow.
const bytes = `]\:`

func main() {
	ConstraintExpr("!purego")
	TEXT("hintsAVX2", NOSPLIT, "func(text *byte, n int) uint8")
	Doc("hintsAVX2 has a bit for each of the bytes that is among n. There are 32 at least.")
	text := Load(Param("text"), GP64())
	n := Load(Param("n"), GP64())
	k := load()
	last := GP64()
	LEAQ(Mem{Base: text, Index: n, Scale: 1, Disp: -blockLen}, last)

	Label("block")
	k.look(text)
	ADDQ(Imm(blockLen), text)
	CMPQ(text, last)
	JB(LabelRef("block"))
	Comment("What is left is less than a block: the last one is looked at whole.")
	k.look(last)

	hints := GP32()
	XORL(hints, hints)
	for i := len(bytes) - 1; i >= 0; i-- {
		bit := GP32()
		XORL(bit, bit)
		VPTEST(k.found[i], k.found[i])
		SETNE(bit.As8())
		LEAL(Mem{Base: bit, Index: hints, Scale: 2}, hints)
	}
	Store(hints.As8(), ReturnIndex(0))
	VZEROUPPER()
	RET()
	Generate()
}

// registers have each of the bytes, and where it was found.
type registers struct{ byte, found []VecVirtual }

func load() *registers {
	k := &registers{}
	for _, c := range []byte(bytes) {
		found := YMM()
		VPXOR(found, found, found)
		k.byte, k.found = append(k.byte, vector.Broadcast(c)), append(k.found, found)
	}
	return k
}

// look looks for the bytes in a block.
func (k *registers) look(text Register) {
	v := YMM()
	VMOVDQU(Mem{Base: text}, v)
	for i := range k.byte {
		equal := YMM()
		VPCMPEQB(v, k.byte[i], equal)
		VPOR(equal, k.found[i], k.found[i])
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command fold writes the assembly of the connector's internal/flow for x86-64 with AVX2.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"github.com/otelcol-mcp/otelcol-mcp/internal/tools/vector"
)

const (
	blockLen = 32
	halfLen  = 16
	groupLen = 8
)

func main() {
	ConstraintExpr("!purego")
	places := shuffles()

	TEXT("foldAVX2", NOSPLIT, "func(dst, text *byte, n int) int")
	Doc("foldAVX2 folds n bytes, at least 32, and returns how many it wrote. It spoils up to 8 bytes behind them.")
	dst := Load(Param("dst"), GP64())
	text := Load(Param("text"), GP64())
	n := Load(Param("n"), GP64())
	start, table, wanted := GP64(), GP64(), GP32()
	MOVQ(dst, start)
	LEAQ(places, table)
	MOVL(I32(-1), wanted)
	k := newConstants()

	Label("block")
	lower, mask := k.fold(Mem{Base: text})
	ANDL(wanted, mask)
	half := lower.AsX()
	for at := 0; at < blockLen; at += groupLen {
		group := half
		if at == halfLen {
			half = XMM()
			VEXTRACTI128(Imm(1), lower, half)
			group = half
		} else if at%halfLen != 0 {
			group = XMM()
			VPSRLDQ(Imm(groupLen), half, group)
		}
		kept := mask
		if at < blockLen-groupLen { // the last are alone
			kept = GP32()
			MOVBLZX(mask.As8(), kept)
			SHRL(Imm(groupLen), mask)
		}
		compress(dst, table, group, kept)
	}
	ADDQ(Imm(blockLen), text)
	SUBQ(Imm(blockLen), n)
	CMPQ(n, Imm(blockLen))
	JGE(LabelRef("block"))
	TESTQ(n, n)
	JLE(LabelRef("end"))
	rest(text, n, wanted)
	JMP(LabelRef("block"))

	Label("end")
	SUBQ(start, dst)
	Store(dst, ReturnIndex(0))
	VZEROUPPER()
	RET()
	Generate()
}

// rest makes the last n bytes, less than a block, the block that ends with them, of which the others are not wanted again.
func rest(text, n Register, wanted GPVirtual) {
	Comment("The rest is the end of a block that ends with it.")
	LEAQ(Mem{Base: text, Index: n, Scale: 1, Disp: -blockLen}, text)
	MOVQ(n, RCX)
	NEGQ(RCX)
	SHLL(CL, wanted) // modulo 32
	XORQ(n, n)
}

// constants are the registers that keep their values. What is added to a byte puts the last of a range at the highest signed
// value, so that one comparison tells the range.
type constants struct {
	toZ, to9        VecVirtual // what is added
	letters, digits VecVirtual // the highest value below the range
	lowerCase, at   VecVirtual
}

func newConstants() *constants {
	return &constants{
		toZ: vector.Broadcast(0x7f - 'z'), to9: vector.Broadcast(0x7f - '9'),
		letters: vector.Broadcast(0x7f - 26), digits: vector.Broadcast(0x7f - 10),
		lowerCase: vector.Broadcast(0x20), at: vector.Broadcast('@'),
	}
}

// fold gives a block in lower case and a mask of the bytes that are kept.
func (k *constants) fold(text Mem) (lower VecVirtual, mask GPVirtual) {
	v, is, keep := YMM(), YMM(), YMM()
	lower, mask = YMM(), GP32()
	VMOVDQU(text, v)
	VPOR(k.lowerCase, v, is)
	VPADDB(k.toZ, is, is)
	VPCMPGTB(k.letters, is, is)
	VPOR(v, is, keep) // all that is not ASCII has the highest bit
	VPAND(k.lowerCase, is, is)
	VPOR(v, is, lower)

	VPADDB(k.to9, v, is)
	VPCMPGTB(k.digits, is, is)
	VPOR(keep, is, keep)
	VPCMPEQB(k.at, v, is)
	VPOR(keep, is, keep)
	VPMOVMSKB(keep, mask)
	return lower, mask
}

// compress writes those of eight bytes that are kept.
func compress(dst, table, group Register, kept GPVirtual) {
	places := XMM()
	VMOVQ(Mem{Base: table, Index: kept.As64(), Scale: groupLen}, places)
	VPSHUFB(places, group, places)
	VMOVQ(places, Mem{Base: dst})
	POPCNTL(kept.As32(), kept.As32())
	ADDQ(kept.As64(), dst)
}

// shuffles says for each set of eight bytes where those that are in it come from.
func shuffles() Mem {
	m := GLOBL("shuffles", RODATA|NOPTR)
	for set := range 1 << groupLen {
		v, n := uint64(0), 0
		for i := range groupLen {
			if set>>i&1 != 0 {
				v |= uint64(i) << (8 * n)
				n++
			}
		}
		DATA(set*groupLen, U64(v))
	}
	return m
}

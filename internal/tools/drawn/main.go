// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command drawn writes the assembly that draws fingerprints in the connector's internal/flow, for x86-64 with AVX2.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

const (
	grams    = 8 // at once
	wordLen  = 8 // a gram is two words
	halfWord = 4
	oddLanes = 0xaa
)

func main() {
	ConstraintExpr("!purego")
	lows, highs := halves("lows", 0), halves("highs", halfWord)

	TEXT("drawnAVX2", NOSPLIT, "func(folded *byte, n int, mix1, mix2 uint64, limit uint32, below *byte)")
	Doc("drawnAVX2 sets, for n times eight grams that begin in a row, the bits of those that draw a number below limit.", "It reads 24 bytes for eight.")
	folded := Load(Param("folded"), GP64())
	n := Load(Param("n"), GP64())
	first, second := factor("mix1"), factor("mix2")
	limit, sign := broadcast(Load(Param("limit"), GP32())), broadcast(constant(1<<31))
	VPXOR(sign, limit, limit) // to be compared as signed numbers
	low, high := load(lows), load(highs)
	below := Load(Param("below"), GP64())

	Label("block")
	draw := first.upper(Mem{Base: folded}, low, high)
	VPXOR(second.upper(Mem{Base: folded, Disp: wordLen}, low, high), draw, draw)
	VPXOR(sign, draw, draw)
	VPCMPGTD(draw, limit, draw)
	bits := GP32()
	VMOVMSKPS(draw, bits)
	MOVB(bits.As8(), Mem{Base: below})
	ADDQ(Imm(grams), folded)
	INCQ(below)
	DECQ(n)
	JNE(LabelRef("block"))
	VZEROUPPER()
	RET()
	Generate()
}

// factors are the halves of a number of 64 bits that others are multiplied by.
type factors struct{ low, high VecVirtual }

func factor(param string) factors {
	v := GP64()
	Load(Param(param), v)
	f := factors{low: broadcast(v.As32())}
	SHRQ(Imm(32), v)
	f.high = broadcast(v.As32())
	return f
}

// upper gives the upper halves of the lower 64 bits of the products of eight words, each a byte behind the other.
func (f factors) upper(words Mem, low, high VecVirtual) VecVirtual {
	x, y := YMM(), YMM()
	VBROADCASTI128(words, x)
	VPSHUFB(high, x, y)
	VPSHUFB(low, x, x)

	even, odd := YMM(), YMM()
	VPMULUDQ(f.low, x, even)
	VPSRLQ(Imm(32), even, even)
	VPSRLQ(Imm(32), x, odd)
	VPMULUDQ(f.low, odd, odd)
	VPBLENDD(Imm(oddLanes), odd, even, even)
	VPMULLD(f.high, x, x)
	VPMULLD(f.low, y, y)
	VPADDD(x, even, even)
	VPADDD(y, even, even)
	return even
}

// halves says where the halves of eight words begin that are a byte apart, from their first byte or a later one.
func halves(name string, from int) Mem {
	m := GLOBL(name, RODATA|NOPTR)
	for i := range grams {
		at := uint32(i + from)
		DATA(i*halfWord, U32(at|(at+1)<<8|(at+2)<<16|(at+3)<<24))
	}
	return m
}

func load(m Mem) VecVirtual {
	v := YMM()
	VMOVDQU(m, v)
	return v
}

func constant(c uint32) Register {
	r := GP32()
	MOVL(U32(c), r)
	return r
}

func broadcast(r Register) VecVirtual {
	x, v := XMM(), YMM()
	VMOVD(r, x)
	VPBROADCASTD(x, v)
	return v
}

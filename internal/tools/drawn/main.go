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
	grams    = 8 // at once, each of two words of eight bytes
	steps    = 2
	halfWord = 4
	oddLanes = 0xaa
)

func main() {
	ConstraintExpr("!purego")
	lows, highs := halves("lows", 0), halves("highs", halfWord)

	TEXT("drawnAVX2", NOSPLIT, "func(folded *byte, n int, mix1, mix2 uint64, most uint32, below *byte)")
	Doc("drawnAVX2 sets, for n times sixteen grams that begin in a row, the bits of those that draw most or less.", "It reads 32 bytes for sixteen.")
	folded := Load(Param("folded"), GP64())
	n := Load(Param("n"), GP64())
	first, second := factor("mix1"), factor("mix2")
	most := broadcast(Load(Param("most"), GP32()))
	low, high := load(lows), load(highs)
	below := Load(Param("below"), GP64())
	// The second words of eight grams are the first ones of the next eight.
	one, other := newWords(), newWords()
	one.fetch(Mem{Base: folded}, low, high)

	Label("block")
	for i := range steps {
		other.fetch(Mem{Base: folded, Disp: (i + 1) * grams}, low, high)
		draw := first.upper(one)
		VPXOR(second.upper(other), draw, draw)
		least, bits := YMM(), GP32()
		VPMINUD(most, draw, least)
		VPCMPEQD(draw, least, least)
		VMOVMSKPS(least, bits)
		MOVB(bits.As8(), Mem{Base: below, Disp: i})
		one, other = other, one
	}
	ADDQ(Imm(steps*grams), folded)
	ADDQ(Imm(steps), below)
	DECQ(n)
	JNE(LabelRef("block"))
	VZEROUPPER()
	RET()
	Generate()
}

// words are eight words, each a byte behind the other.
type words struct {
	low, high VecVirtual // halves
	odd       VecVirtual // the lower halves of every other word, where the upper ones of those between are
}

func newWords() *words { return &words{low: YMM(), high: YMM(), odd: YMM()} }

func (w *words) fetch(text Mem, low, high VecVirtual) {
	VBROADCASTI128(text, w.low)
	VPSHUFB(high, w.low, w.high)
	VPSHUFB(low, w.low, w.low)
	VPSRLQ(Imm(32), w.low, w.odd)
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

// upper gives the upper halves of the lower 64 bits of the products.
func (f factors) upper(w *words) VecVirtual {
	sum, other := YMM(), YMM()
	VPMULUDQ(f.low, w.low, sum)
	VPSRLQ(Imm(32), sum, sum)
	VPMULUDQ(f.low, w.odd, other)
	VPBLENDD(Imm(oddLanes), other, sum, sum)
	VPMULLD(f.high, w.low, other)
	VPADDD(other, sum, sum)
	VPMULLD(f.low, w.high, other)
	VPADDD(other, sum, sum)
	return sum
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

func broadcast(r Register) VecVirtual {
	x, v := XMM(), YMM()
	VMOVD(r, x)
	VPBROADCASTD(x, v)
	return v
}

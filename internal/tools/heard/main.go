// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command heard writes the assembly that compares the words of tools' names with those of requests in the connector's
// internal/content, for x86-64 with AVX2.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
)

const wordLen = 8

func main() {
	ConstraintExpr("!purego")

	TEXT("heardAVX2", NOSPLIT, "func(set *byte, apart, n int, spreads *uint64, words int) uint64")
	Doc("heardAVX2 sets the bits of those of n sets of 16 words of two bytes that have one of some words, each of which is given",
		"four times. The sets are so many bytes apart. There are 1 to 64 of them, and one word or more.")
	set := Load(Param("set"), GP64())
	apart := Load(Param("apart"), GP64())
	n := Load(Param("n"), GP64())
	spreads := Load(Param("spreads"), GP64())
	words := Load(Param("words"), GP64())
	found, at := GP64(), GP64()
	XORQ(found, found)
	IMULQ(n, apart) // the last first, so that its bit moves up furthest
	one := Load(Param("apart"), GP64())
	ADDQ(apart, set)

	Label("set")
	SUBQ(one, set)
	set16, found16 := YMM(), YMM()
	VMOVDQU(Mem{Base: set}, set16)
	VPXOR(found16, found16, found16)
	XORQ(at, at)
	Label("word")
	same := YMM()
	VPBROADCASTQ(Mem{Base: spreads, Index: at, Scale: wordLen}, same)
	VPCMPEQW(set16, same, same)
	VPOR(same, found16, found16)
	INCQ(at)
	CMPQ(at, words)
	JNE(LabelRef("word"))
	mask := GP32()
	VPMOVMSKB(found16, mask)
	NEGL(mask) // carries unless it is zero
	ADCQ(found, found)
	DECQ(n)
	JNE(LabelRef("set"))
	Store(found, ReturnIndex(0))
	VZEROUPPER()
	RET()
	Generate()
}

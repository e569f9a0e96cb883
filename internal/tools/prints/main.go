// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command prints writes the assembly that stores fingerprints in the connector's internal/flow, for x86-64 with AVX2.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

const (
	rows, ways = 4, 8     // of a bucket
	oldest     = ways - 1 // in the row of the sources
	bucketBits = 5
	sourceBits = 8
	counted    = 32 // sources
	uncounted  = -1 // as a signed byte
	upperRow   = 0xff << (3 * ways)
)

func main() {
	ConstraintExpr("!purego")
	each := eachRow()

	TEXT("putAVX2", NOSPLIT, "func(buckets *uint64, last int, hashes *uint32, n int, of uint64, grows bool, counts *uint8) (done, known, free int)")
	Doc("putAVX2 is putGo for at least one hash and one bucket; last is the number of the last. It counts those that were known, and the free", "places that it used.")
	hashes := Load(Param("hashes"), GP64())
	put(each, func(done Register) GPVirtual {
		hash := GP32()
		MOVL(Mem{Base: hashes, Index: done, Scale: 4}, hash)
		return hash
	})

	TEXT("putSpacedAVX2", NOSPLIT, "func(buckets *uint64, last int, folded *byte, stride, n int, mix1, mix2, of uint64, grows bool, counts *uint8) (done, known, free int)")
	Doc("putSpacedAVX2 is putAVX2 for the hashes of n grams that are stride apart.")
	folded := Load(Param("folded"), GP64())
	stride := Load(Param("stride"), GP64())
	mix1, mix2 := inMemory("mix1"), inMemory("mix2")
	put(each, func(Register) GPVirtual { return hashGram(folded, stride, mix1, mix2) })
	Generate()
}

// hashGram gives the hash of a gram and goes on to the next.
func hashGram(folded, stride Register, mix1, mix2 Mem) GPVirtual {
	hash, other := GP64(), GP64()
	MOVQ(Mem{Base: folded}, hash)
	MOVQ(Mem{Base: folded, Disp: 8}, other)
	IMULQ(mix1, hash)
	IMULQ(mix2, other)
	XORQ(other, hash)
	MOVQ(hash, other)
	SHRQ(Imm(32), other)
	XORQ(other, hash)
	IMULQ(mix1, hash)
	SHRQ(Imm(32), hash)
	ADDQ(stride, folded)
	return hash.As32().(GPVirtual)
}

// inMemory is a parameter for which there is no register.
func inMemory(param string) Mem {
	p, err := Param(param).Resolve()
	if err != nil {
		panic(err)
	}
	return p.Addr
}

// put writes the routine that stores the hashes that next gives.
func put(each Mem, next func(done Register) GPVirtual) {
	buckets := Load(Param("buckets"), GP64())
	places := Load(Param("last"), GP64())
	SHLQ(Imm(bucketBits), places)
	n := Load(Param("n"), GP64())
	of := Load(Param("of"), GP64()).(GPVirtual)
	grows := Load(Param("grows"), GP32())
	counts := Load(Param("counts"), GP64())
	rowOf, done, known, free := YMM(), GP64(), GP64(), GP64()
	VMOVDQU(each, rowOf)
	XORQ(done, done)
	XORQ(known, known)
	XORQ(free, free)

	Label("next")
	entry, bucket := entryOf(next(done), of, places)
	ADDQ(buckets, bucket)
	old := YMM()
	VMOVDQU(Mem{Base: bucket}, old)
	equal := jumpIfMayHave(entry, old, rowOf, "mayHave")

	Label("new")
	gone := GP32()
	MOVBLZX(Mem{Base: bucket, Disp: oldest}, gone)
	TESTL(gone, gone)
	JZ(LabelRef("free"))
	TESTL(grows, grows)
	JNZ(LabelRef("end"))
	drop(counts, gone)

	Label("push")
	fresh := YMM()
	VPMOVZXBQ(entry, fresh)
	VPSLLQ(Imm(8), old, old)
	VPOR(fresh, old, old)
	VMOVDQU(old, Mem{Base: bucket})

	Label("done")
	INCQ(done)
	CMPQ(done, n)
	JNE(LabelRef("next"))

	Label("end")
	Store(done, ReturnIndex(0))
	Store(known, ReturnIndex(1))
	Store(free, ReturnIndex(2))
	VZEROUPPER()
	RET()

	Label("mayHave")
	jumpUnlessHas(equal, "new")
	endIfZero(entry)
	INCQ(known)
	JMP(LabelRef("done"))

	Label("free")
	INCQ(free)
	JMP(LabelRef("push"))
}

// entryOf gives the entry of a hash, whose upper bits fall out, and how far on its bucket is.
func entryOf(e, of GPVirtual, places Register) (entry VecVirtual, bucket GPVirtual) {
	entry, bucket = XMM(), GP64()
	SHLL(Imm(sourceBits), e)
	ORL(of.As32(), e)
	VMOVD(e, entry)
	MOVL(e, bucket.As32())
	SHRL(Imm(sourceBits-bucketBits), bucket.As32())
	ANDQ(places, bucket)
	return entry, bucket
}

// jumpIfMayHave compares the row of the upper bytes. It tells which bytes of all rows are equal.
func jumpIfMayHave(entry, old, rowOf VecVirtual, label string) (equal GPVirtual) {
	same := YMM()
	equal = GP32()
	VPBROADCASTD(entry, same)
	VPSHUFB(rowOf, same, same)
	VPCMPEQB(old, same, same)
	VPMOVMSKB(same, equal)
	TESTL(U32(upperRow), equal)
	JNZ(LabelRef(label))
	return equal
}

// jumpUnlessHas compares the other two rows of the key, too.
func jumpUnlessHas(equal GPVirtual, label string) {
	lower := GP32()
	MOVL(equal, lower)
	SHLL(Imm(ways), lower)
	ANDL(lower, equal)
	SHLL(Imm(ways), lower)
	ANDL(lower, equal)
	TESTL(U32(upperRow), equal)
	JZ(LabelRef(label))
}

// endIfZero leaves the key of a free place to the caller.
func endIfZero(entry VecVirtual) {
	e := GP32()
	VMOVD(entry, e)
	SHRL(Imm(sourceBits), e)
	JZ(LabelRef("end"))
}

// drop takes the source of the entry that falls out from the counts.
func drop(counts Register, gone GPVirtual) {
	DECL(gone)
	CMPL(gone, Imm(counted))
	JGE(LabelRef("push"))
	count := Mem{Base: counts, Index: gone.As64(), Scale: 1}
	CMPB(count, Imm(uncounted&0xff))
	JEQ(LabelRef("push"))
	DECB(count)
}

// eachRow has the number of a byte of an entry in all places of its row.
func eachRow() Mem {
	m := GLOBL("eachRow", RODATA|NOPTR)
	for row := range rows {
		DATA(row*ways, U64(uint64(row)*0x0101010101010101))
	}
	return m
}

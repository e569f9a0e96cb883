// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command keyword writes the assembly of internal/keyword for x86-64.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

const (
	streams = 8
	// Sizes in bytes.
	wordSize  = 8
	stateSize = 2
	rowSize   = 4
	entrySize = 4 // of a note, which holds where the streams are, and their states
)

func main() {
	ConstraintExpr("!purego")
	TEXT("walkStreams", NOSPLIT, "func(text *byte, part, size int, row *uint32, next *int16, states *[8]int, notes *[9]int32, room int) (walked, noted int)")
	Doc("walkStreams walks size bytes of eight streams, or as far as there is room for notes.")

	var s [streams]GPVirtual
	pointer := Load(Param("states"), GP64())
	for i := range s {
		s[i] = GP64()
		MOVQ(Mem{Base: pointer, Disp: wordSize * i}, s[i])
	}
	row, next := Load(Param("row"), GP64()), Load(Param("next"), GP64())
	part, first, third, fourth := Load(Param("part"), GP64()), GP64(), GP64(), GP64()
	Load(Param("text"), first)
	LEAQ(Mem{Base: part, Index: part, Scale: 2}, third)
	LEAQ(Mem{Base: first, Index: third, Scale: 1}, fourth)
	at := [streams]Mem{
		{Base: first},
		{Base: first, Index: part, Scale: 1},
		{Base: first, Index: part, Scale: 2},
		{Base: fourth},
		{Base: first, Index: part, Scale: 4},
		{Base: fourth, Index: part, Scale: 2},
		{Base: fourth, Index: third, Scale: 1},
		{Base: fourth, Index: part, Scale: 4},
	}
	text, notes := param("text"), param("notes")
	end, left := AllocLocal(wordSize), AllocLocal(wordSize)
	scratch := GP64()
	Load(Param("size"), scratch)
	ADDQ(first, scratch)
	MOVQ(scratch, end)
	Load(Param("room"), scratch)
	MOVQ(scratch, left)

	Label("byte")
	CMPQ(first, end)
	JAE(LabelRef("done"))
	for i := range s {
		MOVBLZX(at[i], scratch.As32())
		MOVL(Mem{Base: row, Index: scratch, Scale: rowSize}, scratch.As32())
		ADDQ(scratch, s[i])
		MOVWQSX(Mem{Base: next, Index: s[i], Scale: stateSize}, s[i])
	}
	INCQ(first)
	INCQ(fourth)
	MOVQ(s[0], scratch)
	for _, state := range s[1:] {
		ORQ(state, scratch)
	}
	JNS(LabelRef("byte"))

	Comment("A needle ends here.")
	MOVQ(notes, scratch)
	SUBQ(text, first)
	MOVL(first.As32(), Mem{Base: scratch})
	ADDQ(text, first)
	for i, state := range s {
		MOVL(state.As32(), Mem{Base: scratch, Disp: entrySize * (1 + i)})
	}
	ADDQ(Imm(entrySize*(1+streams)), notes)
	DECQ(left)
	JNE(LabelRef("byte"))

	Label("done")
	SUBQ(text, first)
	Store(first, Return("walked"))
	Load(Param("room"), scratch)
	SUBQ(left, scratch)
	Store(scratch, Return("noted"))
	Load(Param("states"), scratch)
	for i, state := range s {
		MOVQ(state, Mem{Base: scratch, Disp: wordSize * i})
	}
	RET()
	Generate()
}

// param returns where a parameter stands: there are no registers left to keep it in one.
func param(name string) Mem {
	b, err := Param(name).Resolve()
	if err != nil {
		panic(err)
	}
	return b.Addr
}

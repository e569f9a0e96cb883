// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !purego

package flow

import (
	"encoding/binary"
	"math/bits"

	"golang.org/x/sys/cpu"
)

const (
	// atOnce is how many grams drawnAVX2 looks at in a step, and stepLen what it reads for them.
	atOnce  = 16
	stepLen = 32
)

// drawnAtOnce does most of what drawn does, and returns what is left of the text.
func drawnAtOnce(dst []uint32, folded []byte, limit uint64) (prints []uint32, left []byte) {
	if !cpu.X86.HasAVX2 || limit>>32 == 0 {
		return dst, folded
	}
	const inByte = 8
	var below [64]byte
	for len(folded) >= stepLen {
		n := min((len(folded)-stepLen)/atOnce+1, len(below)*inByte/atOnce)
		size := n * atOnce / inByte
		clear(below[size&^7 : min(size+7, len(below))])
		drawnAVX2(&folded[0], n, mix1, mix2, uint32(limit>>32)-1, &below[0])
		for i := 0; i < size; i += 8 {
			for found := binary.LittleEndian.Uint64(below[i:]); found != 0; found &= found - 1 {
				dst = append(dst, hashGram(folded[i*inByte+bits.TrailingZeros64(found):]))
			}
		}
		folded = folded[n*atOnce:]
	}
	return dst, folded
}

// drawnAVX2 sets, for n times sixteen grams that begin in a row, the bits of those that draw most or less.
// It reads 32 bytes for sixteen.
//
//go:noescape
func drawnAVX2(folded *byte, n int, mix1, mix2 uint64, most uint32, below *byte)

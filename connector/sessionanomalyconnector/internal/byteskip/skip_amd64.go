// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !purego

package byteskip

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// Skip returns a place, from or behind it, before which none of the clues begins from there on.
func (s *Set) Skip(text string, from int) int {
	blocks := (len(text) - from - (length - 1)) / block
	if blocks <= 0 || !cpu.X86.HasAVX2 {
		return from
	}
	return from + skipAVX2((*byte)(unsafe.Add(unsafe.Pointer(unsafe.StringData(text)), from)), blocks, &s.tables) //nolint:gosec // G103: only whole blocks are read, and what is left over.
}

func (s *Set) places(p Places, text string) {
	if !cpu.X86.HasAVX2 {
		s.placesGo(p, text)
		return
	}
	whole := max(len(text)-(length-1), 0) / block
	if whole > 0 {
		placesAVX2(unsafe.StringData(text), whole, &s.tables, &p[0]) //nolint:gosec // G103: only whole blocks are read, and what is left over.
	}
	if rest := text[whole*block:]; rest != "" {
		var padded [2*block + length - 1]byte
		copy(padded[:], rest)
		placesAVX2(&padded[0], len(p)-whole, &s.tables, &p[whole])
		p[len(p)-1] &= ^uint32(0) >> (-len(text) & (block - 1))
	}
}

// placesAVX2 sets the bits of the bytes of n blocks of 32 that can begin a clue. It reads two bytes more.
//
//go:noescape
func placesAVX2(text *byte, n int, tables *[3][2][16]byte, places *uint32)

// skipAVX2 is how many bytes of n blocks of 32 stand before the first that can begin a clue. It reads two bytes more.
//
//go:noescape
func skipAVX2(text *byte, n int, tables *[3][2][16]byte) int

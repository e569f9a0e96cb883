// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !purego

package byteskip

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// block is how many bytes are looked at at a time.
const block = 32

// Skip returns a place, from or behind it, before which none of the clues begins from there on.
func (s *Set) Skip(text string, from int) int {
	blocks := (len(text) - from - (length - 1)) / block
	if blocks <= 0 || !cpu.X86.HasAVX2 {
		return from
	}
	first := (*byte)(unsafe.Add(unsafe.Pointer(unsafe.StringData(text)), from)) //nolint:gosec // G103: only whole blocks are read, and what is left over.
	if s.bytes {
		return from + skipBytesAVX2(first, blocks, &s.tables)
	}
	return from + skipAVX2(first, blocks, &s.tables)
}

// skipAVX2 is how many bytes of n blocks of 32 stand before the first that can begin a clue. It reads two bytes more.
//
//go:noescape
func skipAVX2(text *byte, n int, tables *[3][2][16]byte) int

// skipBytesAVX2 is skipAVX2 for clues of one byte each. It reads no byte more.
//
//go:noescape
func skipBytesAVX2(text *byte, n int, tables *[3][2][16]byte) int

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !purego

package fold

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// lineStarts sets the bits of what may be a marker and is the first in its line that is not blank.
func lineStarts(text string, places []uint64) {
	if !cpu.X86.HasAVX2 {
		lineStartsGo(text, places)
		return
	}
	carried := [2]uint64{1, 0} // a line starts here
	whole := len(text) / blockLen
	if whole > 0 {
		lineStartsAVX2(unsafe.StringData(text), whole, &carried, &places[0]) //nolint:gosec // G103: only whole blocks are read.
	}
	if rest := text[whole*blockLen:]; rest != "" {
		var padded [blockLen]byte
		copy(padded[:], rest)
		lineStartsAVX2(&padded[0], 1, &carried, &places[whole])
	}
}

// lineStartsAVX2 does n blocks.
//
//go:noescape
func lineStartsAVX2(text *byte, n int, carried *[2]uint64, places *uint64)

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !purego

package textmap

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// classify sets the bitmaps of the blocks that hold text.
func classify(text string, m Map) {
	if !cpu.X86.HasAVX2 {
		classes.Classify(text, m)
		return
	}
	whole := len(text) / Len
	if whole > 0 {
		classifyAVX2(unsafe.StringData(text), (*[8]uint64)(&m[0]), whole) //nolint:gosec // G103: only whole blocks are read.
	}
	if rest := text[whole*Len:]; rest != "" {
		var padded [Len]byte
		copy(padded[:], rest)
		classifyAVX2(&padded[0], (*[8]uint64)(&m[whole]), 1)
	}
}

// classifyAVX2 classifies n blocks.
//
//go:noescape
func classifyAVX2(text *byte, blocks *[8]uint64, n int)

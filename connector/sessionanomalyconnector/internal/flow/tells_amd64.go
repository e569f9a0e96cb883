// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !purego

package flow

import (
	"unsafe"

	"golang.org/x/sys/cpu"

	"github.com/otelcol-mcp/otelcol-mcp/internal/byteclass"
)

// classify sets the bitmaps of the blocks that hold text.
func classify(text string, t tells) {
	if !cpu.X86.HasAVX2 {
		classes.Classify(text, t)
		return
	}
	const size = byteclass.BlockLen
	whole, rest := len(text)/size, len(text)%size
	if whole > 0 {
		classifyAVX2(unsafe.StringData(text), (*[8]uint64)(&t[0]), whole) //nolint:gosec // G103: only whole blocks are read.
	}
	switch {
	case rest == 0:
	case whole > 0: // what stands before the rest is shifted out
		b := &t[whole]
		classifyAVX2(unsafe.StringData(text[len(text)-size:]), (*[8]uint64)(b), 1) //nolint:gosec // G103: only whole blocks are read.
		b[digit], b[joint], b[blank] = b[digit]>>(size-rest), b[joint]>>(size-rest), b[blank]>>(size-rest)
		b[delimiter] = ^(^b[delimiter] >> (size - rest))
	default:
		var padded [size]byte // with delimiters
		copy(padded[:], text)
		classifyAVX2(&padded[0], (*[8]uint64)(&t[0]), 1)
	}
}

// classifyAVX2 classifies n blocks of 64 bytes.
//
//go:noescape
func classifyAVX2(text *byte, blocks *[8]uint64, n int)

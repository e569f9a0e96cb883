// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !purego

package flow

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// foldPlain is fold for text without escapes. It returns how many bytes it wrote.
func foldPlain(dst []byte, text string) (n int) {
	if !cpu.X86.HasAVX2 {
		return foldGo(dst, text)
	}
	const block, few = 32, 16
	if len(text) >= block {
		return foldAVX2(&dst[0], unsafe.StringData(text), len(text)) //nolint:gosec // G103: no more than that is read.
	}
	if len(text) <= few { // in less time than it takes to begin with more at once
		return foldPart((*[room]byte)(dst), text)
	}
	var padded [block]byte // with what is skipped
	copy(padded[:], text)
	return foldAVX2(&dst[0], &padded[0], block)
}

// foldAVX2 folds n bytes, at least 32, and returns how many it wrote. It spoils up to 8 bytes behind them.
//
//go:noescape
func foldAVX2(dst, text *byte, n int) int

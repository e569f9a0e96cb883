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
	const block = 32
	if whole := len(text) / block; whole > 0 {
		n = foldAVX2(&dst[0], unsafe.StringData(text), whole) //nolint:gosec // G103: only whole blocks are read.
		text = text[whole*block:]
	}
	if text != "" {
		var padded [block]byte // with what is skipped
		copy(padded[:], text)
		n += foldAVX2(&dst[n], &padded[0], 1)
	}
	return n
}

// foldAVX2 folds n blocks of 32 bytes and returns how many bytes it wrote. It spoils up to 8 bytes behind them.
//
//go:noescape
func foldAVX2(dst, text *byte, n int) int

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !purego

package flow

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// hintsOf gives the hints of a text, all of a short one.
func hintsOf(text string) hints {
	const block = 32
	if len(text) < block || !cpu.X86.HasAVX2 {
		return allHints
	}
	return hints(hintsAVX2(unsafe.StringData(text), len(text))) //nolint:gosec // G103: no more than that is read.
}

// hintsAVX2 has a bit for each of the bytes that is among n. There are 32 at least.
//
//go:noescape
func hintsAVX2(text *byte, n int) uint8

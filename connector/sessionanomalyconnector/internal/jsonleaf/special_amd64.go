// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !purego

package jsonleaf

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// minVector is the least length of a text that is searched by AVX2.
const minVector = 32

// special is where the next quotation mark or backslash is, the end of the text if there is none.
func special(in string, at int) int {
	if len(in)-at < minVector || !cpu.X86.HasAVX2 {
		return specialByWords(in, at)
	}
	first := (*byte)(unsafe.Add(unsafe.Pointer(unsafe.StringData(in)), at)) //nolint:gosec // G103: within the text, of which the rest is read.
	return at + specialAVX2(first, len(in)-at)
}

// specialAVX2 is how many bytes of n stand before the first quotation mark or backslash. There are 32 at least.
//
//go:noescape
func specialAVX2(text *byte, n int) int

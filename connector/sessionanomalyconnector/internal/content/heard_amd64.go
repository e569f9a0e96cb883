// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !purego

package content

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// mayName sets the bits of the requests that may have one of some words: most have none. There are at most 64, and one word or
// more.
func mayName(list []Order, spreads []uint64) uint64 {
	if len(list) == 0 || !cpu.X86.HasAVX2 {
		return mayNameGo(list, spreads)
	}
	return heardAVX2(&list[0].words.low[0], int(unsafe.Sizeof(list[0])), len(list), &spreads[0], len(spreads))
}

// heardAVX2 sets the bits of those of n sets of 16 words of two bytes that have one of some words, each of which is given
// four times. The sets are so many bytes apart. There are 1 to 64 of them, and one word or more.
//
//go:noescape
func heardAVX2(set *byte, apart, n int, spreads *uint64, words int) uint64

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"math/bits"
	"unsafe"
)

// Line is how many bytes a processor fetches at once.
const Line = 64

// Fetcher is a State that leads to more of what it keeps. Fetch reads something of each Line of that, so that it is in the
// cache when the detector asks for it. The value says nothing.
type Fetcher interface{ Fetch() byte }

// Fetch reads something of each part of the session itself, and FetchMore of what that leads to. Where several sessions are
// needed soon, all are fetched, and then more of all: reads that do not depend on each other go on at the same time.
func (s *Session) Fetch() (sum byte) {
	for at := uintptr(0); at < s.layout.size; at += Line {
		sum += *(*byte)(unsafe.Add(s.block, at))
	}
	return sum + FetchList(s.recent) + FetchList(s.tools)
}

// FetchMore is for after Fetch.
func (s *Session) FetchMore() (sum byte) {
	for left := s.used & s.layout.deep; left != 0; left &= left - 1 {
		p := &s.layout.places[bits.TrailingZeros32(left)]
		sum += leading(p.deep, p.at(s)).Fetch()
	}
	return sum
}

// FetchList reads something of each Line of a list.
func FetchList[T any](list []T) (sum byte) {
	var one T
	step := max(1, Line/int(unsafe.Sizeof(one)))
	for i := 0; i < len(list); i += step {
		sum += *(*byte)(unsafe.Pointer(&list[i])) //nolint:gosec // G103: the first byte of an element, only read.
	}
	return sum
}

// FetchText reads something of each Line of a text.
func FetchText(text string) (sum byte) {
	for i := 0; i < len(text); i += Line {
		sum += text[i]
	}
	return sum
}

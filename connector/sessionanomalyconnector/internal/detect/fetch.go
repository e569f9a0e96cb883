// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"math/bits"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/fetch"
)

// Fetcher is a State that leads to more of what it keeps. Fetch reads something of each line of that, so that it is in the
// cache when the detector asks for it. The value says nothing.
type Fetcher interface{ Fetch() byte }

// Fetch reads something of each part of the session itself, and FetchMore of what that leads to. Where several sessions are
// needed soon, all are fetched, and then more of all: reads that do not depend on each other go on at the same time.
func (s *Session) Fetch() (sum byte) {
	return fetch.Bytes(s.block, s.layout.size) + fetch.List(s.recent) + fetch.List(s.tools)
}

// FetchMore is for after Fetch.
func (s *Session) FetchMore() (sum byte) {
	for left := s.used & s.layout.deep; left != 0; left &= left - 1 {
		p := &s.layout.places[bits.TrailingZeros32(left)]
		sum += leading(p.deep, p.at(s)).Fetch()
	}
	return sum
}

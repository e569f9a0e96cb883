// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import "github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/fetch"

// Fetch reads something of each line of the memory, so that it is in the cache soon. The value says nothing.
func (m *Memory) Fetch() byte {
	return fetch.List(m.prints.buckets) + fetch.List(m.marks.buckets) + fetch.List(m.tails)
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/fetch"
)

var _ detect.Fetcher = (*state)(nil)

// Fetch implements detect.Fetcher. The results read are seldom looked at: most events add one, which nothing waits for.
func (s *state) Fetch() byte {
	return s.memory.Fetch() + s.orders.named.Fetch() + fetch.List(s.orders.list)
}

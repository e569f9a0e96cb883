// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package catalog

import b "github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/board"

func detection() []*b.Panel {
	return []*b.Panel{
		b.TimeSeries("Sessions held", "Sessions the connector keeps state for. At its limit, state is evicted and detections forget: raise the limit or add a node.",
			b.Decimals(0), b.Query("sum by (instance) (mcp_sessions_active{"+instanceIs+"})", "{{instance}}")),
	}
}

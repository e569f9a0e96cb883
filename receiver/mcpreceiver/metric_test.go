// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import "go.opentelemetry.io/otel/sdk/metric/metricdata"

// sumOf adds up the data points with a reason; an empty reason takes all.
func sumOf(m metricdata.Metrics, reason string) int64 {
	var total int64
	data, _ := m.Data.(metricdata.Sum[int64])
	for _, dp := range data.DataPoints {
		if v, ok := dp.Attributes.Value("reason"); reason == "" || (ok && v.AsString() == reason) {
			total += dp.Value
		}
	}
	return total
}

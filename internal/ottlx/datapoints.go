// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ottlx

import (
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottldatapoint"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/pdata/pmetric"
)

// DataPoint is the context of one data point. Close it after the last evaluation.
type DataPoint = *ottldatapoint.TransformContext

// DataPoints returns the parser for data points.
func DataPoints(set component.TelemetrySettings) (*Parser[DataPoint], error) {
	return newParser("datapoint", func(functions map[string]ottl.Factory[DataPoint]) (ottl.Parser[DataPoint], error) {
		return ottldatapoint.NewParser(functions, set, ottldatapoint.EnablePathContextNames())
	})
}

// OfDataPoint returns the context of a data point of any kind.
func OfDataPoint(resource pmetric.ResourceMetrics, scope pmetric.ScopeMetrics, metric pmetric.Metric, point any) DataPoint {
	return ottldatapoint.NewTransformContextPtr(resource, scope, metric, point)
}

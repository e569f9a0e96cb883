// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ottlx

import (
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottlspan"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// Span is the context of one span. Close it after the last evaluation.
type Span = *ottlspan.TransformContext

// Spans returns the parser for spans.
func Spans(set component.TelemetrySettings) (*Parser[Span], error) {
	return newParser("span", func(functions map[string]ottl.Factory[Span]) (ottl.Parser[Span], error) {
		return ottlspan.NewParser(functions, set, ottlspan.EnablePathContextNames())
	})
}

// OfSpan returns the context of a span.
func OfSpan(resource ptrace.ResourceSpans, scope ptrace.ScopeSpans, span ptrace.Span) Span {
	return ottlspan.NewTransformContextPtr(resource, scope, span)
}

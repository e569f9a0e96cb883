// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"

	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor/processorhelper"

	"github.com/otelcol-mcp/otelcol-mcp/internal/ottlx"
)

func (p *dlpProcessor) processTraces(ctx context.Context, traces ptrace.Traces) (ptrace.Traces, error) {
	w := p.walker()
	defer p.done(ctx, w)
	traces.ResourceSpans().RemoveIf(func(rs ptrace.ResourceSpans) bool {
		if w.owner(ctx, rs.Resource().Attributes(), func() int { return resourceSpans(rs) }) {
			return drop
		}
		return w.scopeSpans(ctx, rs)
	})
	if w.dropped > 0 && traces.ResourceSpans().Len() == 0 {
		return traces, processorhelper.ErrSkipProcessingData
	}
	return traces, w.err
}

func resourceSpans(rs ptrace.ResourceSpans) int {
	n := 0
	for _, ss := range rs.ScopeSpans().All() {
		n += ss.Spans().Len()
	}
	return n
}

// scopeSpans returns drop when dropping spans has left nothing.
func (w *walker) scopeSpans(ctx context.Context, rs ptrace.ResourceSpans) bool {
	before := w.dropped
	rs.ScopeSpans().RemoveIf(func(ss ptrace.ScopeSpans) bool {
		if w.enterScope(ctx, ss.Scope().Attributes(), ss.Spans().Len) {
			return drop
		}
		before := w.dropped
		ss.Spans().RemoveIf(func(span ptrace.Span) bool { return w.span(ctx, rs, ss, span) })
		w.leaveScope(ss.Scope().Attributes(), ss.Spans().Len())
		return w.dropped > before && ss.Spans().Len() == 0
	})
	return w.dropped > before && rs.ScopeSpans().Len() == 0
}

func (w *walker) span(ctx context.Context, rs ptrace.ResourceSpans, ss ptrace.ScopeSpans, span ptrace.Span) bool {
	w.begin()
	muteUnless(ctx, w, limitTraces, func() ottlx.Span { return ottlx.OfSpan(rs, ss, span) })
	w.string(fieldName, span.Name(), span.SetName)
	w.string(fieldStatus, span.Status().Message(), span.Status().SetMessage)
	w.string(fieldTraceState, span.TraceState().AsRaw(), span.TraceState().FromRaw)
	w.attributes(span.Attributes())
	for i, event := range span.Events().All() {
		w.part = part{"events", i}
		w.string(fieldName, event.Name(), event.SetName)
		w.attributes(event.Attributes())
	}
	for i, link := range span.Links().All() {
		w.part = part{"links", i}
		w.string(fieldTraceState, link.TraceState().AsRaw(), link.TraceState().FromRaw)
		w.attributes(link.Attributes())
	}
	w.write(span.Attributes())
	return w.end(ctx, itself)
}

func limitTraces(l *limit) *ottlx.Conditions[ottlx.Span] { return l.traces }

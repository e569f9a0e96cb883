// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdataevent

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// executeTool is the operation name of GenAI spans around a tool call, which agents write that know nothing of MCP.
const executeTool = "execute_tool"

// FromSpan fills ev from a span of the MCP or GenAI conventions. The event's time is the span's end: an exchange is over
// by then. Finish completes the event, after a mapping if there is one.
func (r *Reader) FromSpan(ev *detect.Event, resource pcommon.Map, span ptrace.Span) {
	ev.Reset()
	ev.Time = span.EndTimestamp().AsTime()
	ev.TraceID, ev.SpanID = span.TraceID(), span.SpanID()
	if end, start := span.EndTimestamp(), span.StartTimestamp(); end >= start && start > 0 {
		ev.Duration, ev.HasDuration = float64(end-start)/1e9, true
	}
	r.resource.read(ev, resource)
	r.record.read(ev, span.Attributes())
	if op, ok := span.Attributes().Get(schema.GenAIOperationName); ok && op.Str() == executeTool && ev.Method == "" {
		ev.Method = "tools/call"
	}
	ev.Failed = span.Status().Code() == ptrace.StatusCodeError
	ev.Finished = true
}

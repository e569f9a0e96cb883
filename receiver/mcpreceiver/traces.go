// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"crypto/sha256"
	"strconv"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
)

// identity is where an event stands in a trace.
type identity struct {
	trace        pcommon.TraceID
	span, parent pcommon.SpanID
	linkTrace    pcommon.TraceID // the HTTP context, where _meta gave the parent
	linkSpan     pcommon.SpanID
}

// identify finds the trace of an event: the one in params._meta, else the one of the HTTP request, else one of its own. Ids
// of our own, which only a span needs, come from what the event is about, so that a replay gives the same ones.
func identify(ev *audit.Event, withSpan bool) identity {
	var id identity
	var own [sha256.Size]byte
	if withSpan {
		own = sha256.Sum256([]byte(ev.Source.Server + "\x00" + ev.Session.Key + "\x00" + ev.Direction + "\x00" + ev.RequestID +
			"\x00" + ev.Method + "\x00" + strconv.FormatInt(ev.Start.UnixNano(), 10)))
		copy(id.span[:], own[16:24])
	}
	http, httpSpan, hasHTTP := parseTraceParent(ev.Source.TraceParent)
	if trace, span, ok := parseTraceParent(ev.TraceParent); ok {
		id.trace, id.parent = trace, span
		if hasHTTP && httpSpan != span {
			id.linkTrace, id.linkSpan = http, httpSpan
		}
		return id
	}
	if hasHTTP {
		id.trace, id.parent = http, httpSpan
		return id
	}
	copy(id.trace[:], own[:16])
	return id
}

// isExchange says whether an event is a request that is over: these become spans.
func isExchange(ev *audit.Event) bool {
	return ev.Name == schema.EventOperation || (ev.Name == schema.EventTransportRejected && ev.Method != "")
}

// appendSpan writes one exchange as a server span. Captured content stays out of it.
func appendSpan(spans ptrace.SpanSlice, ev *audit.Event, id *identity) {
	span := spans.AppendEmpty()
	span.SetTraceID(id.trace)
	span.SetSpanID(id.span)
	span.SetParentSpanID(id.parent)
	span.SetKind(ptrace.SpanKindServer)
	span.SetName(subject(ev))
	span.SetStartTimestamp(pcommon.NewTimestampFromTime(ev.Start))
	span.SetEndTimestamp(pcommon.NewTimestampFromTime(ev.End))
	if !id.linkSpan.IsEmpty() {
		link := span.Links().AppendEmpty()
		link.SetTraceID(id.linkTrace)
		link.SetSpanID(id.linkSpan)
	}
	attrs := span.Attributes()
	putEvent(attrs, ev)
	attrs.Remove(schema.ServerAddress) // conventions have these on client spans only
	attrs.Remove(schema.ServerPort)
	if ev.ErrorType == "" {
		return
	}
	if ev.ErrorType == ev.RPCStatus && !serverFault(ev.RPCStatus) {
		attrs.Remove(schema.ErrorType)
		return
	}
	span.Status().SetCode(ptrace.StatusCodeError)
	span.Status().SetMessage(ev.Message)
}

// serverFault says whether a JSON-RPC error code is an error of the server. The five that tell of a bad request are not
// (semantic conventions for generative AI, pull request 404).
func serverFault(code string) bool {
	switch code {
	case "-32700", "-32600", "-32601", "-32602", "-32002":
		return false
	}
	return true
}

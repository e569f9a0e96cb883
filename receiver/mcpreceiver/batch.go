// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"cmp"

	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadata"
)

// maxBatch is how many events go to the pipeline at once.
const maxBatch = 512

// maxBatchBytes of captured content go to the pipeline at once.
const maxBatchBytes = 1 << 20

// signals says what goes into batches.
type signals struct {
	logs, traces bool
	service      string // service.name of everything; empty means the name of the server
}

// batch is what goes to the pipeline at once, in the signals somebody asked for. Its events keep the order they came in,
// whatever server they are about: detections follow a session from one server to the next. A resource therefore begins
// anew whenever the server changes.
type batch struct {
	signals
	records   plog.Logs
	spans     ptrace.Traces
	n         int // events
	exchanges int // of the events: these have a span
	bytes     int // of captured content
	names     map[string]int64

	recordsOf service[plog.LogRecordSlice]
	spansOf   service[ptrace.SpanSlice]
}

// service is the last resource of a batch.
type service[T any] struct {
	name string // service.name
	list T
}

func newBatch(set signals) *batch {
	b := &batch{names: map[string]int64{}, signals: set}
	if set.logs {
		b.records = plog.NewLogs()
	}
	if set.traces {
		b.spans = ptrace.NewTraces()
	}
	return b
}

// full says that the batch should go.
func (b *batch) full() bool { return b.n >= maxBatch || b.bytes >= maxBatchBytes }

func (b *batch) add(ev *audit.Event) {
	b.n++
	b.bytes += len(ev.Arguments) + len(ev.Result)
	b.names[ev.Name]++
	name := cmp.Or(b.service, ev.Source.Server, schema.ServiceUnknown)
	withSpan := b.traces && isExchange(ev)
	ids := identify(ev, withSpan)
	if withSpan {
		b.exchanges++
		appendSpan(b.spansFor(name), ev, &ids)
	} else {
		ids.span = ids.parent // the record belongs to the caller's span
	}
	if b.logs {
		appendLog(b.recordsFor(name), ev, &ids)
	}
}

// recordsFor returns where the records of a service go.
func (b *batch) recordsFor(name string) plog.LogRecordSlice {
	if b.recordsOf.name != name {
		resource := b.records.ResourceLogs().AppendEmpty()
		resource.Resource().Attributes().PutStr(schema.ServiceName, name)
		scope := resource.ScopeLogs().AppendEmpty()
		scope.Scope().SetName(metadata.ScopeName)
		b.recordsOf = service[plog.LogRecordSlice]{name, scope.LogRecords()}
	}
	return b.recordsOf.list
}

// spansFor returns where the spans of a service go.
func (b *batch) spansFor(name string) ptrace.SpanSlice {
	if b.spansOf.name != name {
		resource := b.spans.ResourceSpans().AppendEmpty()
		resource.Resource().Attributes().PutStr(schema.ServiceName, name)
		scope := resource.ScopeSpans().AppendEmpty()
		scope.Scope().SetName(metadata.ScopeName)
		b.spansOf = service[ptrace.SpanSlice]{name, scope.Spans()}
	}
	return b.spansOf.list
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadata"
)

// maxBatch is how many events go to the pipeline at once.
const maxBatch = 512

// maxBatchBytes of captured content go to the pipeline at once.
const maxBatchBytes = 1 << 20

// full says that the batch should go.
func (b *batch) full() bool { return b.n >= maxBatch || b.bytes >= maxBatchBytes }

// batch is what goes to the pipeline at once, in the signals somebody asked for.
type batch struct {
	logs    plog.Logs
	records plog.LogRecordSlice
	traces  ptrace.Traces
	tracing ptrace.SpanSlice
	n       int // events
	spans   int
	bytes   int // of captured content
	names   map[string]int64

	withLogs, withTraces bool
}

func newBatch(withLogs, withTraces bool) *batch {
	b := &batch{names: map[string]int64{}, withLogs: withLogs, withTraces: withTraces}
	if withLogs {
		b.logs = plog.NewLogs()
		scope := b.logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty()
		scope.Scope().SetName(metadata.ScopeName)
		b.records = scope.LogRecords()
	}
	if withTraces {
		b.traces = ptrace.NewTraces()
		scope := b.traces.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty()
		scope.Scope().SetName(metadata.ScopeName)
		b.tracing = scope.Spans()
	}
	return b
}

func (b *batch) add(ev *audit.Event) {
	b.n++
	b.bytes += len(ev.Arguments) + len(ev.Result)
	b.names[ev.Name]++
	ids := identify(ev)
	if b.withTraces && isExchange(ev) {
		b.spans++
		appendSpan(b.tracing, ev, &ids)
	} else {
		ids.span = ids.parent // the record belongs to the caller's span
	}
	if b.withLogs {
		appendLog(b.records, ev, &ids)
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"

	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor/processorhelper"

	"github.com/otelcol-mcp/otelcol-mcp/internal/ottlx"
)

func (p *dlpProcessor) processLogs(ctx context.Context, logs plog.Logs) (plog.Logs, error) {
	w := p.walker()
	defer p.done(ctx, w)
	logs.ResourceLogs().RemoveIf(func(rl plog.ResourceLogs) bool {
		if w.owner(ctx, rl.Resource().Attributes(), func() int { return resourceRecords(rl) }) {
			return drop
		}
		return w.scopeLogs(ctx, rl)
	})
	if w.dropped > 0 && logs.ResourceLogs().Len() == 0 {
		return logs, processorhelper.ErrSkipProcessingData
	}
	return logs, w.err
}

func resourceRecords(rl plog.ResourceLogs) int {
	n := 0
	for _, sl := range rl.ScopeLogs().All() {
		n += sl.LogRecords().Len()
	}
	return n
}

// scopeLogs returns drop when dropping records has left nothing.
func (w *walker) scopeLogs(ctx context.Context, rl plog.ResourceLogs) bool {
	before := w.dropped
	rl.ScopeLogs().RemoveIf(func(sl plog.ScopeLogs) bool {
		if w.enterScope(ctx, sl.Scope().Attributes(), sl.LogRecords().Len) {
			return drop
		}
		before := w.dropped
		sl.LogRecords().RemoveIf(func(lr plog.LogRecord) bool { return w.logRecord(ctx, rl, sl, lr) })
		w.leaveScope(sl.Scope().Attributes(), sl.LogRecords().Len())
		return w.dropped > before && sl.LogRecords().Len() == 0
	})
	return w.dropped > before && rl.ScopeLogs().Len() == 0
}

func (w *walker) logRecord(ctx context.Context, rl plog.ResourceLogs, sl plog.ScopeLogs, lr plog.LogRecord) bool {
	w.begin()
	muteUnless(ctx, w, limitLogs, func() ottlx.Log { return ottlx.OfLog(rl, sl, lr) })
	if w.p.fields.scan(fieldBody) {
		w.field(fieldBody, lr.Body())
	}
	w.string(fieldSeverity, lr.SeverityText(), lr.SetSeverityText)
	w.string(fieldName, lr.EventName(), lr.SetEventName)
	w.attributes(lr.Attributes())
	w.write(lr.Attributes())
	return w.end(ctx, itself)
}

func limitLogs(l *limit) *ottlx.Conditions[ottlx.Log] { return l.logs }

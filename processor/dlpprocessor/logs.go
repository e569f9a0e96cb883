// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"

	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor/processorhelper"
)

func (p *dlpProcessor) processLogs(ctx context.Context, logs plog.Logs) (plog.Logs, error) {
	w := p.walker()
	defer p.done(w)
	logs.ResourceLogs().RemoveIf(func(rl plog.ResourceLogs) bool {
		if w.owner(ctx, rl.Resource().Attributes(), func() int { return resourceRecords(rl) }) {
			return drop
		}
		return w.scopeLogs(ctx, rl.ScopeLogs())
	})
	if w.dropped > 0 && logs.ResourceLogs().Len() == 0 {
		return logs, processorhelper.ErrSkipProcessingData
	}
	return logs, nil
}

func resourceRecords(rl plog.ResourceLogs) int {
	n := 0
	for _, sl := range rl.ScopeLogs().All() {
		n += sl.LogRecords().Len()
	}
	return n
}

// scopeLogs returns drop when dropping records has left nothing.
func (w *walker) scopeLogs(ctx context.Context, scopes plog.ScopeLogsSlice) bool {
	before := w.dropped
	scopes.RemoveIf(func(sl plog.ScopeLogs) bool {
		if w.owner(ctx, sl.Scope().Attributes(), sl.LogRecords().Len) {
			return drop
		}
		before := w.dropped
		sl.LogRecords().RemoveIf(func(lr plog.LogRecord) bool { return w.logRecord(ctx, lr) })
		return w.dropped > before && sl.LogRecords().Len() == 0
	})
	return w.dropped > before && scopes.Len() == 0
}

func (w *walker) logRecord(ctx context.Context, lr plog.LogRecord) bool {
	w.begin()
	if w.p.fields.scan(fieldBody) {
		w.field(fieldBody, lr.Body())
	}
	w.string(fieldSeverity, lr.SeverityText(), lr.SetSeverityText)
	w.string(fieldName, lr.EventName(), lr.SetEventName)
	w.attributes(lr.Attributes())
	w.report.write(lr.Attributes(), w.p.engine.Rules())
	return w.end(ctx, itself)
}

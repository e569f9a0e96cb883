// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor/processorhelper"
)

func (p *dlpProcessor) processLogs(ctx context.Context, logs plog.Logs) (plog.Logs, error) {
	w := p.walker()
	defer p.done(w)
	dropped := false
	logs.ResourceLogs().RemoveIf(func(rl plog.ResourceLogs) bool {
		if w.owner(ctx, rl.Resource().Attributes()) {
			dropped = true
			return drop
		}
		return w.scopeLogs(ctx, rl.ScopeLogs(), &dropped)
	})
	if dropped && logs.ResourceLogs().Len() == 0 {
		return logs, processorhelper.ErrSkipProcessingData
	}
	return logs, nil
}

// scopeLogs returns drop when dropping records has left nothing.
func (w *walker) scopeLogs(ctx context.Context, scopes plog.ScopeLogsSlice, dropped *bool) bool {
	before := scopes.Len()
	scopes.RemoveIf(func(sl plog.ScopeLogs) bool {
		if w.owner(ctx, sl.Scope().Attributes()) {
			*dropped = true
			return drop
		}
		records := sl.LogRecords().Len()
		sl.LogRecords().RemoveIf(func(lr plog.LogRecord) bool { return w.logRecord(ctx, lr) })
		*dropped = *dropped || sl.LogRecords().Len() < records
		return records > 0 && sl.LogRecords().Len() == 0
	})
	return before > 0 && scopes.Len() == 0
}

func (w *walker) logRecord(ctx context.Context, lr plog.LogRecord) bool {
	w.begin()
	if w.p.fields.scan(fieldBody) {
		w.field(fieldBody, lr.Body())
	}
	w.attributes(lr.Attributes())
	w.report.write(lr.Attributes(), w.p.engine.Rules())
	return w.end(ctx)
}

// owner scans the attributes of what many records share: a resource or a scope. It reports there only when it found something.
func (w *walker) owner(ctx context.Context, m pcommon.Map) bool {
	if m.Len() == 0 {
		return keep
	}
	w.begin()
	w.attributes(m)
	if len(w.report.entries) > 0 || w.report.score > 0 || len(w.report.cuts) > 0 {
		w.report.write(m, w.p.engine.Rules())
	}
	return w.end(ctx)
}

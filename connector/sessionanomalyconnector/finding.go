// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/metadata"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/pdatafinding"
	"github.com/otelcol-mcp/otelcol-mcp/internal/ottlx"
)

// Forms of a finding.
const (
	formatOTel = "otel"
	formatOCSF = "ocsf"
)

// findingWriter turns findings into log records, leaving out those that a condition suppresses.
type findingWriter struct {
	format   string
	version  string
	suppress *ottlx.Conditions[ottlx.Log]
	obs      *observer
}

func newFindingWriter(cfg *FindingsConfig, version string, set component.TelemetrySettings, obs *observer) (*findingWriter, error) {
	w := &findingWriter{format: cfg.Format, version: version, obs: obs}
	if len(cfg.Suppress) == 0 {
		return w, nil
	}
	parser, err := ottlx.Logs(set)
	if err != nil {
		return nil, err
	}
	w.suppress, err = parser.Conditions(cfg.Suppress)
	return w, err
}

// write gives the findings that are to be sent, and counts them.
func (w *findingWriter) write(ctx context.Context, found []detect.Finding) plog.Logs {
	logs := plog.NewLogs()
	if len(found) == 0 {
		return logs
	}
	rl := logs.ResourceLogs().AppendEmpty()
	sl := rl.ScopeLogs().AppendEmpty()
	sl.Scope().SetName(metadata.ScopeName)
	sl.Scope().SetVersion(w.version)
	for i := range found {
		if w.suppressed(ctx, rl, sl, &found[i]) {
			w.obs.heldBack(&found[i], "suppressed")
			continue
		}
		w.obs.metrics.Finding(&found[i])
		record := sl.LogRecords().AppendEmpty()
		if w.format == formatOCSF {
			pdatafinding.ToOCSF(&found[i], w.version, record)
		} else {
			pdatafinding.ToLog(&found[i], w.version, record)
		}
	}
	return logs
}

// suppressed evaluates the conditions on the finding in its own form, whatever form it is sent in. A condition that
// fails suppresses nothing.
func (w *findingWriter) suppressed(ctx context.Context, rl plog.ResourceLogs, sl plog.ScopeLogs, f *detect.Finding) bool {
	if w.suppress == nil {
		return false
	}
	record := plog.NewLogRecord()
	pdatafinding.ToLog(f, w.version, record)
	log := ottlx.OfLog(rl, sl, record)
	defer log.Close()
	ok, err := w.suppress.Any(ctx, log)
	if err != nil {
		w.obs.failed(1)
	}
	return ok
}

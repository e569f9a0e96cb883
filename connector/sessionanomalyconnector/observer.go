// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/engine"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/measure"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/metadata"
)

// observer turns what the engine does into the connector's metrics and its own telemetry.
type observer struct {
	metrics   *measure.Set
	telemetry *metadata.TelemetryBuilder
	logger    *zap.Logger
	toolLogs  int
	counts    tally
}

var _ engine.Observer = (*observer)(nil)

func newObserver(set component.TelemetrySettings, cfg *Config) (*observer, error) {
	telemetry, err := metadata.NewTelemetryBuilder(set)
	if err != nil {
		return nil, err
	}
	metrics := measure.NewSet(cfg.Metrics.CardinalityLimit, cfg.Metrics.ConnectionWindow, &cfg.Metrics.Dimensions)
	return &observer{metrics: metrics, telemetry: telemetry, logger: set.Logger}, nil
}

func (o *observer) Fetch(ev *detect.Event) any { return o.metrics.Fetch(ev) }

func (o *observer) Event(ev *detect.Event, fetched any) {
	o.counts.events++
	who, _ := fetched.(*measure.Caller)
	o.metrics.Event(ev, who)
}

func (o *observer) Drop(detector, reason string, n int64) {
	o.counts.drop(detector, reason, n)
}

func (o *observer) Flow(ev *detect.Event, from, to string, bytes int64) {
	o.metrics.Flow(ev, from, to, bytes)
}

// maxToolLogs bounds how many tools are logged: names come from outside.
const maxToolLogs = 1000

// ToolClass is called once for each tool.
func (o *observer) ToolClass(server, tool, class string) {
	o.metrics.ToolClass(server, tool, class)
	if o.toolLogs < maxToolLogs {
		o.toolLogs++
		o.logger.Info("tool classified", zap.String("server", server), zap.String("tool", tool), zap.String("class", class))
	}
}

func (o *observer) SessionEnd(s *detect.Session, why detect.EndReason) {
	o.metrics.SessionEnd(s)
	o.telemetry.ConnectorSessionAnomalySessionsEnded.Add(context.Background(), 1,
		metric.WithAttributes(attribute.String("reason", string(why))))
}

func (o *observer) Late() { o.counts.late++ }

func (o *observer) Repeat() { o.counts.repeated++ }

func (o *observer) Repeated(f *detect.Finding) { o.heldBack(f, "repeated") }

func (o *observer) heldBack(f *detect.Finding, reason string) {
	o.telemetry.ConnectorSessionAnomalyFindingsHeldBack.Add(context.Background(), 1,
		metric.WithAttributes(attribute.String("detector", f.Detector), attribute.String("reason", reason)))
}

func (o *observer) ignored(n int64) { o.counts.ignored += n }

func (o *observer) failed(n int64) { o.counts.failed += n }

func (o *observer) unpaired(requests int, responses int64) {
	o.lost("unanswered_request", int64(requests))
	o.lost("unasked_response", responses)
}

func (o *observer) lost(reason string, n int64) {
	if n > 0 {
		o.Drop("mapping", reason, n)
	}
}

// checkpointed counts the sessions among the pieces that were written.
func (o *observer) checkpointed(pieces []engine.Piece) {
	var n int64
	for _, p := range pieces {
		if p.Data != nil {
			n++
		}
	}
	o.telemetry.ConnectorSessionAnomalyCheckpointSessions.Add(context.Background(), n)
}

func (o *observer) checkpointFailed() {
	o.telemetry.ConnectorSessionAnomalyCheckpointFailures.Add(context.Background(), 1)
}

func (o *observer) baselines(detectors []detect.Detector) {
	for _, d := range detectors {
		if l, ok := d.(detect.Learner); ok {
			held, warm := l.Baselines()
			o.baselineState(d.Name(), "warm", warm)
			o.baselineState(d.Name(), "warming", held-warm)
		}
	}
}

func (o *observer) baselineState(detector, state string, n int) {
	o.telemetry.ConnectorSessionAnomalyBaselines.Record(context.Background(), int64(n),
		metric.WithAttributes(attribute.String("detector", detector), attribute.String("state", state)))
}

func (o *observer) sizes(sessions int, bytes int64) {
	o.telemetry.ConnectorSessionAnomalySessionsLive.Record(context.Background(), int64(sessions))
	o.telemetry.ConnectorSessionAnomalySessionsBytes.Record(context.Background(), bytes)
}

func (o *observer) shutdown() { o.telemetry.Shutdown() }

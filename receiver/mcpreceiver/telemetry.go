// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"context"
	"errors"
	"sync"

	"go.opentelemetry.io/collector/receiver"
	"go.opentelemetry.io/collector/receiver/receiverhelper"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadata"
)

// Reasons for which observations and events are dropped.
const (
	dropObservation = "observation_queue_full"
	dropPipeline    = "pipeline_behind"
	dropRefused     = "pipeline_refused"
	dropShutdown    = "shutdown"
)

// telemetry is what the receiver tells of itself.
type telemetry struct {
	builder *metadata.TelemetryBuilder
	obs     *receiverhelper.ObsReport
	logger  *zap.Logger

	mu      sync.Mutex
	options map[string]metric.MeasurementOption
	warned  map[string]bool
}

func newTelemetry(set receiver.Settings) (*telemetry, error) {
	builder, err := metadata.NewTelemetryBuilder(set.TelemetrySettings)
	if err != nil {
		return nil, err
	}
	obs, err := receiverhelper.NewObsReport(receiverhelper.ObsReportSettings{
		ReceiverID: set.ID, Transport: "http", ReceiverCreateSettings: set,
	})
	if err != nil {
		return nil, err
	}
	return &telemetry{
		builder: builder, obs: obs, logger: set.Logger,
		options: map[string]metric.MeasurementOption{}, warned: map[string]bool{},
	}, nil
}

// option returns the attribute set of one value, made once. Values come from fixed sets.
func (t *telemetry) option(key, value string) metric.MeasurementOption {
	t.mu.Lock()
	defer t.mu.Unlock()
	name := key + "\x00" + value
	o, ok := t.options[name]
	if !ok {
		o = metric.WithAttributeSet(attribute.NewSet(attribute.String(key, value)))
		t.options[name] = o
	}
	return o
}

// dropped counts, and says so in the log the first time for each reason.
func (t *telemetry) dropped(reason string, n int64) {
	t.builder.ReceiverMcpDropped.Add(context.Background(), n, t.option("reason", reason))
	t.mu.Lock()
	first := !t.warned[reason]
	t.warned[reason] = true
	t.mu.Unlock()
	if first {
		t.logger.Warn("audit events are dropped; further drops are counted in otelcol_receiver_mcp_dropped", zap.String("reason", reason))
	}
}

func (t *telemetry) anomaly(kind string) {
	t.builder.ReceiverMcpAnomalies.Add(context.Background(), 1, t.option("reason", kind))
}

func (t *telemetry) refused(ctx context.Context, reason string) {
	t.builder.ReceiverMcpRefused.Add(ctx, 1, t.option("reason", reason))
}

func (t *telemetry) emitted(names map[string]int64) {
	for name, n := range names {
		t.builder.ReceiverMcpEvents.Add(context.Background(), n, t.option("event", name))
	}
}

func (t *telemetry) frames(reason string, n int64) {
	if n > 0 {
		t.builder.ReceiverMcpFrames.Add(context.Background(), n, t.option("reason", reason))
	}
}

// gauges are read when somebody asks. They add up over the sources.
type gauges struct {
	mu                         sync.Mutex
	sessions, pending, streams []func() int64
}

func (g *gauges) add(sessions, pending, streams func() int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.sessions, g.pending, g.streams = append(g.sessions, sessions), append(g.pending, pending), append(g.streams, streams)
}

func (g *gauges) sum(readers *[]func() int64) metric.Int64Callback {
	return func(_ context.Context, o metric.Int64Observer) error {
		g.mu.Lock()
		defer g.mu.Unlock()
		var total int64
		for _, read := range *readers {
			total += read()
		}
		o.Observe(total)
		return nil
	}
}

// watch registers the gauges.
func (t *telemetry) watch(g *gauges) error {
	return errors.Join(
		t.builder.RegisterReceiverMcpSessionsCallback(g.sum(&g.sessions)),
		t.builder.RegisterReceiverMcpPendingCallback(g.sum(&g.pending)),
		t.builder.RegisterReceiverMcpStreamsCallback(g.sum(&g.streams)),
	)
}

func (t *telemetry) shutdown() { t.builder.Shutdown() }

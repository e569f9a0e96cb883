// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"
	"sync"

	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/engine"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/metadata"
)

// dlpProcessor scans and rewrites telemetry of one signal. It is safe for concurrent use.
type dlpProcessor struct {
	*core
	logger    *zap.Logger
	telemetry *metadata.TelemetryBuilder
	walkers   sync.Pool
	stop      func()
}

func (f *factory) newProcessor(set processor.Settings, cfg *Config) (*dlpProcessor, error) {
	shared, err := f.cores.take(cfg, set.TelemetrySettings)
	if err != nil {
		return nil, err
	}
	p := &dlpProcessor{core: shared, logger: set.Logger, stop: sync.OnceFunc(func() { f.cores.giveBack(cfg) })}
	p.walkers.New = func() any { return &walker{p: p} }
	if p.telemetry, err = metadata.NewTelemetryBuilder(set.TelemetrySettings); err != nil {
		p.stop()
		return nil, err
	}
	return p, nil
}

func (p *dlpProcessor) shutdown(context.Context) error {
	p.telemetry.Shutdown()
	p.stop()
	return nil
}

// walker returns a walker for one record after another. Give it back with done.
func (p *dlpProcessor) walker() *walker { return p.walkers.Get().(*walker) }

func (p *dlpProcessor) done(ctx context.Context, w *walker) {
	p.telemetry.ProcessorDlpScanned.Add(ctx, int64(w.scanned))
	w.dropped, w.scanned, w.err = 0, 0, nil
	p.walkers.Put(w)
}

// begin starts a record.
func (w *walker) begin() {
	w.report.reset()
	w.values, w.part = 0, part{}
	w.unmute()
}

// Results of what decides about a record.
const (
	keep = false
	drop = true
)

// itself is how many records there are in a record.
func itself() int { return 1 }

// end counts what was found in the record and tells whether it is to be dropped, and with it the records that it owns.
func (w *walker) end(ctx context.Context, records func() int) bool {
	r, t, facts := &w.report, w.p.telemetry, w.p.facts
	w.scanned += r.bytes
	for _, e := range r.entries {
		t.ProcessorDlpFindings.Add(ctx, e.count, facts[e.finding.Rule].found[e.finding.Action])
	}
	for i, n := range r.cuts {
		if n > 0 {
			t.ProcessorDlpValuesCut.Add(ctx, int64(n), metric.WithAttributes(attribute.String("reason", engine.Reasons[i])))
		}
	}
	if r.dropped == notDropped {
		return keep
	}
	n := records()
	w.dropped += n
	t.ProcessorDlpRecordsDropped.Add(ctx, int64(n), facts[r.dropped].dropped)
	return drop
}

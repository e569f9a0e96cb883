// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"
	"fmt"
	"sync"

	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/engine"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/metadata"
)

// dlpProcessor scans and rewrites telemetry. It is safe for concurrent use.
type dlpProcessor struct {
	engine    *engine.Engine
	fields    *fields
	maxValues int
	maxDepth  int
	threshold float64
	locations bool
	telemetry *metadata.TelemetryBuilder
	walkers   sync.Pool
}

func newProcessor(set processor.Settings, cfg *Config) (*dlpProcessor, error) {
	keyers, err := cfg.Pseudonyms.Keyers(set.Logger)
	if err != nil {
		return nil, fmt.Errorf("pseudonyms: %w", err)
	}
	p := &dlpProcessor{
		maxValues: cfg.Limits.MaxValues, maxDepth: cfg.Limits.MaxDepth,
		threshold: cfg.RuleSets.Injection.Threshold, locations: cfg.Report.Locations,
	}
	if p.engine, err = cfg.compile(keyers); err != nil {
		return nil, err
	}
	if p.fields, err = newFields(cfg.Fields); err != nil {
		return nil, err
	}
	p.walkers.New = func() any { return &walker{p: p} }
	p.telemetry, err = metadata.NewTelemetryBuilder(set.TelemetrySettings)
	return p, err
}

func (p *dlpProcessor) shutdown(context.Context) error {
	p.telemetry.Shutdown()
	return nil
}

// walker returns a walker for one record after another. Give it back with done.
func (p *dlpProcessor) walker() *walker { return p.walkers.Get().(*walker) }

func (p *dlpProcessor) done(w *walker) {
	w.dropped = 0
	p.walkers.Put(w)
}

// begin starts a record.
func (w *walker) begin() {
	w.report.reset()
	w.values, w.part = 0, part{}
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
	r, t, rules := &w.report, w.p.telemetry, w.p.engine.Rules()
	t.ProcessorDlpScanned.Add(ctx, int64(r.bytes))
	for _, e := range r.entries {
		t.ProcessorDlpFindings.Add(ctx, e.count, metric.WithAttributes(
			attribute.String("rule", rules[e.finding.Rule].ID), attribute.String("action", e.finding.Action.String())))
	}
	for _, reason := range r.cuts {
		t.ProcessorDlpValuesCut.Add(ctx, 1, metric.WithAttributes(attribute.String("reason", reason)))
	}
	if r.dropped == notDropped {
		return keep
	}
	n := records()
	w.dropped += n
	t.ProcessorDlpRecordsDropped.Add(ctx, int64(n), metric.WithAttributes(attribute.String("rule", rules[r.dropped].ID)))
	return drop
}

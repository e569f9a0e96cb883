// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.uber.org/zap"

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
	facts     []fact // by rule
	limits    []*limit
	warned    []atomic.Bool // by limit
	errorMode string
	logger    *zap.Logger
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
		errorMode: cfg.ErrorMode, logger: set.Logger,
	}
	if p.engine, err = cfg.compile(keyers); err != nil {
		return nil, err
	}
	if p.fields, err = newFields(cfg.Fields); err != nil {
		return nil, err
	}
	p.facts = cfg.facts(p.engine.Rules())
	if p.limits, err = cfg.limits(p.engine.Rules(), set.TelemetrySettings); err != nil {
		return nil, err
	}
	p.warned = make([]atomic.Bool, len(p.limits))
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
	w.dropped, w.err = 0, nil
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
	t.ProcessorDlpScanned.Add(ctx, int64(r.bytes))
	for _, e := range r.entries {
		t.ProcessorDlpFindings.Add(ctx, e.count, facts[e.finding.Rule].found[e.finding.Action])
	}
	for _, reason := range r.cuts {
		t.ProcessorDlpValuesCut.Add(ctx, 1, metric.WithAttributes(attribute.String("reason", reason)))
	}
	if r.dropped == notDropped {
		return keep
	}
	n := records()
	w.dropped += n
	t.ProcessorDlpRecordsDropped.Add(ctx, int64(n), facts[r.dropped].dropped)
	return drop
}

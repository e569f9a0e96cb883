// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"context"
	"errors"
	"fmt"

	"go.opentelemetry.io/collector/component"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/pdataevent"
	"github.com/otelcol-mcp/otelcol-mcp/internal/ottlx"
)

// MappingConfig says how records of other sources become audit events.
type MappingConfig struct {
	// Logs lists mappings for log records; the first that applies is used.
	Logs []pdataevent.MappingConfig `mapstructure:"logs"`
	// Spans lists mappings for spans; the first that applies is used.
	Spans []pdataevent.MappingConfig `mapstructure:"spans"`

	_ struct{}
}

// reader turns records of type K into events and evaluates the signals on them.
type reader[K any] struct {
	mappings []*pdataevent.Mapping[K]
	signals  []*pdataevent.Signal[K]
}

func newReader[K any](configs []pdataevent.MappingConfig, p *ottlx.Parser[K]) (reader[K], error) {
	var r reader[K]
	var errs []error
	for i, cfg := range configs {
		m, err := pdataevent.Compile(cfg, p)
		if err != nil {
			errs = append(errs, fmt.Errorf("[%d] %s: %w", i, cfg.Name, err))
		}
		r.mappings = append(r.mappings, m)
	}
	return r, errors.Join(errs...)
}

// idle reports whether there is nothing to evaluate, so that no context need be made.
func (r *reader[K]) idle() bool { return len(r.mappings)+len(r.signals) == 0 }

// apply maps the record if a mapping applies, completes the event, and adds the signals that the record raises. It
// returns whether the event is one half of an exchange, and how many expressions failed.
func (r *reader[K]) apply(ctx context.Context, record K, ev *detect.Event) (pair bool, failed int) {
	pair, failed = r.translate(ctx, record, ev)
	for _, s := range r.signals {
		failed += s.Eval(ctx, record, ev)
	}
	return pair, failed
}

func (r *reader[K]) translate(ctx context.Context, record K, ev *detect.Event) (pair bool, failed int) {
	for _, m := range r.mappings {
		if m.Applies(ctx, record) {
			return m.Pair, m.Apply(ctx, record, ev)
		}
	}
	pdataevent.Finish(ev)
	return false, 0
}

// readers has one reader for each kind of record.
type readers struct {
	logs  reader[ottlx.Log]
	spans reader[ottlx.Span]
}

func newReaders(cfg *Config, set component.TelemetrySettings) (*readers, error) {
	logParser, err := ottlx.Logs(set)
	if err != nil {
		return nil, err
	}
	spanParser, err := ottlx.Spans(set)
	if err != nil {
		return nil, err
	}
	var r readers
	var errs [3]error
	if r.logs, errs[0] = newReader(cfg.Mapping.Logs, logParser); errs[0] != nil {
		errs[0] = fmt.Errorf("mapping::logs%w", errs[0])
	}
	if r.spans, errs[1] = newReader(cfg.Mapping.Spans, spanParser); errs[1] != nil {
		errs[1] = fmt.Errorf("mapping::spans%w", errs[1])
	}
	r.logs.signals, r.spans.signals, errs[2] = compileSignals(cfg.Signals, logParser, spanParser)
	return &r, errors.Join(errs[:]...)
}

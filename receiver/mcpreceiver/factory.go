// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"context"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/config/configoptional"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/receiver"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadata"
)

// NewFactory returns the factory of the mcp receiver.
func NewFactory() receiver.Factory {
	s := &shared{receivers: map[*Config]*mcpReceiver{}}
	return receiver.NewFactory(
		metadata.Type,
		createDefaultConfig,
		receiver.WithLogs(s.createLogs, metadata.LogsStability),
		receiver.WithTraces(s.createTraces, metadata.TracesStability),
	)
}

func createDefaultConfig() component.Config {
	return &Config{
		Proxy:      configoptional.Default(newDefaultProxyConfig()),
		Ingest:     configoptional.Default(newDefaultIngestConfig()),
		Replay:     configoptional.Default(newDefaultReplayConfig()),
		SessionIDs: sessionIDsPseudonym,
		Identity:   IdentityConfig{JWTClaim: "sub"},
		Sessions: SessionsConfig{
			MaxSessions: 100_000, MaxPending: 100_000,
			IdleTimeout: 30 * time.Minute, RequestTimeout: 15 * time.Minute,
		},
		Capture: newDefaultCaptureConfig(),
		Queue:   QueueConfig{Size: 16384, Bytes: 128 << 20, FlushInterval: 100 * time.Millisecond, DrainTimeout: 10 * time.Second},
	}
}

func (s *shared) createLogs(_ context.Context, set receiver.Settings, cfg component.Config, next consumer.Logs) (receiver.Logs, error) {
	r, err := s.get(cfg.(*Config), set)
	if err != nil {
		return nil, err
	}
	r.logs = next
	return r, nil
}

func (s *shared) createTraces(_ context.Context, set receiver.Settings, cfg component.Config, next consumer.Traces) (receiver.Traces, error) {
	r, err := s.get(cfg.(*Config), set)
	if err != nil {
		return nil, err
	}
	r.traces = next
	return r, nil
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pipeline"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/metadata"
)

// NewFactory returns the factory of the session_anomaly connector.
func NewFactory() connector.Factory {
	f := factory{shared: newShared()}
	return connector.NewFactory(
		metadata.Type,
		createDefaultConfig,
		connector.WithLogsToMetrics(f.logsToMetrics, metadata.LogsToMetricsStability),
		connector.WithLogsToLogs(f.logsToLogs, metadata.LogsToLogsStability),
		connector.WithTracesToMetrics(f.tracesToMetrics, metadata.TracesToMetricsStability),
		connector.WithTracesToLogs(f.tracesToLogs, metadata.TracesToLogsStability),
	)
}

type factory struct{ shared *shared }

func (f factory) logsToMetrics(_ context.Context, set connector.Settings, cfg component.Config, next consumer.Metrics) (connector.Logs, error) {
	return f.shared.side(set, cfg.(*Config), &outlets{input: pipeline.SignalLogs, metrics: next})
}

func (f factory) logsToLogs(_ context.Context, set connector.Settings, cfg component.Config, next consumer.Logs) (connector.Logs, error) {
	return f.shared.side(set, cfg.(*Config), &outlets{input: pipeline.SignalLogs, logs: next})
}

func (f factory) tracesToMetrics(_ context.Context, set connector.Settings, cfg component.Config, next consumer.Metrics) (connector.Traces, error) {
	return f.shared.side(set, cfg.(*Config), &outlets{input: pipeline.SignalTraces, metrics: next})
}

func (f factory) tracesToLogs(_ context.Context, set connector.Settings, cfg component.Config, next consumer.Logs) (connector.Traces, error) {
	return f.shared.side(set, cfg.(*Config), &outlets{input: pipeline.SignalTraces, logs: next})
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"
	"fmt"

	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor"

	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/metadata"
)

// dlpProcessor scans and rewrites telemetry. It is safe for concurrent use.
type dlpProcessor struct {
	keyers    []*pseudonym.Keyer
	telemetry *metadata.TelemetryBuilder
}

func newProcessor(set processor.Settings, cfg *Config) (*dlpProcessor, error) {
	keyers, err := cfg.Pseudonyms.Keyers(set.Logger)
	if err != nil {
		return nil, fmt.Errorf("pseudonyms: %w", err)
	}
	telemetry, err := metadata.NewTelemetryBuilder(set.TelemetrySettings)
	if err != nil {
		return nil, err
	}
	return &dlpProcessor{keyers: keyers, telemetry: telemetry}, nil
}

func (p *dlpProcessor) shutdown(context.Context) error {
	p.telemetry.Shutdown()
	return nil
}

func (p *dlpProcessor) processLogs(_ context.Context, logs plog.Logs) (plog.Logs, error) {
	return logs, nil
}

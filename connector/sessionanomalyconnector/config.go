// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"errors"
	"fmt"
	"time"

	"go.opentelemetry.io/collector/component"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detectors"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/engine"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/measure"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/rules"
)

// Config configures the connector. Every default works: an empty section is a valid one.
type Config struct {
	// Sessions bounds the session table.
	Sessions SessionsConfig `mapstructure:"sessions"`
	// Mapping says how records of other sources become audit events.
	Mapping MappingConfig `mapstructure:"mapping"`
	// Metrics says how metrics are rendered and how often.
	Metrics MetricsConfig `mapstructure:"metrics"`
	// Findings says which findings are sent, and in which form.
	Findings FindingsConfig `mapstructure:"findings"`
	// Signals are conditions of your own, by name: what to count, by which key.
	Signals map[string]SignalConfig `mapstructure:"signals"`
	// Rules are findings of your own, by name: which signals and findings must come together.
	Rules map[string]rules.RuleConfig `mapstructure:"rules"`
	// Storage is the storage extension that keeps what detectors know across restarts (default none: it is lost).
	Storage *component.ID `mapstructure:"storage"`
	// Baselines says how statistical detectors learn what is usual, and where that is kept.
	Baselines BaselinesConfig `mapstructure:"baselines"`
	// Detectors has a section for each detector.
	Detectors detectors.Config `mapstructure:"detectors"`

	_ struct{}
}

// SessionsConfig bounds the session table. At a limit the least recently active session leaves, and is counted.
type SessionsConfig struct {
	// MaxCount is the most sessions held at once (default 100000).
	MaxCount int `mapstructure:"max_count"`
	// MaxBytes is the most memory all sessions together may take, in bytes (default 512 MiB).
	MaxBytes int64 `mapstructure:"max_bytes"`
	// IdleTimeout ends a session after so long without an event, in event time (default 30m).
	IdleTimeout time.Duration `mapstructure:"idle_timeout"`
	// Lateness is how far an event may lag behind the newest one, in event time, before it counts as late. A session is
	// kept so much longer than IdleTimeout, so that the order in which sources deliver does not matter (default 2m).
	Lateness time.Duration `mapstructure:"lateness"`
	// CheckpointInterval is how often, by the wall clock, what changed of the live sessions is written to the storage
	// extension, so that a crash loses no more than so much (default 1m; zero writes them at an orderly stop only).
	CheckpointInterval time.Duration `mapstructure:"checkpoint_interval"`

	_ struct{}
}

// Temporalities of metrics.
const (
	cumulative = "cumulative"
	delta      = "delta"
)

// MetricsConfig says how metrics are rendered.
type MetricsConfig struct {
	// FlushInterval is how often metrics are sent (default 15s).
	FlushInterval time.Duration `mapstructure:"flush_interval"`
	// CardinalityLimit is the most series of one metric; one overflow series takes the rest (default 2000).
	CardinalityLimit int `mapstructure:"cardinality_limit"`
	// Temporality is cumulative, as Prometheus wants it, or delta (default cumulative).
	Temporality string `mapstructure:"temporality"`
	// Expiration is how long a series that does not change is kept, by the clock of the machine (default 1h; zero keeps
	// every series).
	Expiration time.Duration `mapstructure:"expiration"`
	// ConnectionWindow is how long a client counts as connected after it was last seen, in event time (default 5m).
	ConnectionWindow time.Duration `mapstructure:"connection_window"`
	// Dimensions renames, drops and adds attributes.
	Dimensions measure.Dimensions `mapstructure:"dimensions"`

	_ struct{}
}

// FindingsConfig says which findings are sent, and in which form.
type FindingsConfig struct {
	// RearmInterval is how long, in event time, a finding with an equal dedup key is held back. A worse severity always
	// passes (default 15m; zero raises every finding).
	RearmInterval time.Duration `mapstructure:"rearm_interval"`
	// Format of the log records: otel (attributes under mcpsec.finding) or ocsf (an OCSF 1.6.0 Detection Finding as the
	// body). Default otel.
	Format string `mapstructure:"format"`
	// Suppress lists OTTL conditions on the finding in its otel form; a finding for which one holds is not sent, and is
	// counted (default none).
	Suppress []string `mapstructure:"suppress"`

	_ struct{}
}

func (c *Config) engine() engine.Config {
	return engine.Config{
		MaxSessions: c.Sessions.MaxCount, MaxBytes: c.Sessions.MaxBytes, IdleTimeout: c.Sessions.IdleTimeout,
		Lateness: c.Sessions.Lateness, Rearm: c.Findings.RearmInterval,
	}
}

func createDefaultConfig() component.Config {
	return &Config{
		Sessions:  SessionsConfig{MaxCount: 100_000, MaxBytes: 512 << 20, IdleTimeout: 30 * time.Minute, Lateness: 2 * time.Minute, CheckpointInterval: time.Minute},
		Metrics:   MetricsConfig{FlushInterval: 15 * time.Second, CardinalityLimit: 2000, Temporality: cumulative, Expiration: time.Hour, ConnectionWindow: 5 * time.Minute},
		Findings:  FindingsConfig{RearmInterval: 15 * time.Minute, Format: formatOTel},
		Baselines: newBaselinesConfig(),
		Detectors: detectors.NewConfig(),
	}
}

// Validate reports every mistake at once. The sections' own Validate methods are called by the collector.
func (c *Config) Validate() error {
	var errs []error
	if c.Sessions.MaxCount < 1 {
		errs = append(errs, errors.New("sessions: max_count must be at least 1"))
	}
	if c.Sessions.MaxBytes < 1<<20 {
		errs = append(errs, fmt.Errorf("sessions: max_bytes must be at least %d (1 MiB)", 1<<20))
	}
	if c.Sessions.IdleTimeout <= 0 {
		errs = append(errs, errors.New("sessions: idle_timeout must be above zero, for example 30m"))
	}
	if c.Sessions.Lateness < 0 {
		errs = append(errs, errors.New("sessions: lateness must not be negative"))
	}
	if every := c.Sessions.CheckpointInterval; every != 0 && every < time.Second {
		errs = append(errs, errors.New("sessions: checkpoint_interval must be at least 1s, or 0 for none but at the stop"))
	}
	if c.Metrics.FlushInterval <= 0 {
		errs = append(errs, errors.New("metrics: flush_interval must be above zero, for example 15s"))
	}
	if c.Metrics.CardinalityLimit < 2 {
		errs = append(errs, errors.New("metrics: cardinality_limit must be at least 2"))
	}
	if c.Metrics.Temporality != cumulative && c.Metrics.Temporality != delta {
		errs = append(errs, fmt.Errorf("metrics: temporality must be %s or %s, not %q", cumulative, delta, c.Metrics.Temporality))
	}
	if c.Metrics.Expiration < 0 {
		errs = append(errs, errors.New("metrics: expiration must not be negative"))
	}
	if c.Metrics.ConnectionWindow <= 0 {
		errs = append(errs, errors.New("metrics: connection_window must be above zero, for example 5m"))
	}
	if c.Findings.RearmInterval < 0 {
		errs = append(errs, errors.New("findings: rearm_interval must not be negative"))
	}
	if c.Findings.Format != formatOTel && c.Findings.Format != formatOCSF {
		errs = append(errs, fmt.Errorf("findings: format must be %s or %s, not %q", formatOTel, formatOCSF, c.Findings.Format))
	}
	if _, err := newFindingWriter(&c.Findings, "", quiet(), nil); err != nil {
		errs = append(errs, fmt.Errorf("findings: suppress: %w", err))
	}
	if _, err := newReaders(c, quiet()); err != nil {
		errs = append(errs, err)
	}
	errs = append(errs, rules.CheckNames(signalNames(c.Signals), c.Rules, detectors.Names()))
	return errors.Join(errs...)
}

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
)

// Config configures the connector. Every default works: an empty section is a valid one.
type Config struct {
	// Sessions bounds the session table.
	Sessions SessionsConfig `mapstructure:"sessions"`
	// Mapping says how records of other sources become audit events.
	Mapping MappingConfig `mapstructure:"mapping"`
	// Metrics says how metrics are rendered and how often.
	Metrics MetricsConfig `mapstructure:"metrics"`
	// Findings says when equal findings are raised again.
	Findings FindingsConfig `mapstructure:"findings"`
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

	_ struct{}
}

// MetricsConfig says how metrics are rendered.
type MetricsConfig struct {
	// FlushInterval is how often metrics are sent (default 15s).
	FlushInterval time.Duration `mapstructure:"flush_interval"`
	// CardinalityLimit is the most series of one metric; one overflow series takes the rest (default 2000).
	CardinalityLimit int `mapstructure:"cardinality_limit"`

	_ struct{}
}

// FindingsConfig says when equal findings are raised again.
type FindingsConfig struct {
	// RearmInterval is how long, in event time, a finding with an equal dedup key is held back. A worse severity always
	// passes (default 15m; zero raises every finding).
	RearmInterval time.Duration `mapstructure:"rearm_interval"`

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
		Sessions:  SessionsConfig{MaxCount: 100_000, MaxBytes: 512 << 20, IdleTimeout: 30 * time.Minute, Lateness: 2 * time.Minute},
		Metrics:   MetricsConfig{FlushInterval: 15 * time.Second, CardinalityLimit: 2000},
		Findings:  FindingsConfig{RearmInterval: 15 * time.Minute},
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
	if c.Metrics.FlushInterval <= 0 {
		errs = append(errs, errors.New("metrics: flush_interval must be above zero, for example 15s"))
	}
	if c.Metrics.CardinalityLimit < 2 {
		errs = append(errs, errors.New("metrics: cardinality_limit must be at least 2"))
	}
	if c.Findings.RearmInterval < 0 {
		errs = append(errs, errors.New("findings: rearm_interval must not be negative"))
	}
	return errors.Join(errs...)
}

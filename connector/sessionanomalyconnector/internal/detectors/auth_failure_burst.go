// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/window"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// AuthFailureBurstConfig configures auth_failure_burst.
type AuthFailureBurstConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// Threshold is how many failed authentications from one source within Window are tolerated (default 5).
	Threshold int64 `mapstructure:"threshold"`
	// Window is the sliding window of event time (default 5m).
	Window time.Duration `mapstructure:"window"`
	// MaxSources bounds how many sources are watched at once; the least recently active one leaves first (default 10000).
	MaxSources int `mapstructure:"max_sources"`

	_ struct{}
}

// NewAuthFailureBurstConfig returns the defaults.
func NewAuthFailureBurstConfig() AuthFailureBurstConfig {
	return AuthFailureBurstConfig{Enabled: true, Threshold: 5, Window: 5 * time.Minute, MaxSources: 10000}
}

// Validate reports every mistake at once.
func (c *AuthFailureBurstConfig) Validate() error {
	return validateCount(c.Threshold, c.Window, c.MaxSources, "max_sources")
}

func (c *AuthFailureBurstConfig) enabled() bool { return c.Enabled }

func (c *AuthFailureBurstConfig) build(*detect.Setup) (detect.Detector, error) {
	return &authFailureBurst{cfg: *c, sources: window.NewKeyed[source](c.MaxSources)}, nil
}

// authFailureBurst counts failed authentications by client address. It needs no session: a refused login has none.
type authFailureBurst struct {
	cfg     AuthFailureBurstConfig
	sources *window.Keyed[source]
}

type source struct {
	failures window.Counter
	calls    []detect.Call // the latest failures, at most detect.RecentCalls
}

var _ detect.Detector = (*authFailureBurst)(nil)

func (*authFailureBurst) Name() string { return "auth_failure_burst" }

func (d *authFailureBurst) Observe(env *detect.Env, ev *detect.Event, _ *detect.Session) {
	if ev.Outcome != schema.OutcomeAuthFailed {
		return
	}
	key := sourceOf(ev)
	src := d.sources.Get(key, ev.Time)
	src.calls = appendLatest(src.calls, detect.CallOf(env, ev, "failed authentication"))
	if n := src.failures.Add(ev.Time, 1, d.cfg.Window); n > d.cfg.Threshold {
		env.Emit(d.finding(ev, key, n, src.calls))
	}
}

func (d *authFailureBurst) Tick(env *detect.Env) { d.sources.Expire(env.Now().Add(-d.cfg.Window)) }

func (d *authFailureBurst) finding(ev *detect.Event, key string, n int64, calls []detect.Call) detect.Finding {
	severity := detect.High
	if n > 10*d.cfg.Threshold {
		severity = detect.Critical
	}
	return detect.Finding{
		Severity: severity, Confidence: 0.9, DedupKey: key, Evidence: append([]detect.Call(nil), calls...),
		Title:       fmt.Sprintf("%d failed authentications from %s", n, orUnknown(ev.ClientAddress)),
		Description: fmt.Sprintf("%d requests from one source failed authentication within %s; up to %d are tolerated. Someone may be guessing or replaying credentials.", n, d.cfg.Window, d.cfg.Threshold),
		Observed:    float64(n), Baseline: float64(d.cfg.Threshold),
	}
}

// sourceOf is what failures are counted by: the address, or else the client's fingerprint, user or server.
func sourceOf(ev *detect.Event) string {
	for _, s := range []string{ev.ClientAddress, ev.ClientFingerprint, ev.User, ev.Server} {
		if s != "" {
			return s
		}
	}
	return "unknown"
}

func orUnknown(s string) string {
	if s == "" {
		return "an unknown source"
	}
	return s
}

// appendLatest keeps the last detect.RecentCalls calls.
func appendLatest(calls []detect.Call, c detect.Call) []detect.Call {
	if len(calls) >= detect.RecentCalls {
		copy(calls, calls[1:])
		calls = calls[:len(calls)-1]
	}
	return append(calls, c)
}

func validateCount(threshold int64, length time.Duration, limit int, limitKey string) error {
	var errs []error
	if threshold < 1 {
		errs = append(errs, errors.New("threshold must be at least 1"))
	}
	if length <= 0 {
		errs = append(errs, errors.New("window must be above zero, for example 5m"))
	}
	if limit < 1 {
		errs = append(errs, fmt.Errorf("%s must be at least 1", limitKey))
	}
	return errors.Join(errs...)
}

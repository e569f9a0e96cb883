// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/content"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/window"
)

// SlowExfiltrationConfig configures slow_exfiltration.
type SlowExfiltrationConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// Bytes is how many letters and digits of private results one user may send to outward tools within Window (default 4096).
	Bytes int64 `mapstructure:"bytes"`
	// MinCalls is over how many calls they must be spread (default 5); fewer calls are read_then_exfiltrate's business.
	MinCalls int64 `mapstructure:"min_calls"`
	// Window is the sliding window of event time (default 24h).
	Window time.Duration `mapstructure:"window"`
	// MaxUsers bounds how many users are watched at once; the least recently active one leaves first (default 10000).
	MaxUsers int `mapstructure:"max_users"`

	_ struct{}
}

// NewSlowExfiltrationConfig returns the defaults.
func NewSlowExfiltrationConfig() SlowExfiltrationConfig {
	return SlowExfiltrationConfig{Enabled: true, Bytes: 4096, MinCalls: 5, Window: 24 * time.Hour, MaxUsers: 10000}
}

// Validate reports every mistake at once.
func (c *SlowExfiltrationConfig) Validate() error {
	var errs []error
	if c.Bytes < 1 {
		errs = append(errs, errors.New("bytes must be at least 1"))
	}
	if c.Window <= 0 {
		errs = append(errs, errors.New("window must be above zero, for example 24h"))
	}
	if c.MaxUsers < 1 {
		errs = append(errs, errors.New("max_users must be at least 1"))
	}
	if c.MinCalls < 2 {
		errs = append(errs, errors.New("min_calls must be at least 2"))
	}
	return errors.Join(errs...)
}

func (c *SlowExfiltrationConfig) enabled() bool { return c.Enabled }

func (c *SlowExfiltrationConfig) buildWith(tracker *content.Tracker) detect.Detector {
	return &slowExfiltration{cfg: *c, tracker: tracker, users: window.NewKeyed[outflow](c.MaxUsers)}
}

// slowExfiltration adds up what of private results a user sends out, call by call, session by session.
type slowExfiltration struct {
	cfg     SlowExfiltrationConfig
	tracker *content.Tracker
	users   *window.Keyed[outflow]
	evicted int64
}

type outflow struct {
	bytes, calls window.Counter
	latest       []detect.Call // at most detect.RecentCalls
}

var (
	_ detect.Ticker    = (*slowExfiltration)(nil)
	_ detect.Selective = (*slowExfiltration)(nil)
)

func (*slowExfiltration) Name() string { return "slow_exfiltration" }

// Only implements detect.Selective.
func (*slowExfiltration) Only() detect.Traits { return detect.Flowing }

func (d *slowExfiltration) Observe(env *detect.Env, ev *detect.Event, s *detect.Session) {
	v := d.tracker.Look(env, ev, s)
	if v == nil {
		return
	}
	var sent int64
	for i := range v.Flows {
		if f := &v.Flows[i]; f.Source.Sensitive() {
			sent += int64(v.Left(f))
		}
	}
	if sent == 0 {
		return
	}
	who := orElse(s.User, s.Key)
	out := d.users.Get(who, ev.Time)
	if d.users.Evicted > d.evicted {
		env.Drop(dropBaselineLimit, d.users.Evicted-d.evicted)
		d.evicted = d.users.Evicted
	}
	out.latest = appendLatest(out.latest, detect.CallOf(env, ev, "sent private content"))
	calls := out.calls.Add(ev.Time, 1, d.cfg.Window)
	if total := out.bytes.Add(ev.Time, sent, d.cfg.Window); total > d.cfg.Bytes && calls >= d.cfg.MinCalls {
		env.Emit(d.finding(who, total, calls, out.latest))
	}
}

func (d *slowExfiltration) Tick(env *detect.Env) { d.users.Expire(env.Now().Add(-d.cfg.Window)) }

func (d *slowExfiltration) finding(who string, total, calls int64, latest []detect.Call) detect.Finding {
	severity := detect.High
	if total > 10*d.cfg.Bytes {
		severity = detect.Critical
	}
	return detect.Finding{
		Severity: severity, Confidence: 0.7, Observed: float64(total), Baseline: float64(d.cfg.Bytes), DedupKey: who + "|" + severity.String(),
		Evidence: append([]detect.Call(nil), latest...),
		Title:    fmt.Sprintf("Private content leaves bit by bit: %d letters and digits in %d calls", total, calls),
		Description: fmt.Sprintf("Within %s, %d calls to outward tools carried %d letters and digits of private results; up to %d are usual. No single call need look suspicious.",
			d.cfg.Window, calls, total, d.cfg.Bytes),
	}
}

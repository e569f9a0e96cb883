// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/window"
)

// criticalFactor is how many times the threshold make a spike a severity worse.
const criticalFactor = 10

// SpikeConfig configures a detector that counts one outcome by key over a window.
type SpikeConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// Threshold is how many within Window are tolerated for one key.
	Threshold int64 `mapstructure:"threshold"`
	// Window is the sliding window of event time (default 5m).
	Window time.Duration `mapstructure:"window"`
	// By is what is counted apart: source, user, tool, server or session. Where an event does not say, source falls back
	// from the client's address to its fingerprint, user and server; the others fall back to source.
	By string `mapstructure:"by"`
	// MaxKeys bounds how many keys are watched at once; the least recently active one leaves first (default 10000).
	MaxKeys int `mapstructure:"max_keys"`

	_ struct{}
}

func newSpikeConfig(threshold int64, by string) SpikeConfig {
	return SpikeConfig{Enabled: true, Threshold: threshold, Window: 5 * time.Minute, By: by, MaxKeys: 10_000}
}

var spikeKeys = []string{"source", "user", "tool", "server", "session"}

// Validate reports every mistake at once.
func (c *SpikeConfig) Validate() error {
	var errs []error
	if c.Threshold < 1 {
		errs = append(errs, errors.New("threshold must be at least 1"))
	}
	if c.Window <= 0 {
		errs = append(errs, errors.New("window must be above zero, for example 5m"))
	}
	if c.MaxKeys < 1 {
		errs = append(errs, errors.New("max_keys must be at least 1"))
	}
	if !slices.Contains(spikeKeys, c.By) {
		errs = append(errs, fmt.Errorf("by must be one of %v, not %q", spikeKeys, c.By))
	}
	return errors.Join(errs...)
}

func (c *SpikeConfig) enabled() bool { return c.Enabled }

// spike counts events with one outcome. It needs no session: a refused login has none.
type spike struct {
	cfg      SpikeConfig
	name     string
	outcome  string
	what     string // what happened, in the plural, for people
	meaning  string // what it may mean
	severity detect.Severity
	keys     *window.Keyed[burst]
}

type burst struct {
	Count window.Counter
	Calls []detect.Call // the latest, at most detect.RecentCalls
}

var (
	_ detect.Detector  = (*spike)(nil)
	_ detect.Selective = (*spike)(nil)
	_ detect.Ticker    = (*spike)(nil)
	_ detect.Persister = (*spike)(nil)
)

func (d *spike) start() detect.Detector {
	d.keys = window.NewKeyed[burst](d.cfg.MaxKeys)
	return d
}

func (d *spike) Name() string { return d.name }

// Only implements detect.Selective: no outcome that is counted is a success.
func (*spike) Only() detect.Traits { return detect.Unsuccessful }

func (d *spike) Observe(env *detect.Env, ev *detect.Event, _ *detect.Session) {
	if ev.Outcome != d.outcome {
		return
	}
	key := keyOf(ev, d.cfg.By)
	before := d.keys.Evicted
	b := d.keys.Get(key, ev.Time)
	if d.keys.Evicted > before {
		env.Drop("max_keys", 1)
	}
	b.Calls = appendLatest(b.Calls, detect.CallOf(env, ev, d.outcome))
	if n := b.Count.Add(ev.Time, 1, d.cfg.Window); n > d.cfg.Threshold {
		env.Emit(d.finding(key, n, b.Calls))
	}
}

func (d *spike) Tick(env *detect.Env) { d.keys.Expire(env.Now().Add(-d.cfg.Window)) }

// storedBurst is one key as it is stored, least recently active first.
type storedBurst struct {
	Key   string
	Used  time.Time
	Burst burst
}

// Save implements detect.Persister: windows that are open go on after a restart.
func (d *spike) Save() ([]byte, error) {
	list := []storedBurst{}
	d.keys.Each(func(key string, used time.Time, b *burst) { list = append(list, storedBurst{key, used, *b}) })
	return json.Marshal(list)
}

// Load implements detect.Persister.
func (d *spike) Load(data []byte) error {
	var list []storedBurst
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	for _, s := range list {
		*d.keys.Get(s.Key, s.Used) = s.Burst
	}
	return nil
}

func (d *spike) finding(key string, n int64, calls []detect.Call) detect.Finding {
	severity := d.severity
	if n > criticalFactor*d.cfg.Threshold {
		severity++
	}
	return detect.Finding{
		Severity: severity, Confidence: 0.9, DedupKey: d.cfg.By + "=" + key, Evidence: slices.Clone(calls),
		Title: fmt.Sprintf("%d %s within %s from one %s", n, d.what, d.cfg.Window, d.cfg.By),
		Description: fmt.Sprintf("%s %s: %d %s within %s, up to %d are tolerated. %s",
			d.cfg.By, key, n, d.what, d.cfg.Window, d.cfg.Threshold, d.meaning),
		Observed: float64(n), Baseline: float64(d.cfg.Threshold),
	}
}

func keyOf(ev *detect.Event, by string) string {
	var key string
	switch by {
	case "user":
		key = ev.User
	case "tool":
		key = ev.Tool
	case "server":
		key = ev.Server
	case "session":
		key = ev.SessionKey
	}
	if key != "" {
		return key
	}
	return sourceOf(ev)
}

// sourceOf is the client's address, or else its fingerprint, user or server.
func sourceOf(ev *detect.Event) string {
	for _, s := range [...]string{ev.ClientAddress, ev.ClientFingerprint, ev.User, ev.Server} {
		if s != "" {
			return s
		}
	}
	return "unknown"
}

// appendLatest keeps the last detect.RecentCalls calls.
func appendLatest(calls []detect.Call, c detect.Call) []detect.Call {
	if len(calls) >= detect.RecentCalls {
		copy(calls, calls[1:])
		calls = calls[:len(calls)-1]
	}
	return append(calls, c)
}

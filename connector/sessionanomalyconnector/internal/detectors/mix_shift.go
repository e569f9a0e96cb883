// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/baseline"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/mix"
)

const (
	// maxPerSession is how many calls of one tool a session can add to a window, and to what is learned: the mix is that of
	// the sessions, not of the busiest one.
	maxPerSession = 16
	// minWindows is how many windows must have been compared before their quantile is a threshold.
	minWindows = 12
)

// MixShiftConfig configures mix_shift.
type MixShiftConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// Window is the event time over which the mix of a server's tools is taken (default 1h).
	Window time.Duration `mapstructure:"window"`
	// Grace is how long after its end a window waits for late events (default 5m).
	Grace time.Duration `mapstructure:"grace"`
	// MinCalls and MinSessions are what a window must have to be compared (default 100 calls of 10 sessions).
	MinCalls    int `mapstructure:"min_calls"`
	MinSessions int `mapstructure:"min_sessions"`
	// Quantile of the divergence of earlier windows that must be exceeded (default 0.99).
	Quantile float64 `mapstructure:"quantile"`
	// Margin is how many times that quantile must be exceeded (default 1.5).
	Margin float64 `mapstructure:"margin"`
	// MinDivergence is the divergence below which nothing is found: 0 for equal mixes, 1 for mixes without a tool in common
	// (default 0.15).
	MinDivergence float64 `mapstructure:"min_divergence"`
	// MaxServers bounds how many servers are watched (default 256).
	MaxServers int `mapstructure:"max_servers"`

	_ struct{}
}

// NewMixShiftConfig returns the defaults.
func NewMixShiftConfig() MixShiftConfig {
	return MixShiftConfig{
		Enabled: true, Window: time.Hour, Grace: 5 * time.Minute, MinCalls: 100, MinSessions: 10,
		Quantile: 0.99, Margin: 1.5, MinDivergence: 0.15, MaxServers: 256,
	}
}

// Validate reports every mistake at once.
func (c *MixShiftConfig) Validate() error {
	var errs []error
	if c.Window < time.Minute {
		errs = append(errs, errors.New("window must be at least 1m, for example 1h"))
	}
	if c.Grace < 0 || c.Grace > c.Window {
		errs = append(errs, errors.New("grace must be between 0 and window"))
	}
	if c.MinCalls < 1 || c.MinSessions < 1 {
		errs = append(errs, errors.New("min_calls and min_sessions must be at least 1"))
	}
	if c.Quantile <= 0 || c.Quantile > 1 {
		errs = append(errs, errors.New("quantile must be above 0 and at most 1"))
	}
	if c.Margin < 1 {
		errs = append(errs, errors.New("margin must be at least 1"))
	}
	if c.MinDivergence < 0 || c.MinDivergence > 1 {
		errs = append(errs, errors.New("min_divergence must be between 0 and 1"))
	}
	if c.MaxServers < 1 || c.MaxServers > 65536 {
		errs = append(errs, errors.New("max_servers must be between 1 and 65536"))
	}
	return errors.Join(errs...)
}

func (c *MixShiftConfig) enabled() bool { return c.Enabled }

func (c *MixShiftConfig) build(setup *detect.Setup) (detect.Detector, error) {
	return &mixShift{
		cfg:     *c,
		slot:    detect.NewSlot(setup, func() *mixState { return &mixState{} }),
		servers: baseline.NewStore(setup.Baselines, c.MaxServers, mix.NewSignature),
		open:    map[string]*mixWindows{},
	}, nil
}

// mixShift finds servers whose tools are used in other proportions than usual.
type mixShift struct {
	cfg     MixShiftConfig
	slot    detect.Slot[*mixState]
	servers *baseline.Store[*mix.Signature]
	open    map[string]*mixWindows // by server
	latest  openWindow
}

var (
	_ detect.Detector     = (*mixShift)(nil)
	_ detect.SessionEnder = (*mixShift)(nil)
	_ detect.Ticker       = (*mixShift)(nil)
	_ detect.Learner      = (*mixShift)(nil)
)

func (*mixShift) Name() string { return "mix_shift" }

func (d *mixShift) Observe(env *detect.Env, ev *detect.Event, s *detect.Session) {
	if !s.InCall() || ev.Server == "" {
		return
	}
	position, found := s.Position()
	if !found {
		return
	}
	number := ev.Time.Unix() / int64(d.cfg.Window/time.Second)
	newcomer, counts := d.slot.Get(s).count(number, position, s.Tools())
	if !counts {
		return
	}
	w := d.windowNow(env, s.Tools()[position].Server, number)
	if w == nil {
		return
	}
	w.add(env, ev, s.Tools()[position].Tool)
	if newcomer {
		w.sessions++
	}
}

// Tick closes the windows that are over, in the order of their servers' names.
func (d *mixShift) Tick(env *detect.Env) {
	length := int64(d.cfg.Window / time.Second)
	due := env.Now().Add(-d.cfg.Grace).Unix() / length
	d.latest = openWindow{}
	for _, server := range sortedKeys(d.open) {
		windows := d.open[server]
		for _, w := range windows.takeBefore(due) {
			d.close(env, server, w, time.Unix((w.number+1)*length, 0).UTC())
		}
		if len(windows.list) == 0 {
			delete(d.open, server)
		}
	}
}

// close compares a window that is over with what is usual, and learns from it if it is no exception.
func (d *mixShift) close(env *detect.Env, server string, w *mixWindow, end time.Time) {
	known, ready := d.servers.Ready(server)
	if ready && w.counts.Total() >= float64(d.cfg.MinCalls) && w.sessions >= d.cfg.MinSessions {
		bits, changes := w.counts.Compare(known.Usual)
		usual, windows := known.Limit(d.cfg.Quantile)
		if windows >= minWindows && bits > max(d.cfg.MinDivergence, usual*d.cfg.Margin) {
			d.servers.Pass(server, end)
			env.Emit(d.finding(server, w, end, bits, usual, changes))
			return
		}
		known.Score(bits)
	}
	d.learn(env, server, w, end)
}

func (d *mixShift) learn(env *detect.Env, server string, w *mixWindow, end time.Time) {
	for i := range w.clean {
		known, evicted := d.servers.Learn(server, end)
		env.Drop(dropBaselineLimit, evicted)
		if i == 0 {
			known.Usual.AddAll(w.ended)
		}
	}
}

func (d *mixShift) finding(server string, w *mixWindow, end time.Time, bits, usual float64, changes []mix.Change) detect.Finding {
	return detect.Finding{
		Severity: detect.Medium, Confidence: 0.5, Observed: bits, Baseline: usual, DedupKey: server, Server: server, Time: end,
		Evidence: w.evidence(changes),
		Title:    "Mix of tools on " + server + " left its usual pattern",
		Description: fmt.Sprintf("In the %s up to %s, %d sessions made %.0f calls in other proportions than usual (divergence %.2f, usually below "+
			"%.2f): %s.", d.cfg.Window, end.Format(time.RFC3339), w.sessions, w.counts.Total(), bits, usual, describeChanges(changes)),
	}
}

func describeChanges(changes []mix.Change) string {
	var parts []string
	for _, c := range changes[:min(len(changes), 3)] {
		parts = append(parts, fmt.Sprintf("%s %.0f%% instead of %.0f%%", orOther(c.Tool), 100*c.To, 100*c.From))
	}
	return strings.Join(parts, ", ")
}

func orOther(tool string) string {
	if tool == "" {
		return "other tools"
	}
	return tool
}

// SessionEnd sets the calls of a clean session aside until the present window has been compared.
func (d *mixShift) SessionEnd(env *detect.Env, s *detect.Session, why detect.EndReason) {
	if lessonOf(s, why) != learn {
		return
	}
	number := env.Now().Unix() / int64(d.cfg.Window/time.Second)
	for _, server := range s.Servers() {
		if w := d.window(env, server, number); w != nil && w.end(s, server) {
			w.clean++
		}
	}
}

// end adds a session's calls to one server. It reports false if there were none.
func (w *mixWindow) end(s *detect.Session, server string) bool {
	before := w.ended.Total()
	for _, use := range s.Tools() {
		if use.Server == server {
			w.ended.Add(use.Tool, float64(min(use.Calls, maxPerSession)))
		}
	}
	return w.ended.Total() > before
}

func (d *mixShift) Save() ([]byte, error) { return d.servers.Save() }

func (d *mixShift) Load(data []byte) error { return d.servers.Load(data) }

func (d *mixShift) Import(data []byte) error { return d.servers.Import(data) }

func (d *mixShift) Baselines() (held, warm int) { return d.servers.Count() }

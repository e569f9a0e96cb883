// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/argument"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/baseline"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/jsonleaf"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/lookup"
)

const (
	// maxScoredLeaves is how many values of one call are judged.
	maxScoredLeaves = 32
	// maxShownPath is how much of an argument's path a finding shows.
	maxShownPath = 64
)

// ArgumentDriftConfig configures argument_drift.
type ArgumentDriftConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// MaxShare is the share of earlier values up to which a kind of content is unusual for an argument (default 0.01).
	MaxShare float64 `mapstructure:"max_share"`
	// Quantile of the scores of earlier values of the argument that must be exceeded (default 0.995).
	Quantile float64 `mapstructure:"quantile"`
	// Margin is how many times that quantile must be exceeded (default 1.25).
	Margin float64 `mapstructure:"margin"`
	// MinBits is the score below which nothing is found (default 14).
	MinBits float64 `mapstructure:"min_bits"`
	// MinValues is how many values of an argument must have been learned and scored (default 50).
	MinValues int `mapstructure:"min_values"`
	// MaxTools bounds how many tools have profiles, up to 32 arguments each (default 1024).
	MaxTools int `mapstructure:"max_tools"`

	_ struct{}
}

// NewArgumentDriftConfig returns the defaults.
func NewArgumentDriftConfig() ArgumentDriftConfig {
	return ArgumentDriftConfig{
		Enabled: true, MaxShare: 0.01, Quantile: 0.995, Margin: 1.25, MinBits: 14, MinValues: 50, MaxTools: 1024,
	}
}

// Validate reports every mistake at once.
func (c *ArgumentDriftConfig) Validate() error {
	var errs []error
	if c.MaxShare < 0 || c.MaxShare >= 1 {
		errs = append(errs, errors.New("max_share must be at least 0 and below 1"))
	}
	if c.Quantile <= 0 || c.Quantile > 1 {
		errs = append(errs, errors.New("quantile must be above 0 and at most 1"))
	}
	if c.Margin < 1 {
		errs = append(errs, errors.New("margin must be at least 1"))
	}
	if c.MinBits < 0 {
		errs = append(errs, errors.New("min_bits must not be negative"))
	}
	if c.MinValues < 1 {
		errs = append(errs, errors.New("min_values must be at least 1"))
	}
	if c.MaxTools < 1 || c.MaxTools > 65536 {
		errs = append(errs, errors.New("max_tools must be between 1 and 65536"))
	}
	return errors.Join(errs...)
}

func (c *ArgumentDriftConfig) enabled() bool { return c.Enabled }

func (c *ArgumentDriftConfig) build(setup *detect.Setup) (detect.Detector, error) {
	return &argumentDrift{
		cfg:   *c,
		slot:  detect.NewSlot(setup, func() *driftState { return &driftState{} }),
		tools: baseline.NewStore(setup.Baselines, c.MaxTools, argument.NewTool),
		names: map[driftKey]*driftKey{},
	}, nil
}

// argumentDrift finds arguments whose content is of another kind than the argument usually has.
type argumentDrift struct {
	cfg   ArgumentDriftConfig
	slot  detect.Slot[*driftState]
	tools *baseline.Store[*argument.Tool]
	names map[driftKey]*driftKey
	// lately has names found of late.
	lately [64]*driftKey
}

// maxKeys bounds the keys remembered; they are cheap to make again.
const maxKeys = 8192

var (
	_ detect.Detector     = (*argumentDrift)(nil)
	_ detect.SessionEnder = (*argumentDrift)(nil)
	_ detect.Learner      = (*argumentDrift)(nil)
)

func (*argumentDrift) Name() string { return "argument_drift" }

func (d *argumentDrift) Observe(env *detect.Env, ev *detect.Event, s *detect.Session) {
	if !s.InCall() || ev.Arguments == "" {
		return
	}
	leaves := ev.ArgumentLeaves()
	if len(leaves) > maxScoredLeaves {
		env.Drop("leaf_limit", int64(len(leaves)-maxScoredLeaves))
		leaves = leaves[:maxScoredLeaves]
	}
	state, key := d.slot.Get(s), s.ToolOf(ev).Label()
	known, ready := d.tools.Ready(key)
	for i := range leaves {
		if leaves[i].Kind == jsonleaf.Bool || leaves[i].Kind == jsonleaf.Null {
			continue
		}
		place := state.place()
		if place < 0 && !ready {
			continue
		}
		described, score := argument.Describe(&leaves[i]), -1.0
		if ready {
			score = d.judge(env, state, key, known.Profile(i, leaves[i].Path), &leaves[i], &described)
		}
		if place >= 0 {
			state.Held[place] = observation{Of: d.argument(key, leaves[i].Path), Described: described, Score: float32(score)}
		}
	}
}

// judge scores a value against the profile of its argument; -1 says that there is none.
func (d *argumentDrift) judge(env *detect.Env, st *driftState, key string, p *argument.Profile, leaf *jsonleaf.Leaf, described *argument.Description) float64 {
	if p == nil || p.Weight() < float64(d.cfg.MinValues) {
		return -1
	}
	score := p.Score(described)
	if score <= d.cfg.MinBits {
		return score
	}
	limit, ok := p.Limit(d.cfg.Quantile, float64(d.cfg.MinValues))
	if !ok || score <= limit*d.cfg.Margin || p.Share(described.Kind) > d.cfg.MaxShare || st.raised(key, leaf.Path) {
		return score
	}
	f := detect.Finding{
		Severity: detect.Low, Confidence: 0.4, Observed: score, Baseline: limit,
		Title: fmt.Sprintf("Argument %q of %s is %s", shown(leaf.Path), key, described.Kind),
		Description: fmt.Sprintf("Argument %q of tool %s is %s; it usually is %s. %.2g of earlier values were of this kind; the value is %.1f bits "+
			"away from them, all but one in %.0f are within %.1f.", shown(leaf.Path), key, described.Kind, p.Usual(), p.Share(described.Kind), score,
			1/(1-min(d.cfg.Quantile, 0.9999)), limit),
	}
	if described.Kind.Carrier() && !p.Usual().Carrier() {
		f.Severity, f.Confidence = detect.Medium, 0.6
	}
	env.Emit(f)
	return score
}

func (d *argumentDrift) SessionEnd(env *detect.Env, s *detect.Session, why detect.EndReason) {
	state, used := d.slot.Peek(s)
	if !used {
		return
	}
	lesson := lessonOf(s, why)
	env.Drop(dropSessionLimit, int64(state.Seen)-int64(len(state.Held)))
	for i := range state.Held {
		o := &state.Held[i]
		switch {
		case lesson == pass && state.first(i):
			d.tools.Pass(o.Of.Key, s.Last())
		case lesson == learn:
			d.learn(env, s, o, state.first(i))
		}
	}
}

// learn adds one value; a session counts once for each of its tools.
func (d *argumentDrift) learn(env *detect.Env, s *detect.Session, o *observation, first bool) {
	known, exists := d.tools.Peek(o.Of.Key)
	if first || !exists {
		var evicted int64
		known, evicted = d.tools.Learn(o.Of.Key, s.Last())
		env.Drop(dropBaselineLimit, evicted)
	}
	if !known.Learn(o.Of.Path, &o.Described, float64(o.Score)) {
		env.Drop(dropBaselineLimit, 1)
	}
}

// argument gives the name of an argument in storage that all its values share.
func (d *argumentDrift) argument(key, path string) *driftKey {
	at := &d.lately[uint(lookup.Place(key)+lookup.Place(path))%uint(len(d.lately))]
	if name := *at; name == nil || name.Path != path || name.Key != key {
		*at = d.named(driftKey{key, path})
	}
	return *at
}

func (d *argumentDrift) named(k driftKey) *driftKey {
	if name, ok := d.names[k]; ok {
		return name
	}
	if len(d.names) >= maxKeys {
		clear(d.names)
	}
	name := &driftKey{k.Key, strings.Clone(k.Path)}
	d.names[*name] = name
	return name
}

func (d *argumentDrift) Save() ([]byte, error) { return d.tools.Save() }

func (d *argumentDrift) Load(data []byte) error { return d.tools.Load(data) }

func (d *argumentDrift) Import(data []byte) error { return d.tools.Import(data) }

func (d *argumentDrift) Baselines() (held, warm int) { return d.tools.Count() }

func shown(path string) string {
	if len(path) > maxShownPath {
		return strings.ToValidUTF8(path[:maxShownPath], "") + "..."
	}
	return path
}

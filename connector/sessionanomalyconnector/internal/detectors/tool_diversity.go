// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/baseline"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// ToolDiversityConfig configures tool_diversity.
type ToolDiversityConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// Factor is how many times the baseline of its type a session's number of unique tools must exceed. Default 3.
	Factor float64 `mapstructure:"factor"`
	// Quantile is which quantile of the unique tools of earlier sessions of the type is the baseline. Default 0.5, the
	// median.
	Quantile float64 `mapstructure:"quantile"`
	// Ceiling is a quantile of earlier sessions that must be exceeded as well, so that a type with a few naturally broad
	// sessions stays quiet. Default 0.99; 0 turns it off.
	Ceiling float64 `mapstructure:"ceiling"`
	// MinTools is the number of unique tools below which nothing is found. Default 5.
	MinTools int `mapstructure:"min_tools"`
	// InitialBaseline is the number of unique tools taken as usual for a session type that has not warmed up. Default 0:
	// such a type is not judged.
	InitialBaseline float64 `mapstructure:"initial_baseline"`

	_ struct{}
}

// NewToolDiversityConfig returns the defaults.
func NewToolDiversityConfig() ToolDiversityConfig {
	return ToolDiversityConfig{Enabled: true, Factor: 3, Quantile: 0.5, Ceiling: 0.99, MinTools: 5}
}

// Validate reports every mistake at once.
func (c *ToolDiversityConfig) Validate() error {
	var errs []error
	if c.Factor < 1 {
		errs = append(errs, errors.New("factor must be at least 1"))
	}
	if c.Quantile <= 0 || c.Quantile >= 1 {
		errs = append(errs, errors.New("quantile must be above 0 and below 1"))
	}
	if c.Ceiling < 0 || c.Ceiling > 1 {
		errs = append(errs, errors.New("ceiling must be between 0 and 1"))
	}
	if c.MinTools < 1 {
		errs = append(errs, errors.New("min_tools must be at least 1"))
	}
	if c.InitialBaseline < 0 {
		errs = append(errs, errors.New("initial_baseline must not be negative"))
	}
	return errors.Join(errs...)
}

func (c *ToolDiversityConfig) enabled() bool { return c.Enabled }

func (c *ToolDiversityConfig) build(setup *detect.Setup) (detect.Detector, error) {
	return &toolDiversity{
		cfg:    *c,
		slot:   detect.NewSlot(setup, func() *diversityState { return &diversityState{Next: c.MinTools} }),
		unique: baseline.NewStore(setup.Baselines, setup.Baselines.MaxTypes, baseline.NewQuantiles),
	}, nil
}

// toolDiversity finds sessions that use many more different tools than sessions of their type do.
type toolDiversity struct {
	cfg    ToolDiversityConfig
	slot   detect.Slot[*diversityState]
	unique *baseline.Store[*baseline.Quantiles]
}

var (
	_ detect.Detector     = (*toolDiversity)(nil)
	_ detect.SessionEnder = (*toolDiversity)(nil)
	_ detect.Learner      = (*toolDiversity)(nil)
	_ detect.Selective    = (*toolDiversity)(nil)
)

// diversityState remembers at how many tools the session is looked at again.
type diversityState struct{ Next int }

func (*diversityState) Size() int { return 8 }

func (*toolDiversity) Name() string { return "tool_diversity" }

// Only implements detect.Selective: as long as no tool is added, there is nothing new to look at.
func (*toolDiversity) Only() detect.Traits { return detect.Widening }

func (d *toolDiversity) Observe(env *detect.Env, _ *detect.Event, s *detect.Session) {
	if !s.InCall() || len(s.Tools()) < d.cfg.MinTools {
		return
	}
	state, tools := d.slot.Get(s), len(s.Tools())
	if tools < state.Next {
		return
	}
	state.Next = tools + 1
	usual, limit, known := d.limit(s.Type)
	if !known || float64(tools) <= limit {
		return
	}
	// One finding when the limit is passed, another at every doubling.
	state.Next = 2 * tools
	env.Emit(detect.Finding{
		Severity: detect.Medium, Confidence: 0.6,
		Title: fmt.Sprintf("Session uses %d different tools, %.3g are usual", tools, usual),
		Description: fmt.Sprintf("A session of type %q called %d different tools on %s. Sessions of this type use %.3g; "+
			"more than %.3g is unusual.", s.Type, tools, counted(len(s.Servers()), "server"), usual, limit),
		Observed: float64(tools), Baseline: usual,
	})
}

// limit returns what is usual for a session type and what must be exceeded.
func (d *toolDiversity) limit(sessionType string) (usual, limit float64, known bool) {
	b, ready := d.unique.Ready(sessionType)
	switch {
	case ready:
		usual = float64(b.Quantile(d.cfg.Quantile))
		limit = usual * d.cfg.Factor
		if d.cfg.Ceiling > 0 {
			limit = max(limit, float64(b.Quantile(d.cfg.Ceiling)))
		}
		return usual, limit, true
	case d.cfg.InitialBaseline > 0:
		return d.cfg.InitialBaseline, d.cfg.InitialBaseline * d.cfg.Factor, true
	}
	return 0, 0, false
}

func (d *toolDiversity) SessionEnd(env *detect.Env, s *detect.Session, why detect.EndReason) {
	switch lessonOf(s, why) {
	case learn:
		if s.Calls > 0 {
			b, evicted := d.unique.Learn(s.Type, s.Last())
			b.Add(uint64(len(s.Tools())))
			env.Drop(dropBaselineLimit, evicted)
		}
	case pass:
		d.unique.Pass(s.Type, s.Last())
	case ignore:
	}
}

func (d *toolDiversity) Save() ([]byte, error) { return d.unique.Save() }

func (d *toolDiversity) Load(data []byte) error { return d.unique.Load(data) }

func (d *toolDiversity) Import(data []byte) error { return d.unique.Import(data) }

func (d *toolDiversity) Baselines() (held, warm int) { return d.unique.Count() }

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"
	"unsafe"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/baseline"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

const (
	// scoreWindow is over how many calls surprise is averaged.
	scoreWindow = 4
	// maxSurprise is what one call can add, in bits: a single step that was never seen must not fire alone.
	maxSurprise = 8
	// maxLearnedCalls is how many calls of a session its type learns from; a session cannot weigh more than that.
	maxLearnedCalls = 256
	// minScores is how many sessions must have been scored before their quantile is a threshold.
	minScores = 50
	// scoreUnit is the resolution at which scores are kept, in parts of a bit.
	scoreUnit = 16
)

// SequenceAnomalyConfig configures sequence_anomaly.
type SequenceAnomalyConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// Quantile of the scores of earlier sessions of the type that must be exceeded (default 0.995).
	Quantile float64 `mapstructure:"quantile"`
	// Margin is how many times that quantile must be exceeded (default 1.25).
	Margin float64 `mapstructure:"margin"`
	// MinBits is the surprise per call, in bits, below which nothing is found (default 3).
	MinBits float64 `mapstructure:"min_bits"`

	_ struct{}
}

// NewSequenceAnomalyConfig returns the defaults.
func NewSequenceAnomalyConfig() SequenceAnomalyConfig {
	return SequenceAnomalyConfig{Enabled: true, Quantile: 0.995, Margin: 1.25, MinBits: 3}
}

// Validate reports every mistake at once.
func (c *SequenceAnomalyConfig) Validate() error {
	var errs []error
	if c.Quantile <= 0 || c.Quantile > 1 {
		errs = append(errs, errors.New("quantile must be above 0 and at most 1"))
	}
	if c.Margin < 1 {
		errs = append(errs, errors.New("margin must be at least 1"))
	}
	if c.MinBits < 0 {
		errs = append(errs, errors.New("min_bits must not be negative"))
	}
	return errors.Join(errs...)
}

func (c *SequenceAnomalyConfig) enabled() bool { return c.Enabled }

func (c *SequenceAnomalyConfig) build(setup *detect.Setup) (detect.Detector, error) {
	return &sequenceAnomaly{
		cfg:   *c,
		slot:  detect.NewSlot(setup, func() *sequenceState { return &sequenceState{} }),
		order: baseline.NewStore(setup.Baselines, setup.Baselines.MaxTypes, newSequences),
	}, nil
}

// sequenceAnomaly finds sessions that call tools in an order that is improbable for their type.
type sequenceAnomaly struct {
	cfg   SequenceAnomalyConfig
	slot  detect.Slot[*sequenceState]
	order *baseline.Store[*sequences]
	// lately remembers what models said of runs of calls.
	lately surprises
}

var (
	_ detect.Detector     = (*sequenceAnomaly)(nil)
	_ detect.SessionEnder = (*sequenceAnomaly)(nil)
	_ detect.Learner      = (*sequenceAnomaly)(nil)
)

// sequenceState holds what a session has called until it may be learned from.
type sequenceState struct {
	Calls  []uint8              // positions in the session's list of tools
	Worst  float64              // highest mean surprise so far
	Recent [scoreWindow]float32 // surprise of the latest calls, in bits
	Last   [2]uint16            // the two latest tools, by their position and one, 0 for none
	Next   uint8
	Raised bool
	Scored bool
}

const sequenceSize = int(unsafe.Sizeof(sequenceState{}))

func (st *sequenceState) Size() int { return sequenceSize + cap(st.Calls) }

func (*sequenceAnomaly) Name() string { return "sequence_anomaly" }

func (d *sequenceAnomaly) Observe(env *detect.Env, _ *detect.Event, s *detect.Session) {
	if !s.InCall() {
		return
	}
	position, found := s.Position()
	if !found {
		env.Drop(dropSessionLimit, 1)
		return
	}
	state := d.slot.Get(s)
	if known, ready := d.order.Ready(s.Type); ready {
		run := toolRun{toolBefore(s, state.Last[0]), toolBefore(s, state.Last[1]), s.Tools()[position].ToolName}
		d.judge(env, s, state, known, state.score(d.lately.of(known, run)))
	}
	state.Last = [2]uint16{state.Last[1], uint16(position + 1)}
	if len(state.Calls) < maxLearnedCalls {
		state.Calls = append(state.Calls, uint8(position))
	}
}

// toolBefore is a tool by its position and one, nil for none.
func toolBefore(s *detect.Session, next uint16) *detect.ToolName {
	if next == 0 || int(next) > len(s.Tools()) {
		return nil
	}
	return s.Tools()[next-1].ToolName
}

// score adds the surprise of a call and returns the mean of the latest ones.
func (st *sequenceState) score(surprise float64) float64 {
	st.Recent[st.Next] = float32(min(maxSurprise, surprise))
	st.Next = (st.Next + 1) % scoreWindow
	sum := float32(0)
	for _, bits := range st.Recent {
		sum += bits
	}
	mean := float64(sum) / scoreWindow
	st.Worst = max(st.Worst, mean)
	st.Scored = true
	return mean
}

func (d *sequenceAnomaly) judge(env *detect.Env, s *detect.Session, st *sequenceState, known *sequences, score float64) {
	if st.Raised || score <= d.cfg.MinBits || known.scores.Weight() < minScores {
		return
	}
	usual := float64(known.scores.Quantile(d.cfg.Quantile)) / scoreUnit
	if score <= usual*d.cfg.Margin {
		return
	}
	st.Raised = true
	env.Emit(detect.Finding{
		Severity: detect.Medium, Confidence: 0.5, Observed: score, Baseline: usual,
		Title: fmt.Sprintf("Order of calls is improbable for %q", s.Type),
		Description: fmt.Sprintf("The last %d calls carry %.1f bits of surprise each, in the mean, under the transitions learned for this "+
			"session type; all but one in %.0f sessions stay below %.1f.", scoreWindow, score, 1/(1-min(d.cfg.Quantile, 0.9999)), usual),
	})
}

func (d *sequenceAnomaly) SessionEnd(env *detect.Env, s *detect.Session, why detect.EndReason) {
	state, used := d.slot.Peek(s)
	switch lessonOf(s, why) {
	case learn:
		if used && len(state.Calls) > 0 {
			known, evicted := d.order.Learn(s.Type, s.Last())
			env.Drop(dropBaselineLimit, evicted+known.learn(s, state))
		}
	case pass:
		d.order.Pass(s.Type, s.Last())
	case ignore:
	}
}

func (d *sequenceAnomaly) Save() ([]byte, error) { return d.order.Save() }

func (d *sequenceAnomaly) Load(data []byte) error { return d.order.Load(data) }

func (d *sequenceAnomaly) Import(data []byte) error { return d.order.Import(data) }

func (d *sequenceAnomaly) Baselines() (held, warm int) { return d.order.Count() }

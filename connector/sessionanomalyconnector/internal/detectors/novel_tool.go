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
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/sketch"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/vocabulary"
)

// maxNovelPerSession is how many new tools of one session are reported one by one.
const maxNovelPerSession = 8

// NovelToolConfig configures novel_tool.
type NovelToolConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// MaxNovelty is the share of recent sessions that brought a new tool above which a new tool is no news (default 0.1).
	MaxNovelty float64 `mapstructure:"max_novelty"`
	// AcceptSessions, AcceptPrincipals and AcceptAfter say when a new tool has become usual: it was used in so many sessions
	// without any other finding, by so many users, over so long (default 10 sessions, 3 principals, 24h).
	AcceptSessions   int           `mapstructure:"accept_sessions"`
	AcceptPrincipals int           `mapstructure:"accept_principals"`
	AcceptAfter      time.Duration `mapstructure:"accept_after"`

	_ struct{}
}

// NewNovelToolConfig returns the defaults.
func NewNovelToolConfig() NovelToolConfig {
	return NovelToolConfig{Enabled: true, MaxNovelty: 0.1, AcceptSessions: 10, AcceptPrincipals: 3, AcceptAfter: 24 * time.Hour}
}

// Validate reports every mistake at once.
func (c *NovelToolConfig) Validate() error {
	var errs []error
	if c.MaxNovelty <= 0 || c.MaxNovelty > 1 {
		errs = append(errs, errors.New("max_novelty must be above 0 and at most 1"))
	}
	if c.AcceptSessions < 1 {
		errs = append(errs, errors.New("accept_sessions must be at least 1"))
	}
	if c.AcceptPrincipals < 1 || c.AcceptPrincipals > 16 {
		errs = append(errs, errors.New("accept_principals must be between 1 and 16"))
	}
	if c.AcceptAfter < 0 {
		errs = append(errs, errors.New("accept_after must not be negative"))
	}
	return errors.Join(errs...)
}

func (c *NovelToolConfig) enabled() bool { return c.Enabled }

func (c *NovelToolConfig) build(setup *detect.Setup) (detect.Detector, error) {
	return &novelTool{
		cfg:    *c,
		accept: vocabulary.Acceptance{Sessions: c.AcceptSessions, Principals: c.AcceptPrincipals, Duration: c.AcceptAfter},
		slot:   detect.NewSlot(setup, func() *noveltyState { return &noveltyState{} }),
		known:  baseline.NewStore(setup.Baselines, setup.Baselines.MaxTypes, vocabulary.New),
	}, nil
}

// novelTool finds the first use of a tool or server by an agent, or by a session type where the agent is not known.
type novelTool struct {
	cfg    NovelToolConfig
	accept vocabulary.Acceptance
	slot   detect.Slot[*noveltyState]
	known  *baseline.Store[*vocabulary.Vocabulary]
}

var (
	_ detect.Detector     = (*novelTool)(nil)
	_ detect.SessionEnder = (*novelTool)(nil)
	_ detect.Learner      = (*novelTool)(nil)
	_ detect.Selective    = (*novelTool)(nil)
)

// noveltyState remembers how many of the session's tools were looked at, and which of them were new.
type noveltyState struct {
	Seen  int
	Novel rare[vocabulary.Tool]
}

func (st *noveltyState) Size() int { return 16 + st.Novel.size(32) }

func (*novelTool) Name() string { return "novel_tool" }

// Only implements detect.Selective: as long as no tool is added, there is nothing new to look at.
func (*novelTool) Only() detect.Traits { return detect.Widening }

func (d *novelTool) Observe(env *detect.Env, _ *detect.Event, s *detect.Session) {
	if !s.InCall() {
		return
	}
	state, tools := d.slot.Get(s), s.Tools()
	if state.Seen >= len(tools) {
		return
	}
	fresh := tools[state.Seen:]
	state.Seen = len(tools)
	known, ready := d.known.Ready(scopeOf(s))
	if !ready || known.Full() || known.Novelty() > d.cfg.MaxNovelty {
		return
	}
	for _, use := range fresh {
		t := vocabulary.Tool{Server: use.Server, Name: use.Tool}
		if known.Knows(t) || known.Accepts(t, d.accept) {
			continue
		}
		if len(state.Novel.all()) >= maxNovelPerSession {
			env.Drop(dropSessionLimit, 1)
			return
		}
		state.Novel.add(t)
		env.Emit(d.finding(scopeOf(s), t, known))
	}
}

func (d *novelTool) finding(scope string, t vocabulary.Tool, known *vocabulary.Vocabulary) detect.Finding {
	f := detect.Finding{
		Severity: detect.Low, Confidence: 0.5, Observed: 1, Baseline: known.Novelty(),
		Title:       fmt.Sprintf("%q uses tool %q for the first time", scope, t.Name),
		Description: fmt.Sprintf("Tool %q of server %q was in no earlier session of %q.", t.Name, t.Server, scope),
		DedupKey:    strings.Join([]string{scope, t.Server, t.Name}, "|"),
	}
	if t.Server != "" && !known.KnowsServer(t.Server) {
		f.Severity = detect.Medium
		f.Title = fmt.Sprintf("%q uses server %q for the first time", scope, t.Server)
	}
	return f
}

// SessionEnd learns the tools of clean sessions. A session whose only findings are new tools is not learned from, but
// bears witness: what enough principals use over enough time stops being a finding, and is learned from then on.
func (d *novelTool) SessionEnd(env *detect.Env, s *detect.Session, why detect.EndReason) {
	state := d.slot.Get(s)
	scope := scopeOf(s)
	switch lessonOf(s, why) {
	case learn:
		if len(s.Tools()) > 0 && len(state.Novel.all()) == 0 {
			known, evicted := d.known.Learn(scope, s.Last())
			env.Drop(dropBaselineLimit, evicted+known.Learn(toolsOf(s)))
		}
	case pass:
		d.known.Pass(scope, s.Last())
		known, exists := d.known.Peek(scope)
		if !exists || s.Findings > len(state.Novel.all()) {
			return
		}
		for _, t := range state.Novel.all() {
			if !known.Witness(t, sketch.Hash(s.User), s.Last()) {
				env.Drop(dropBaselineLimit, 1)
			}
		}
	case ignore:
	}
}

func (d *novelTool) Save() ([]byte, error) { return d.known.Save() }

func (d *novelTool) Load(data []byte) error { return d.known.Load(data) }

func (d *novelTool) Import(data []byte) error { return d.known.Import(data) }

func (d *novelTool) Baselines() (held, warm int) { return d.known.Count() }

// scopeOf is whose vocabulary counts. A session type contains the servers, and a new server makes a new type, which would
// hide it: so it is the agent where there is one, unless the source names the type itself.
func scopeOf(s *detect.Session) string {
	if s.Agent != "" && strings.HasPrefix(s.Type, s.Agent+"/") {
		return s.Agent
	}
	return s.Type
}

func toolsOf(s *detect.Session) []vocabulary.Tool {
	list := make([]vocabulary.Tool, 0, len(s.Tools()))
	for _, use := range s.Tools() {
		list = append(list, vocabulary.Tool{Server: use.Server, Name: use.Tool})
	}
	return list
}

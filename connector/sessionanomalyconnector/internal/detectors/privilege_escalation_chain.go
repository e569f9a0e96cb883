// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/content"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// PrivilegeEscalationChainConfig configures privilege_escalation_chain.
type PrivilegeEscalationChainConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// Window is for how long after a denial a way around it is looked for, in event time (default 30m).
	Window time.Duration `mapstructure:"window"`

	_ struct{}
}

// NewPrivilegeEscalationChainConfig returns the defaults.
func NewPrivilegeEscalationChainConfig() PrivilegeEscalationChainConfig {
	return PrivilegeEscalationChainConfig{Enabled: true, Window: 30 * time.Minute}
}

// Validate reports every mistake at once.
func (c *PrivilegeEscalationChainConfig) Validate() error {
	if c.Window <= 0 {
		return errors.New("window must be above zero, for example 30m")
	}
	return nil
}

func (c *PrivilegeEscalationChainConfig) enabled() bool { return c.Enabled }

func (c *PrivilegeEscalationChainConfig) buildWith(tracker *content.Tracker) detect.Detector {
	return &privilegeEscalationChain{cfg: *c, tracker: tracker, slot: content.Slot(tracker, func() *denials { return &denials{} })}
}

// privilegeEscalationChain remembers what was denied and notices when it is reached all the same, with the help of another
// tool.
type privilegeEscalationChain struct {
	cfg     PrivilegeEscalationChainConfig
	tracker *content.Tracker
	slot    detect.Slot[*denials]
}

const (
	maxDenials  = 4
	maxTargets  = 6
	minTarget   = 3 // bytes; shorter values are flags and numbers of pages
	targetBytes = 256
)

// denial is one refused call and what it was after.
type denial struct {
	At      time.Time          `json:"at"`
	Tool    string             `json:"tool"`
	Server  string             `json:"server"`
	Targets [maxTargets]uint64 `json:"targets"`
	N       uint8              `json:"n"`
	// Raised is the tool that changed rights or handed out credentials since, empty while none did.
	Raised string `json:"raised,omitempty"`
}

type denials struct {
	List rare[denial] `json:"list"`
}

// Size implements detect.State.
func (d *denials) Size() int { return 8 + d.List.size(136) }

var _ detect.Detector = (*privilegeEscalationChain)(nil)

func (*privilegeEscalationChain) Name() string { return "privilege_escalation_chain" }

func (d *privilegeEscalationChain) Observe(env *detect.Env, ev *detect.Event, s *detect.Session) {
	v := d.tracker.Look(env, ev, s)
	if v == nil {
		return
	}
	if ev.Outcome == schema.OutcomeAccessDenied {
		d.slot.Get(s).add(env, ev)
		return
	}
	all, ok := d.slot.Peek(s)
	if !ok || !ev.Succeeded() {
		return
	}
	list := all.List.all()
	for i := range list {
		den := &list[i]
		if since := ev.Time.Sub(den.At); since < 0 || since > d.cfg.Window {
			continue
		}
		if way := wayAround(den, ev, v); way.severity > 0 {
			env.Emit(way.finding(den, ev, s))
		}
		if v.Class.Any(toolclass.Privileged|toolclass.CredentialStore) && ev.Tool != den.Tool {
			den.Raised = env.Intern(ev.Tool)
		}
	}
}

func (d *denials) add(env *detect.Env, ev *detect.Event) {
	den := denial{At: ev.Time, Tool: env.Intern(ev.Tool), Server: env.Intern(ev.Server)}
	for _, leaf := range ev.ArgumentLeaves() {
		if h, ok := target(leaf.Text); ok && int(den.N) < maxTargets {
			den.Targets[den.N] = h
			den.N++
		}
	}
	list := d.List.all()
	if len(list) == maxDenials {
		list = slices.Delete(list, 0, 1)
	}
	d.List.set(append(list, den))
}

// target hashes a value that can name what a call is after.
func target(text string) (uint64, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if len(text) < minTarget || len(text) > targetBytes || text == "true" || text == "false" || text == "null" {
		return 0, false
	}
	return hashOf(text), true
}

func (den *denial) sameTarget(ev *detect.Event) bool {
	for _, leaf := range ev.ArgumentLeaves() {
		if h, ok := target(leaf.Text); ok && slices.Contains(den.Targets[:den.N], h) {
			return true
		}
	}
	return false
}

// way is how a denial was got around.
type way struct {
	severity detect.Severity
	through  *content.Source // whose output was used
	raised   string          // the tool that changed rights or handed out credentials
}

func wayAround(den *denial, ev *detect.Event, v *content.View) (w way) {
	sameTool := ev.Tool == den.Tool && ev.Server == den.Server
	sameTarget := den.sameTarget(ev)
	if !sameTool && !sameTarget {
		return w
	}
	for i := range v.Flows {
		f := &v.Flows[i]
		if f.Source.Tool != den.Tool && !f.Source.Time.Before(den.At) {
			w.through = &f.Source
			w.severity = detect.High
			if f.Secret || f.Source.Class.Any(toolclass.CredentialStore|toolclass.Privileged) {
				w.severity = detect.Critical
			}
		}
	}
	switch {
	case w.severity > 0 && (sameTarget || w.severity == detect.Critical):
	case den.Raised != "":
		w.severity, w.raised = detect.High, den.Raised
	case sameTarget && !sameTool:
		w.severity, w.through = detect.Medium, nil
	default:
		w = way{}
	}
	return w
}

func (w *way) finding(den *denial, ev *detect.Event, s *detect.Session) detect.Finding {
	how := "through another tool"
	switch {
	case w.through != nil:
		how = "with the output of " + w.through.Tool
	case w.raised != "":
		how = "after " + w.raised + " had changed rights or handed out credentials"
	}
	calls := s.Recent()
	for i := range calls {
		c := &calls[i]
		switch {
		case i == len(calls)-1:
			c.Role = "reached what was denied"
		case c.Tool == den.Tool && c.Time.Equal(den.At):
			c.Role = "was denied"
		case is(c, w.through), w.raised != "" && c.Tool == w.raised:
			c.Role = "helped"
		}
	}
	return detect.Finding{
		Severity: w.severity, Confidence: 0.7, Evidence: calls, Observed: 1,
		DedupKey: s.Key + "|" + den.Tool + "|" + ev.Tool + "|" + w.severity.String(),
		Title:    fmt.Sprintf("%s reached what %s was denied", ev.Tool, den.Tool),
		Description: fmt.Sprintf("A call of %s was denied. %s later a call of %s succeeded for the same target or tool, %s.",
			den.Tool, ev.Time.Sub(den.At).Round(time.Second), ev.Tool, how),
	}
}

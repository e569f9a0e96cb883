// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/content"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
)

// ToolPoisoningConfig configures tool_poisoning.
type ToolPoisoningConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// Threshold is the injection score, 0 to 1, from which a result or tool description counts as carrying instructions
	// (default 0.5).
	Threshold float64 `mapstructure:"threshold"`

	_ struct{}
}

// NewToolPoisoningConfig returns the defaults.
func NewToolPoisoningConfig() ToolPoisoningConfig {
	return ToolPoisoningConfig{Enabled: true, Threshold: 0.5}
}

// Validate reports every mistake at once.
func (c *ToolPoisoningConfig) Validate() error {
	if c.Threshold <= 0 || c.Threshold > 1 {
		return errors.New("threshold must be above 0 and at most 1, for example 0.5")
	}
	return nil
}

func (c *ToolPoisoningConfig) enabled() bool { return c.Enabled }

func (c *ToolPoisoningConfig) buildWith(tracker *content.Tracker) detect.Detector {
	return &toolPoisoning{cfg: *c, tracker: tracker}
}

// toolPoisoning tells instructions that were merely seen from those that were obeyed: a later call uses values that only the
// instruction had named.
type toolPoisoning struct {
	cfg     ToolPoisoningConfig
	tracker *content.Tracker
}

var _ detect.Detector = (*toolPoisoning)(nil)

func (*toolPoisoning) Name() string { return "tool_poisoning" }

func (d *toolPoisoning) Observe(env *detect.Env, ev *detect.Event, s *detect.Session) {
	v := d.tracker.Look(env, ev, s)
	if v == nil {
		return
	}
	var worst *content.Use
	var severity detect.Severity
	for i := range v.Uses {
		if sev := judgeUse(v, &v.Uses[i]); sev > severity {
			worst, severity = &v.Uses[i], sev
		}
	}
	if worst != nil {
		env.Emit(obeyed(ev, s, worst, severity))
	}
}

// active are the classes of tools that change something outside the conversation.
const active = toolclass.Outward | toolclass.Public | toolclass.Destructive | toolclass.Executes | toolclass.Privileged | toolclass.Writes

// quotedBytes is from how many letters and digits on a call hands on the text of a result rather than does what it asks.
const quotedBytes = 48

// acts reports whether a call does something. A tool that nothing is known about may.
func acts(c toolclass.Class) bool { return c == 0 || c.Any(active) }

func judgeUse(v *content.View, u *content.Use) detect.Severity {
	follows := u.Strong > 0 && (acts(v.Class) || u.URL) ||
		acts(v.Class) && (u.Weak >= 2 && u.Shared >= 1 || u.Weak >= 1 && u.Shared >= 2) ||
		u.Order.Addressed && u.Spelled
	switch {
	case !follows:
		return 0
	case u.Order.Addressed && v.Class.Any(toolclass.Outward|toolclass.Public) && !u.Destination && !u.URL:
		return detect.High // it speaks about what the request named, and to somebody else
	case u.Order.Addressed:
		return detect.Critical
	case v.Passage(u.Order) >= quotedBytes:
		return 0
	case v.Class.Any(toolclass.Privileged | toolclass.Destructive | toolclass.Executes):
		return detect.High
	case u.Order.Used > 1 && u.Destination && v.Class.Any(toolclass.Outward|toolclass.Public):
		return detect.High
	default:
		return detect.Medium
	}
}

func obeyed(ev *detect.Event, s *detect.Session, u *content.Use, severity detect.Severity) detect.Finding {
	calls := s.Recent()
	for i := range calls {
		switch {
		case i == len(calls)-1:
			calls[i].Role = "did what the text asked"
		case is(&calls[i], &u.Source):
			calls[i].Role = "returned the request"
		}
	}
	who := "its reader"
	if u.Order.Addressed {
		who = "the model"
	}
	return detect.Finding{
		Severity: severity, Confidence: min(0.5+0.15*float64(u.Strong+u.Shared), 0.95), Evidence: calls,
		DedupKey: s.Key + "|obeyed|" + u.Source.Tool + "|" + ev.Tool + "|" + severity.String(),
		Title:    fmt.Sprintf("%s did what a result of %s asked", ev.Tool, u.Source.Tool),
		Description: fmt.Sprintf("A result of %s holds a request to %s. The call of %s uses %d values and %d words that only this request had named before.",
			u.Source.Tool, who, ev.Tool, u.Strong+u.Weak, u.Shared),
		Observed: float64(u.Strong + u.Weak),
	}
}

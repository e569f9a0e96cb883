// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/content"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
	"github.com/otelcol-mcp/otelcol-mcp/internal/injection"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
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

var (
	_ detect.Persister = (*toolPoisoning)(nil)
	_ detect.Selective = (*toolPoisoning)(nil)
)

func (*toolPoisoning) Name() string { return "tool_poisoning" }

// Only implements detect.Selective.
func (*toolPoisoning) Only() detect.Traits { return detect.Inventory | detect.Asking }

// Save implements detect.Persister: servers list their tools once, and are obeyed for long.
func (d *toolPoisoning) Save() ([]byte, error) { return d.tracker.SaveDescribed() }

// Load implements detect.Persister.
func (d *toolPoisoning) Load(data []byte) error { return d.tracker.LoadDescribed(data) }

func (d *toolPoisoning) Observe(env *detect.Env, ev *detect.Event, s *detect.Session) {
	if ev.Name == schema.EventToolsInventory {
		d.inventory(env, ev)
		return
	}
	v := d.tracker.Look(env, ev, s)
	if v == nil {
		return
	}
	if score := d.score(ev, v); score >= d.cfg.Threshold {
		env.Emit(seen(ev, s, score))
	}
	var worst *content.Use
	var severity detect.Severity
	for i := range v.Uses {
		if sev := judgeUse(v, &v.Uses[i]); sev > severity {
			worst, severity = &v.Uses[i], sev
		}
	}
	if worst == nil {
		return
	}
	end := done
	if severity == detect.Critical {
		if end = d.ending(ev, v, worst); end != done {
			severity = detect.High
		}
	}
	env.Emit(obeyed(ev, s, worst, severity, end))
}

// ending is how far a call that does what a request says got.
type ending uint8

const (
	done     ending = iota // as far as can be seen
	failed                 // the call was refused, or the tool says that it failed
	passedOn               // the call hands on the request itself and nothing else that was read
)

// ending judges a call that obeys. What a server's own descriptions ask for has reached that server even when it says that
// the call failed.
func (d *toolPoisoning) ending(ev *detect.Event, v *content.View, u *content.Use) ending {
	switch {
	case u.Described:
		return done
	case cameToNothing(ev.Outcome):
		return failed
	case !brings(v, u) && d.tracker.Repeats(ev):
		return passedOn
	default:
		return done
	}
}

// cameToNothing lists the outcomes after which nothing happened. After a timeout or a cut connection something may have.
func cameToNothing(outcome string) bool {
	switch outcome {
	case schema.OutcomeToolError, schema.OutcomeProtocolError, schema.OutcomeValidationRejected, schema.OutcomeAuthFailed,
		schema.OutcomeAccessDenied, schema.OutcomeRateLimited, schema.OutcomeBudgetExceeded, schema.OutcomeDLPBlocked, schema.OutcomeNotFound:
		return true
	}
	return false
}

// brings reports whether the call holds content of a result that holds no request to the model.
func brings(v *content.View, u *content.Use) bool {
	for i := range v.Flows {
		if f := &v.Flows[i]; !f.Asks && !v.Holds(f, u) && (f.Passage >= quotedBytes || f.Strong > 0 || f.Secret) {
			return true
		}
	}
	return false
}

// score is how much the result reads like instructions to the model: what the dlp processor says, or where it did not run,
// what its engine says about results that hold a request to the model.
func (d *toolPoisoning) score(ev *detect.Event, v *content.View) float64 {
	if ev.HasDLP {
		if slices.Contains(ev.Injection.Fields, schema.GenAIToolResult) {
			return ev.Injection.Score
		}
		return 0
	}
	if v.Addressed == 0 {
		return 0
	}
	score := 0.0
	for _, leaf := range ev.ResultLeaves() {
		if len(leaf.Text) >= minInjection {
			score = max(score, injection.Scan(leaf.Text[:min(len(leaf.Text), maxInjection)]).Score)
		}
	}
	return score
}

const (
	minInjection = 20
	maxInjection = 32 << 10
)

func seen(ev *detect.Event, s *detect.Session, score float64) detect.Finding {
	calls := s.Recent()
	if n := len(calls); n > 0 {
		calls[n-1].Role = "returned instructions"
	}
	tool := orElse(ev.Tool, ev.Method)
	return detect.Finding{
		Severity: detect.Medium, Confidence: score, Observed: score, DedupKey: s.Key + "|seen|" + tool, Evidence: calls,
		Title:       fmt.Sprintf("A result of %s carries instructions to the model", tool),
		Description: fmt.Sprintf("The result of %s reads like instructions addressed to the model (score %.2f). Nothing says so far that they were obeyed.", tool, score),
	}
}

// inventory looks at the descriptions of a server's tools. What an instruction in them names is recognised in later calls
// of any session.
func (d *toolPoisoning) inventory(env *detect.Env, ev *detect.Event) {
	for i := range ev.Tools {
		t := &ev.Tools[i]
		text := t.Description + "\n" + t.InputSchema
		score := injection.Scan(text[:min(len(text), maxInjection)]).Score
		if score < d.cfg.Threshold {
			continue
		}
		d.tracker.Describe(env, ev.Server, t.Name, text)
		env.Emit(detect.Finding{
			Severity: detect.Medium, Confidence: score, Observed: score, DedupKey: "described|" + ev.Server + "|" + t.Name, Tool: env.Intern(t.Name),
			Evidence:    []detect.Call{detect.CallOf(env, ev, "described the tool")},
			Title:       fmt.Sprintf("The description of %s carries instructions to the model", t.Name),
			Description: fmt.Sprintf("The server %s describes its tool %s with text that reads like instructions addressed to the model (score %.2f).", ev.Server, t.Name, score),
		})
	}
}

// active are the classes of tools that change something outside the conversation.
const active = toolclass.Outward | toolclass.Public | toolclass.Destructive | toolclass.Executes | toolclass.Privileged | toolclass.Writes

// quotedBytes is from how many letters and digits on a call hands on the text of a result rather than does what it asks.
const quotedBytes = 48

// acts reports whether a call does something. A tool that nothing is known about may.
func acts(c toolclass.Class) bool { return c == 0 || c.Any(active) }

func orElse(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}

// overriding is the weight of signs from which a request does not only speak to the model but tries to take it over.
const overriding = 4

func judgeUse(v *content.View, u *content.Use) detect.Severity {
	switch {
	case !follows(v, u):
		return 0
	case u.Order.Addressed:
		return judgeAddressed(v, u)
	case v.Passage(u) >= quotedBytes:
		return 0
	case v.Class.Any(toolclass.Privileged | toolclass.Destructive):
		return detect.High
	case u.Used > 1 && u.Destination && v.Class.Any(toolclass.Outward|toolclass.Public):
		return detect.High
	default:
		return detect.Medium
	}
}

// follows reports whether a call does what a request says: it acts, with values that only the request named, or it is the
// very tool that a request to the model means.
func follows(v *content.View, u *content.Use) bool {
	enough := 3 // of weak values and shared words, where a person was asked
	if u.Order.Addressed {
		enough = 2
	}
	return u.Strong > 0 && (acts(v.Class) || u.URL) ||
		acts(v.Class) && u.Weak >= 1 && u.Shared >= 1 && u.Weak+u.Shared >= enough ||
		u.Order.Addressed && u.Spelled
}

// judgeAddressed judges a request that speaks to the model. To name what the request named to somebody else may be a
// question or a warning; to use the tool it means, without its values, may be what any manual for agents asks for.
func judgeAddressed(v *content.View, u *content.Use) detect.Severity {
	outward := v.Class.Any(toolclass.Outward | toolclass.Public)
	switch {
	case u.Strong+u.Weak > 0 && outward && !u.Destination && !u.URL:
		return detect.High
	case u.Strong+u.Weak > 0 || u.Order.Signs >= overriding:
		return detect.Critical
	case outward || v.Class.Any(toolclass.Privileged|toolclass.Destructive):
		return detect.High
	default:
		return detect.Medium
	}
}

func obeyed(ev *detect.Event, s *detect.Session, u *content.Use, severity detect.Severity, end ending) detect.Finding {
	calls := s.Recent()
	says := endings[end]
	for i := range calls {
		switch {
		case i == len(calls)-1:
			calls[i].Role = says.role
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
		Title:    fmt.Sprintf("%s %s what %s asked", ev.Tool, says.verb, where(u)),
		Description: fmt.Sprintf("There is a request to %s in %s. The call of %s %s.%s",
			who, where(u), ev.Tool, agreement(u), says.but),
		Observed: float64(u.Strong + u.Weak),
	}
}

// endings are the words for how a call ended.
var endings = [...]struct{ verb, role, but string }{
	done:     {"did", "did what the text asked", ""},
	failed:   {"tried", "tried what the text asked, and failed", " The call failed."},
	passedOn: {"passed on", "passed on what the text asked", " It hands on the request itself, and nothing else that was read."},
}

// agreement says what a call and a request have in common.
func agreement(u *content.Use) string {
	var parts []string
	if n := u.Strong + u.Weak; n > 0 {
		parts = append(parts, "uses "+counted(n, "value")+" that only this request had named before")
	}
	switch {
	case u.Spelled:
		parts = append(parts, "is of the tool that the request means")
	case u.Shared > 0:
		parts = append(parts, "shares "+counted(u.Shared, "word")+" with it")
	}
	return strings.Join(parts, " and ")
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

func where(u *content.Use) string {
	if u.Described {
		return "the description of " + u.Source.Tool
	}
	return "a result of " + u.Source.Tool
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/content"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// ReadThenExfiltrateConfig configures read_then_exfiltrate.
type ReadThenExfiltrateConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// MinBytes is how many letters and digits of a sensitive result must leave before it counts (default 48). Secrets, and
	// content sent where another result said, count from one value on.
	MinBytes int `mapstructure:"min_bytes"`
	// BulkValues is how many addresses, account numbers, keys or pseudonyms of one result in one call make the finding high
	// wherever they go (default 8).
	BulkValues int `mapstructure:"bulk_values"`

	_ struct{}
}

// NewReadThenExfiltrateConfig returns the defaults.
func NewReadThenExfiltrateConfig() ReadThenExfiltrateConfig {
	return ReadThenExfiltrateConfig{Enabled: true, MinBytes: 48, BulkValues: 8}
}

// Validate reports every mistake at once.
func (c *ReadThenExfiltrateConfig) Validate() error {
	var errs []error
	if c.MinBytes < 1 {
		errs = append(errs, errors.New("min_bytes must be at least 1"))
	}
	if c.BulkValues < 1 {
		errs = append(errs, errors.New("bulk_values must be at least 1"))
	}
	return errors.Join(errs...)
}

func (c *ReadThenExfiltrateConfig) enabled() bool { return c.Enabled }

func (c *ReadThenExfiltrateConfig) buildWith(tracker *content.Tracker) detect.Detector {
	return &readThenExfiltrate{cfg: *c, tracker: tracker, slot: content.Slot(tracker, func() *drips { return &drips{} })}
}

// readThenExfiltrate watches for content of a result in the arguments of a tool that carries data out. How bad it is depends
// on what leaves, where to, and whether it was disguised.
type readThenExfiltrate struct {
	cfg     ReadThenExfiltrateConfig
	tracker *content.Tracker
	slot    detect.Slot[*drips]
}

var _ detect.Selective = (*readThenExfiltrate)(nil)

// drips adds up what left a session, call by call.
type drips struct {
	Calls int `json:"calls"`
	Bytes int `json:"bytes"`
	// Grams has bits of what was counted: sending one phrase again and again is not sending more.
	Grams     uint64 `json:"grams"`
	Disguised bool   `json:"disguised,omitempty"`
	// Raised is how many bytes, and how bad, it was when a finding was raised.
	Raised   int             `json:"raised,omitempty"`
	Severity detect.Severity `json:"severity,omitempty"`
}

// Size implements detect.State.
func (*drips) Size() int { return 48 }

func (*readThenExfiltrate) Name() string { return "read_then_exfiltrate" }

// Only implements detect.Selective.
func (*readThenExfiltrate) Only() detect.Traits { return detect.Flowing }

func (d *readThenExfiltrate) Observe(env *detect.Env, ev *detect.Event, s *detect.Session) {
	v := d.tracker.Look(env, ev, s)
	if v == nil || !s.InCall() {
		return
	}
	var worst *leak
	for i := range v.Flows {
		f := &v.Flows[i]
		for _, l := range [...]*leak{d.judge(v, f, ev.HasDLP), d.drip(v, f, s)} {
			if l != nil && (worst == nil || l.severity > worst.severity) {
				worst = l
			}
		}
	}
	if worst != nil {
		env.Emit(worst.finding(ev, s))
	}
}

// drip judges what leaves together with what left in calls before: it may be too little by itself. Values without a passage are no
// content, every message names something.
func (d *readThenExfiltrate) drip(v *content.View, f *content.Flow, s *detect.Session) *leak {
	if f.Grams == 0 || !f.Source.Sensitive() || v.Left(f) == 0 {
		return nil
	}
	sum := d.slot.Get(s)
	if f.Grams&^sum.Grams == 0 {
		return nil
	}
	sum.Grams |= f.Grams
	sum.Calls++
	sum.Bytes += min(v.Left(f), f.Passage)
	sum.Disguised = sum.Disguised || f.Encoded || f.Split
	if sum.Bytes < d.cfg.MinBytes || sum.Calls < 2 {
		return nil
	}
	l := &leak{flow: f, to: v.Destination(f), held: sum.Bytes, severity: detect.Medium}
	l.because = append(l.because, "the source is private", fmt.Sprintf("it went out in %d calls", sum.Calls))
	if sum.Disguised || v.ToAnybody(f) {
		l.severity = detect.High
	}
	if l.severity <= sum.Severity && sum.Bytes < 2*sum.Raised {
		return nil
	}
	sum.Raised, sum.Severity = sum.Bytes, max(sum.Severity, l.severity)
	return l
}

// leak is one flow that counts.
type leak struct {
	flow     *content.Flow
	held     int          // letters and digits, of former calls as well
	to       *content.Use // the request that said where to, nil when none did
	severity detect.Severity
	because  []string
}

// judge judges what leaves in one call. Without the dlp processor a secret is what looks like a key, as many names of things in URLs do.
func (d *readThenExfiltrate) judge(v *content.View, f *content.Flow, hasDLP bool) *leak {
	l := &leak{flow: f, to: v.Destination(f), held: f.Held()}
	secret := f.Secret && (v.Sends() || hasDLP)
	outward := v.Sends() || f.InURL && (v.Left(f) >= d.cfg.MinBytes || f.Strong >= d.cfg.BulkValues || secret)
	disguised := f.Encoded || f.Split
	enough := f.Bytes >= d.cfg.MinBytes || f.Strong > 0
	raise := func(when bool, to detect.Severity, why string) {
		if when {
			l.severity = max(l.severity, to)
			l.because = append(l.because, why)
		}
	}
	raise(secret && outward, detect.High, "it holds a secret")
	raise(l.to != nil && outward, detect.High, "another result named the destination")
	if f.Source.Sensitive() && outward && enough {
		raise(true, detect.Medium, "the source is private")
		raise(f.Encoded, detect.High, "it was encoded")
		raise(f.Split, detect.High, "it was cut into pieces")
		raise(v.ToAnybody(f), detect.High, "the destination is open to anybody")
		raise(f.Strong >= d.cfg.BulkValues, detect.High, "it is many values at once")
	}
	if secret && outward && (disguised || l.to != nil || v.ToAnybody(f)) {
		l.severity = detect.Critical
	}
	if l.severity == 0 {
		return nil
	}
	return l
}

func (l *leak) finding(ev *detect.Event, s *detect.Session) detect.Finding {
	var told *content.Source
	if l.to != nil {
		told = &l.to.Source
	}
	src := &l.flow.Source
	return detect.Finding{
		Severity: l.severity, Confidence: l.confidence(),
		Title: fmt.Sprintf("Content of %s left through %s", src.Tool, ev.Tool),
		Description: fmt.Sprintf("%d letters and digits returned by %s came back in the arguments of %s: %s.",
			l.held, src.Tool, ev.Tool, strings.Join(l.because, ", ")),
		Observed: float64(l.held), DedupKey: s.Key + "|" + src.Tool + "|" + ev.Tool + "|" + l.severity.String(),
		Evidence: timeline(s, src, told),
	}
}

func (l *leak) confidence() float64 {
	switch l.severity {
	case detect.Critical:
		return 0.95
	case detect.High:
		return 0.8
	default:
		return 0.5
	}
}

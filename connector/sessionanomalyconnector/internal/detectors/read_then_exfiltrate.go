// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/content"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
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
	return &readThenExfiltrate{cfg: *c, tracker: tracker}
}

// readThenExfiltrate watches for content of a result in the arguments of a tool that carries data out. How bad it is depends
// on what leaves, where to, and whether it was disguised.
type readThenExfiltrate struct {
	cfg     ReadThenExfiltrateConfig
	tracker *content.Tracker
}

var _ detect.Detector = (*readThenExfiltrate)(nil)

func (*readThenExfiltrate) Name() string { return "read_then_exfiltrate" }

func (d *readThenExfiltrate) Observe(env *detect.Env, ev *detect.Event, s *detect.Session) {
	v := d.tracker.Look(env, ev, s)
	if v == nil || !ev.IsToolCall() {
		return
	}
	var worst *leak
	for i := range v.Flows {
		if l := d.judge(v, &v.Flows[i]); l != nil && (worst == nil || l.severity > worst.severity) {
			worst = l
		}
	}
	if worst != nil {
		env.Emit(worst.finding(ev, s))
	}
}

// leak is one flow that counts.
type leak struct {
	flow     *content.Flow
	to       *content.Use // the request that said where to, nil when none did
	severity detect.Severity
	because  []string
}

func (d *readThenExfiltrate) judge(v *content.View, f *content.Flow) *leak {
	l := &leak{flow: f, to: v.Destination(f)}
	outward := v.Class.Any(toolclass.Outward | toolclass.Public)
	disguised := f.Encoded || f.Split
	enough := f.Bytes >= d.cfg.MinBytes || f.Strong > 0
	raise := func(when bool, to detect.Severity, why string) {
		if when {
			l.severity = max(l.severity, to)
			l.because = append(l.because, why)
		}
	}
	raise(f.Secret && outward, detect.High, "it holds a secret")
	raise(l.to != nil && outward, detect.High, "another result named the destination")
	if f.Source.Sensitive() && outward && enough {
		raise(true, detect.Medium, "the source is private")
		raise(f.Encoded, detect.High, "it was encoded")
		raise(f.Split, detect.High, "it was cut into pieces")
		raise(v.Class.Has(toolclass.Public), detect.High, "the destination is open to anybody")
		raise(f.Strong >= d.cfg.BulkValues, detect.High, "it is many values at once")
	}
	if f.Secret && outward && (disguised || l.to != nil || v.Class.Has(toolclass.Public)) {
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
			l.flow.Held(), src.Tool, ev.Tool, strings.Join(l.because, ", ")),
		Observed: float64(l.flow.Held()), DedupKey: s.Key + "|" + src.Tool + "|" + ev.Tool + "|" + l.severity.String(),
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

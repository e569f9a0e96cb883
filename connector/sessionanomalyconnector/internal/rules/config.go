// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package rules has the user-defined signals and rules: what is counted over a window by key, and what follows when
// several of them, and findings of detectors, come together. It evaluates no expressions: conditions and keys come with
// the events.
package rules

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// SessionEvicted is a built-in signal: a session left the table because a limit was reached. Its key is the user.
const SessionEvicted = "session_evicted"

var (
	name       = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)
	severities = []string{schema.SeverityInfo, schema.SeverityLow, schema.SeverityMedium, schema.SeverityHigh, schema.SeverityCritical}
	joins      = []string{"user", "session", "server", "tool", "address"}
)

// AlertConfig says what a finding of a signal or rule looks like.
type AlertConfig struct {
	// Severity of the finding: info, low, medium, high or critical. A signal without one raises no finding of its own.
	Severity string `mapstructure:"severity"`
	// Title of the finding (default: the name).
	Title string `mapstructure:"title"`
	// Description of the finding: what it means and what to do.
	Description string `mapstructure:"description"`
	// ATLAS lists MITRE ATLAS technique ids to put on the finding.
	ATLAS []string `mapstructure:"atlas"`
	// OWASPMCP lists OWASP MCP Top 10 ids to put on the finding.
	OWASPMCP []string `mapstructure:"owasp_mcp"`
	// OWASPAgentic lists OWASP Agentic ids to put on the finding.
	OWASPAgentic []string `mapstructure:"owasp_agentic"`

	_ struct{}
}

// SignalConfig says when a signal is raised, once its condition holds for a record. Without Count, Distinct, Factor or
// Novel it is raised for every such record.
type SignalConfig struct {
	// Window over which is counted, in event time (default 1h).
	Window time.Duration `mapstructure:"window"`
	// Count raises the signal when more than this many records of one key fall within Window.
	Count int64 `mapstructure:"count"`
	// DistinctCount raises it when more than this many different values of `distinct` do.
	DistinctCount int `mapstructure:"distinct_count"`
	// Factor raises it when a window has more than Factor times the records that windows of this key had on average, and
	// more than Minimum.
	Factor float64 `mapstructure:"factor"`
	// Minimum is the number of records below which Factor raises nothing (default 10).
	Minimum int64 `mapstructure:"minimum"`
	// Novel raises it for a value of `distinct` that the key never had, once the key was seen for this long.
	Novel time.Duration `mapstructure:"novel"`
	// Alert makes a finding of every raised signal, if it has a severity.
	Alert AlertConfig `mapstructure:"alert"`

	_ struct{}
}

// RuleConfig says which signals and findings must come together. Terms name signals and detectors.
type RuleConfig struct {
	// Window within which the terms must hold, in event time (default 1h).
	Window time.Duration `mapstructure:"window"`
	// Join says which field of a detector's finding is matched against the signals' keys: user, session, server, tool or
	// address (default user).
	Join string `mapstructure:"join"`
	// All terms must hold, in any order.
	All []TermConfig `mapstructure:"all"`
	// Any of these terms must hold.
	Any []TermConfig `mapstructure:"any"`
	// Sequence terms must hold one after the other.
	Sequence []TermConfig `mapstructure:"sequence"`
	// Absent terms must not have held within the window (or their own) before the rule's last other term. One with After must
	// not hold within that time after it.
	Absent []TermConfig `mapstructure:"absent"`
	// MaxKeys bounds how many keys are followed at once; the least recently active one leaves first (default 10000).
	MaxKeys int `mapstructure:"max_keys"`
	// Alert is what the finding looks like. It needs a severity.
	Alert AlertConfig `mapstructure:"alert"`

	_ struct{}
}

// TermConfig is one term of a rule.
type TermConfig struct {
	// Is names a signal or a detector.
	Is string `mapstructure:"is"`
	// Count is how many times it must be raised within the window (default 1).
	Count int64 `mapstructure:"count"`
	// Within replaces the rule's window for this term.
	Within time.Duration `mapstructure:"within"`
	// After makes an absent term look forward: the rule holds when so much event time has passed since its other terms held,
	// and this one did not come. For absent terms only, and not together with Within.
	After time.Duration `mapstructure:"after"`

	_ struct{}
}

// Validate reports every mistake at once.
func (c *SignalConfig) Validate() error {
	var errs []error
	if c.Window < 0 || c.Count < 0 || c.DistinctCount < 0 || c.Factor < 0 || c.Minimum < 0 || c.Novel < 0 {
		errs = append(errs, errors.New("window, count, distinct_count, factor, minimum and novel must not be negative"))
	}
	if c.Factor > 0 && c.Factor <= 1 {
		errs = append(errs, errors.New("factor must be above 1"))
	}
	if c.DistinctCount > maxDistinct {
		errs = append(errs, fmt.Errorf("distinct_count must be at most %d", maxDistinct))
	}
	return errors.Join(append(errs, c.Alert.validate(false))...)
}

// Validate reports the mistakes that show without knowing the signals.
func (c *RuleConfig) Validate() error {
	var errs []error
	if c.Window < 0 || c.MaxKeys < 0 {
		errs = append(errs, errors.New("window and max_keys must not be negative"))
	}
	if c.Join != "" && !slices.Contains(joins, c.Join) {
		errs = append(errs, fmt.Errorf("join must be one of %v, not %q", joins, c.Join))
	}
	if len(c.All)+len(c.Any)+len(c.Sequence) == 0 {
		errs = append(errs, errors.New("needs a term under all, any or sequence"))
	}
	for _, t := range c.terms() {
		if t.Count < 0 || t.Within < 0 || t.After < 0 {
			errs = append(errs, fmt.Errorf("%s: count, within and after must not be negative", t.Is))
		}
		if t.After > 0 && t.Within > 0 {
			errs = append(errs, fmt.Errorf("%s: within looks back and after looks forward: give one of them", t.Is))
		}
	}
	for _, t := range slices.Concat(c.All, c.Any, c.Sequence) {
		if t.After > 0 {
			errs = append(errs, fmt.Errorf("%s: after is for terms under absent", t.Is))
		}
	}
	return errors.Join(append(errs, c.Alert.validate(true))...)
}

func (c *AlertConfig) validate(needed bool) error {
	if c.Severity == "" && !needed {
		return nil
	}
	if !slices.Contains(severities, c.Severity) {
		return fmt.Errorf("alert: severity must be one of %v, not %q", severities, c.Severity)
	}
	return nil
}

func (c *RuleConfig) terms() []TermConfig {
	return slices.Concat(c.All, c.Any, c.Sequence, c.Absent)
}

// CheckNames reports names that are not allowed or taken, and terms that name neither a signal nor a detector.
func CheckNames(signals []string, rules map[string]RuleConfig, detectors []string) error {
	var errs []error
	for _, s := range signals {
		errs = append(errs, checkName("signals", s, detectors))
	}
	known := slices.Concat(signals, detectors, []string{SessionEvicted})
	for _, r := range sortedKeys(rules) {
		errs = append(errs, checkName("rules", r, known))
		cfg := rules[r]
		for _, t := range cfg.terms() {
			if !slices.Contains(known, t.Is) {
				errs = append(errs, fmt.Errorf("rules::%s: %q is neither a signal nor a detector", r, t.Is))
			}
		}
	}
	return errors.Join(errs...)
}

func checkName(section, s string, taken []string) error {
	if !name.MatchString(s) {
		return fmt.Errorf("%s::%s: a name is 1 to 64 characters of a-z, 0-9 and _, and begins with a letter", section, s)
	}
	if slices.Contains(taken, s) {
		return fmt.Errorf("%s::%s: the name is taken", section, s)
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func severityOf(s string) detect.Severity {
	return detect.Severity(slices.Index(severities, s) + 1)
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/hazard"
)

// DangerousArgumentsConfig configures dangerous_arguments.
type DangerousArgumentsConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// MaxLength is how long one argument value may be, in bytes (default 262144; zero is no limit).
	MaxLength int `mapstructure:"max_length"`
	// ExemptTools take such values on purpose, a browser under test for example; * stands for any characters (default none).
	ExemptTools []string `mapstructure:"exempt_tools"`

	_ struct{}
}

// NewDangerousArgumentsConfig returns the defaults.
func NewDangerousArgumentsConfig() DangerousArgumentsConfig {
	return DangerousArgumentsConfig{Enabled: true, MaxLength: 256 << 10}
}

// Validate reports every mistake at once.
func (c *DangerousArgumentsConfig) Validate() error {
	if c.MaxLength < 0 {
		return errors.New("max_length must not be negative")
	}
	return nil
}

func (c *DangerousArgumentsConfig) enabled() bool { return c.Enabled }

func (c *DangerousArgumentsConfig) build(*detect.Setup) (detect.Detector, error) {
	return &dangerousArguments{maxLength: c.MaxLength, exempt: c.ExemptTools}, nil
}

// dangerousArguments finds argument values that reach inside the network, climb out of a folder, or hide something.
type dangerousArguments struct {
	maxLength int
	exempt    globs
}

var _ detect.Detector = (*dangerousArguments)(nil)

func (*dangerousArguments) Name() string { return "dangerous_arguments" }

func (d *dangerousArguments) Observe(env *detect.Env, ev *detect.Event, _ *detect.Session) {
	if !ev.IsToolCall() || ev.Arguments == "" || d.exempt.match(ev.Tool) {
		return
	}
	var all hazard.Kind
	var where string
	leaves := ev.ArgumentLeaves()
	for i := range leaves {
		if k := hazard.Of(leaves[i].Text, d.maxLength); k != 0 {
			all |= k
			if where == "" {
				where = leaves[i].Path
			}
		}
	}
	if all != 0 {
		env.Emit(d.finding(env, ev, all, where))
	}
}

func (*dangerousArguments) finding(env *detect.Env, ev *detect.Event, k hazard.Kind, where string) detect.Finding {
	what := strings.Join(k.Names(), ", ")
	done := "The call was refused or failed."
	if served(ev.Outcome) {
		done = "The server took the call."
	}
	return detect.Finding{
		Severity: severityOf(k), Confidence: 0.8, DedupKey: ev.SessionKey + "|" + ev.Server + "|" + ev.Tool + "|" + what,
		Title:       fmt.Sprintf("Argument of %s: %s", ev.Tool, what),
		Description: fmt.Sprintf("The value at %q is dangerous to hand to a tool: %s. %s", clipPath(where), what, done),
		Evidence:    []detect.Call{detect.CallOf(env, ev, what)},
		Observed:    1,
	}
}

func severityOf(k hazard.Kind) detect.Severity {
	switch {
	case k.Has(hazard.MetadataAddress | hazard.HiddenText | hazard.ObfuscatedHost):
		return detect.High
	case k.Has(hazard.PathTraversal | hazard.HiddenCharacters | hazard.PrivateAddress | hazard.LoopbackAddress):
		return detect.Medium
	default:
		return detect.Low
	}
}

func clipPath(path string) string {
	if len(path) > 64 {
		return path[:64]
	}
	return path
}

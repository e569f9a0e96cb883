// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/content"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
)

// CredentialHarvestingConfig configures credential_harvesting.
type CredentialHarvestingConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// Threshold is how many different places for credentials a session may read within Window (default 2).
	Threshold int `mapstructure:"threshold"`
	// Window is the sliding window of event time (default 30m).
	Window time.Duration `mapstructure:"window"`

	_ struct{}
}

// NewCredentialHarvestingConfig returns the defaults.
func NewCredentialHarvestingConfig() CredentialHarvestingConfig {
	return CredentialHarvestingConfig{Enabled: true, Threshold: 2, Window: 30 * time.Minute}
}

// Validate reports every mistake at once.
func (c *CredentialHarvestingConfig) Validate() error {
	var errs []error
	if c.Threshold < 1 || c.Threshold >= maxPlaces {
		errs = append(errs, fmt.Errorf("threshold must be 1 to %d", maxPlaces-1))
	}
	if c.Window <= 0 {
		errs = append(errs, errors.New("window must be above zero, for example 30m"))
	}
	return errors.Join(errs...)
}

func (c *CredentialHarvestingConfig) enabled() bool { return c.Enabled }

func (c *CredentialHarvestingConfig) buildWith(tracker *content.Tracker) detect.Detector {
	return &credentialHarvesting{cfg: *c, tracker: tracker, slot: content.Slot(tracker, func() *places { return &places{} })}
}

// credentialHarvesting counts the different places for credentials that one session reads: vaults, key files, environment
// files, and results in which the dlp processor found secrets.
type credentialHarvesting struct {
	cfg     CredentialHarvestingConfig
	tracker *content.Tracker
	slot    detect.Slot[*places]
}

// maxPlaces is how many places of one session are remembered; the oldest is forgotten first.
const maxPlaces = 16

type place struct {
	At   time.Time `json:"at"`
	Hash uint64    `json:"hash"`
	Tool string    `json:"tool"`
}

type places struct {
	List rare[place] `json:"list"`
}

// Size implements detect.State.
func (p *places) Size() int { return 8 + p.List.size(48) }

var _ detect.Detector = (*credentialHarvesting)(nil)

func (*credentialHarvesting) Name() string { return "credential_harvesting" }

func (d *credentialHarvesting) Observe(env *detect.Env, ev *detect.Event, s *detect.Session) {
	v := d.tracker.Look(env, ev, s)
	if v == nil || !ev.Succeeded() {
		return
	}
	name := placeOf(ev, v)
	if name == "" {
		return
	}
	p := d.slot.Get(s)
	if !p.add(place{At: ev.Time, Hash: hashOf(name), Tool: env.Intern(ev.Tool)}, d.cfg.Window) {
		return
	}
	if n := len(p.List.all()); n > d.cfg.Threshold {
		env.Emit(d.finding(s, p))
	}
}

// placeOf names the place for credentials that a call read, if any.
func placeOf(ev *detect.Event, v *content.View) string {
	leaves := ev.ArgumentLeaves()
	leaves = leaves[:min(len(leaves), maxPlaceArguments)]
	for i := range leaves {
		if text := leaves[i].Text; len(text) <= maxPlaceText && credentialPlace(text) != "" {
			return text
		}
	}
	switch {
	case v.Class.Has(toolclass.CredentialStore):
		return ev.Server + "/" + ev.Tool
	case v.Secret:
		return ev.Server + "/" + ev.Tool + ev.Arguments
	}
	return ""
}

const maxPlaceArguments = 64

// add remembers a place and forgets what is older than the window. It reports whether the place was new.
func (p *places) add(next place, window time.Duration) bool {
	list := slices.DeleteFunc(p.List.all(), func(have place) bool { return next.At.Sub(have.At) > window })
	known := slices.ContainsFunc(list, func(have place) bool { return have.Hash == next.Hash })
	if !known {
		if len(list) == maxPlaces {
			list = slices.Delete(list, 0, 1)
		}
		list = append(list, next)
	}
	p.List.set(list)
	return !known
}

func hashOf(text string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text))
	return h.Sum64()
}

func (d *credentialHarvesting) finding(s *detect.Session, p *places) detect.Finding {
	severity, tools, list := detect.High, 0, p.List.all()
	seen := map[string]bool{}
	for i := range list {
		if !seen[list[i].Tool] {
			seen[list[i].Tool] = true
			tools++
		}
	}
	if len(list) > 2*d.cfg.Threshold {
		severity = detect.Critical
	}
	calls := s.Recent()
	for i := range calls {
		for j := range list {
			if calls[i].Tool == list[j].Tool && calls[i].Time.Equal(list[j].At) {
				calls[i].Role = "read a place for credentials"
			}
		}
	}
	return detect.Finding{
		Severity: severity, Confidence: 0.8, Observed: float64(len(list)), Baseline: float64(d.cfg.Threshold), Evidence: calls,
		DedupKey: s.Key + "|" + severity.String(),
		Title:    fmt.Sprintf("%d places for credentials read in one session", len(list)),
		Description: fmt.Sprintf("The session read %d different credential stores, key files or results with secrets within %s, through %d tools; up to %d are usual.",
			len(list), d.cfg.Window, tools, d.cfg.Threshold),
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/window"
)

// maxArmed bounds how many dedup keys are remembered; the least recently raised one is forgotten first.
const maxArmed = 65536

// armory remembers what was raised, so that the same thing is not raised again too soon.
type armory struct {
	rearm  time.Duration
	raised *window.Keyed[shot]
}

type shot struct {
	at       time.Time
	severity detect.Severity
}

func newArmory(rearm time.Duration) *armory {
	return &armory{rearm: rearm, raised: window.NewKeyed[shot](maxArmed)}
}

// pass reports whether the finding is to be sent: it is new, worse than before, or the re-arm interval has passed.
func (a *armory) pass(f *detect.Finding) bool {
	if a.rearm <= 0 {
		return true
	}
	last := a.raised.Get(f.DedupKey, f.Time)
	if last.severity >= f.Severity && f.Time.Sub(last.at) < a.rearm {
		return false
	}
	*last = shot{at: f.Time, severity: f.Severity}
	return true
}

func (a *armory) expire(now time.Time) { a.raised.Expire(now.Add(-a.rearm)) }

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// maxLeap is how far one event alone may move time forward. An event further ahead is believed when the next one that
// does not lag behind confirms it: one broken clock must not end every session.
const maxLeap = time.Hour

// clock is event time: the latest time of any event believed.
type clock struct {
	now     time.Time
	moment  detect.Moment // that now is
	doubted time.Time     // a time more than maxLeap ahead that no other event has confirmed
	moved   bool          // since the engine last advanced
}

func newClock() clock { return clock{moment: detect.MomentOf(time.Time{})} }

// set moves the time reached.
func (c *clock) set(t time.Time) { c.now, c.moment, c.moved = t, detect.MomentOf(t), true }

// see takes the time of an event, and reports whether it lags behind by more than the bound.
func (c *clock) see(t time.Time, bound time.Duration) (late bool) {
	switch ahead := t.Compare(c.now); {
	case ahead == 0: // as most events are that come at once
	case ahead < 0:
		return !c.now.IsZero() && c.now.Sub(t) > bound
	case c.now.IsZero() || t.Sub(c.now) <= maxLeap || !c.doubted.IsZero() && t.Sub(c.doubted).Abs() <= maxLeap:
		c.set(t)
		c.doubted = time.Time{}
	default:
		c.doubted = t
	}
	return false
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import "time"

// maxLeap is how far one event alone may move time forward. An event further ahead is believed when the next one that
// does not lag behind confirms it: one broken clock must not end every session.
const maxLeap = time.Hour

// clock is event time: the latest time of any event believed.
type clock struct {
	now     time.Time
	doubted time.Time // a time more than maxLeap ahead that no other event has confirmed
}

// late reports whether t lags behind by more than the bound.
func (c *clock) late(t time.Time, bound time.Duration) bool {
	return !c.now.IsZero() && c.now.Sub(t) > bound
}

// see takes the time of an event and returns the time reached.
func (c *clock) see(t time.Time) time.Time {
	switch {
	case !t.After(c.now):
	case c.now.IsZero() || t.Sub(c.now) <= maxLeap:
		c.now, c.doubted = t, time.Time{}
	case !c.doubted.IsZero() && t.Sub(c.doubted).Abs() <= maxLeap:
		c.now, c.doubted = t, time.Time{}
	default:
		c.doubted = t
	}
	return c.now
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"math"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/recency"
)

// table holds the live sessions, bounded by count and bytes, the least recently active first.
type table struct {
	maxCount int
	maxBytes int64
	layout   *detect.Layout
	bytes    int64
	index    index
	order    recency.List[entry]
	places   places
}

// node is a live session in its place among the others: one allocation for all that is not a list.
type node = recency.Node[entry]

type entry struct {
	session detect.Session
	touched detect.Moment // event time reached when the session was last used: in the order of the list
	kept    kept
	size    uint32
	gone    bool // the session is over
	waits   bool // a turn of it waits
}

// perSession is what a session takes besides what it says of itself: the rest of its node, and its place in the index.
const perSession = 160

func newTable(maxCount int, maxBytes int64, layout *detect.Layout) *table {
	return &table{maxCount: maxCount, maxBytes: maxBytes, layout: layout, index: newIndex()}
}

// use marks a session as the most recently active.
func (t *table) use(n *node, now detect.Moment) {
	n.Of.touched = now
	t.order.Use(n)
}

// add makes a session, which is to be used at once.
func (t *table) add(key string) *node {
	n := &node{Of: entry{session: detect.MakeSession(key, t.layout)}}
	t.index.add(n)
	return n
}

// restore adds a session that was stored.
func (t *table) restore(s *detect.Session, touched time.Time, k kept) {
	n := &node{Of: entry{session: *s, touched: detect.MomentOf(touched), kept: k}}
	n.Of.measure()
	t.bytes += int64(n.Of.size)
	t.index.add(n)
	t.order.Use(n)
}

// find returns the session of a key, nil for none.
func (t *table) find(key string) *node { return t.index.find(key, t.index.hashOf(key)) }

func (t *table) remove(key string) {
	if n := t.find(key); n != nil {
		t.order.Remove(n)
		t.bytes -= int64(n.Of.size)
		t.index.remove(n)
		t.places.leave(&n.Of)
	}
}

func (t *table) oldestSession() *detect.Session {
	if n := t.order.First(); n != nil {
		return &n.Of.session
	}
	return nil
}

// idleSince returns a session that was not used since t, if any.
func (t *table) idleSince(at time.Time) *detect.Session {
	if n := t.order.First(); n != nil && n.Of.touched < detect.MomentOf(at) {
		return &n.Of.session
	}
	return nil
}

// settle takes the new size of a session that was just used, and returns a session that must leave, if any.
func (t *table) settle(n *node) (*detect.Session, detect.EndReason) {
	t.bytes -= int64(n.Of.size)
	n.Of.measure()
	t.bytes += int64(n.Of.size)
	return t.excess()
}

// measure takes the size of the session as it is now.
func (e *entry) measure() { e.size = uint32(min(e.session.Size()+perSession, math.MaxUint32)) }

// excess returns the next session that must leave, nil when the table is within its bounds. A single session stays
// whatever its size: its detectors bound it.
func (t *table) excess() (*detect.Session, detect.EndReason) {
	switch {
	case t.index.n > t.maxCount:
		return t.oldestSession(), detect.EndedCount
	case t.bytes > t.maxBytes && t.index.n > 1:
		return t.oldestSession(), detect.EndedBytes
	default:
		return nil, ""
	}
}

// roomy reports whether the table is so far from its bounds that a few events do not bring it there.
func (t *table) roomy() bool { return t.index.n <= t.maxCount && t.bytes < t.maxBytes-t.maxBytes/8 }

func (t *table) byServer() map[string]int {
	count := make(map[string]int)
	for n := t.order.First(); n != nil; n = n.Newer() {
		servers := n.Of.session.Servers()
		if len(servers) == 0 {
			count[""]++
		}
		for _, server := range servers {
			count[server]++
		}
	}
	return count
}

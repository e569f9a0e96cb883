// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/recency"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
)

// direction of a message. Both sides number their requests on their own.
type direction uint8

const (
	fromClient direction = iota
	fromServer
)

func (d direction) String() string {
	if d == fromServer {
		return schema.ServerToClient
	}
	return schema.ClientToServer
}

func (d direction) back() direction { return 1 - d }

type pendingKey struct {
	dir direction
	id  string // as written, so 1 and "1" differ
}

// scope is where ids are unique: a session, or an exchange where there is none.
type scope struct {
	pending map[pendingKey]*pending
	asked   audit.Session // of the client's last message, where there is no session
}

// inOrder returns what waits, the oldest first, so that the same input always gives the same order of events.
func (s *scope) inOrder() []*pending {
	if len(s.pending) == 0 {
		return nil
	}
	all := slices.Collect(maps.Values(s.pending))
	slices.SortFunc(all, func(a, b *pending) int { return cmp.Compare(a.number, b.number) })
	return all
}

// pending is a request that waits for its answer.
type pending struct {
	event     audit.Event
	cursor    string
	start     time.Time
	key       pendingKey
	scope     *scope
	session   *session
	cancelled bool
	number    uint64 // in the order of arrival
	place     recency.Node[*pending]
}

// hold makes the request independent of the bytes it was read from.
func (p *pending) hold() { p.event.Arguments = bytes.Clone(p.event.Arguments) }

// wait adds a request to its scope. A request with an id that is already waiting pushes the older one out.
func (t *Tracker) wait(sc *scope, p *pending) {
	if old := sc.pending[p.key]; old != nil {
		t.Anomaly(AnomalyDuplicateID)
		t.drop(old)
		old.event.ErrorType = "duplicate_id"
		t.finish(old, p.start, schema.OutcomeProtocolError)
	}
	if t.pending.Len() >= t.MaxPending {
		t.expire(t.pending.Oldest(), p.start)
	}
	if sc.pending == nil {
		sc.pending = make(map[pendingKey]*pending, 1)
	}
	p.scope = sc
	sc.pending[p.key] = p
	t.waited++
	p.number, p.place.Of = t.waited, p
	t.pending.Use(&p.place)
}

// drop takes a request out of its scope.
func (t *Tracker) drop(p *pending) {
	delete(p.scope.pending, p.key)
	t.pending.Remove(&p.place)
}

// expire reports a request that nobody answered.
func (t *Tracker) expire(p *pending, now time.Time) {
	t.drop(p)
	if p.cancelled {
		p.event.ErrorType = schema.OutcomeCancelled
		t.finish(p, now, schema.OutcomeCancelled)
		return
	}
	if p.event.ErrorType == "" {
		p.event.ErrorType = schema.OutcomeTimeout
	}
	t.finish(p, now, schema.OutcomeTimeout)
}

// finish emits the event of a request that is over.
func (t *Tracker) finish(p *pending, now time.Time, outcome string) {
	ev := &p.event
	ev.Name, ev.Outcome, ev.Start, ev.End = schema.EventOperation, outcome, p.start, now
	t.emit(ev, p.session)
}

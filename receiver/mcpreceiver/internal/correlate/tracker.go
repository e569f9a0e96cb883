// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package correlate turns messages into audit events: it brings requests and answers together, knows sessions in every
// protocol version, and remembers what servers say of their tools. Time comes with every call, so that replaying a
// recording gives the same events.
package correlate

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
	"github.com/otelcol-mcp/otelcol-mcp/internal/recency"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
)

// Kinds of anomalies that are counted.
const (
	AnomalyMalformed   = "malformed_json"
	AnomalyShape       = "not_json_rpc"
	AnomalyDepth       = "nested_too_deeply"
	AnomalyBatch       = "batch_too_long"
	AnomalyDuplicates  = "duplicate_members"
	AnomalyDuplicateID = "duplicate_request_id"
	AnomalyOrphan      = "answer_without_request"
	AnomalyTooLong     = "message_too_long"
	AnomalyEncoding    = "content_encoding"
	AnomalyMismatch    = "header_mismatch"
	AnomalyHeader      = "header_encoding"
)

// maxBatch is how many messages of one batch are looked at.
const maxBatch = 1000

// Settings of a Tracker.
type Settings struct {
	Keyer          *pseudonym.Keyer
	PlainSessions  bool
	MaxSessions    int
	MaxPending     int
	IdleTimeout    time.Duration
	RequestTimeout time.Duration
	StateHandles   []string
	JWTClaim       string
	MaxDecoded     int // bytes a compressed body may have once it is decoded
	// Emit takes every event. What the event points to is only valid until Emit returns.
	Emit func(*audit.Event)
	// Anomaly counts a message that is not what the protocol allows.
	Anomaly func(kind string)
}

// Tracker holds what must be remembered between messages. It is not safe for concurrent use.
type Tracker struct {
	Settings
	sessions   map[sessionKey]*session
	endpoints  map[sessionKey]*session // HTTP+SSE: by the URI the client posts to
	idle       recency.List[*session]  // the longest silent first
	pending    recency.List[*pending]  // the oldest first
	waited     uint64                  // requests so far
	principals principals
	servers    map[string]*server
	groups     map[string]int // how many servers a session id is used with
	loose      map[string]*scope
	rounds     rounds
	framed     conversation // of the frame at hand
	now        time.Time
}

// New returns an empty Tracker.
func New(set Settings) *Tracker {
	t := &Tracker{
		Settings: set, sessions: map[sessionKey]*session{}, endpoints: map[sessionKey]*session{}, servers: map[string]*server{},
		groups: map[string]int{}, loose: map[string]*scope{}, rounds: rounds{},
	}
	t.principals.init(set.MaxSessions, set.IdleTimeout)
	return t
}

// Sessions is how many sessions are held.
func (t *Tracker) Sessions() int { return len(t.sessions) }

// Pending is how many requests wait for their answer.
func (t *Tracker) Pending() int { return t.pending.Len() }

// Advance moves the clock: what has waited or been silent too long is reported.
func (t *Tracker) Advance(now time.Time) {
	if now.Before(t.now) {
		return
	}
	t.now = now
	for p := t.pending.Oldest(); p != nil && now.Sub(p.start) >= t.RequestTimeout; p = t.pending.Oldest() {
		t.expire(p, p.start.Add(t.RequestTimeout))
	}
	for s := t.idle.Oldest(); s != nil && now.Sub(s.seen) >= t.IdleTimeout; s = t.idle.Oldest() {
		if s.streams > 0 { // somebody listens
			t.touch(s, now)
			continue
		}
		t.endSession(s, s.seen.Add(t.IdleTimeout), "idle_timeout")
	}
	t.principals.advance(now)
}

// Close reports everything that is still open.
func (t *Tracker) Close(now time.Time, reason string) {
	for p := t.pending.Oldest(); p != nil; p = t.pending.Oldest() {
		p.event.ErrorType = reason
		t.expire(p, now)
	}
	for s := t.idle.Oldest(); s != nil; s = t.idle.Oldest() {
		t.endSession(s, now, reason)
	}
}

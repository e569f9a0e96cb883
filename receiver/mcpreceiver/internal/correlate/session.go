// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/recency"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
)

type sessionKey struct{ server, id string }

// session is one transport session: a Mcp-Session-Id, an HTTP+SSE connection, a stdio process.
type session struct {
	scope
	key      sessionKey
	endpoint sessionKey // of HTTP+SSE
	info     audit.Session
	source   *audit.Source
	started  time.Time
	seen     time.Time
	streams  int
	replayed eventIDs
	over     bool // a stream may still hold it
	place    recency.Node[*session]
}

// touch notes that a session is alive. One that is over stays so, whatever still comes on its streams.
func (t *Tracker) touch(s *session, now time.Time) {
	if s.over {
		return
	}
	if now.After(s.seen) {
		s.seen = now
	}
	t.idle.Use(&s.place)
}

// session returns the session with an id, or nil.
func (t *Tracker) session(server, id string, now time.Time) *session {
	s := t.sessions[sessionKey{server, id}]
	if s != nil {
		t.touch(s, now)
	}
	return s
}

// startSession returns the session with an id, which it makes and announces if need be.
func (t *Tracker) startSession(src *audit.Source, id string, info audit.Session, now time.Time) *session {
	if s := t.session(src.Server, id, now); s != nil {
		return s
	}
	if len(t.sessions) >= t.MaxSessions {
		t.endSession(t.idle.Oldest(), now, "evicted")
	}
	recorded := id
	if !t.PlainSessions {
		recorded = t.Keyer.Pseudonym("mcp-session", id)
	}
	info.ID, info.Key, info.KeySource = recorded, recorded, schema.KeySourceTransport
	info.Fingerprint = t.fingerprint(src, id)
	s := &session{key: sessionKey{src.Server, id}, info: info, source: src, started: now, seen: now}
	t.sessions[s.key] = s
	s.place.Of = s
	t.idle.Use(&s.place)
	if t.groups[id]++; t.groups[id] > 1 {
		return s // one session with several servers starts once
	}
	t.emit(&audit.Event{Name: schema.EventSessionStart, Start: now, End: now, Source: src, Outcome: schema.OutcomeSuccess}, s)
	return s
}

// endSession reports what still waits in a session, then its end.
func (t *Tracker) endSession(s *session, now time.Time, reason string) {
	if s.over {
		return
	}
	s.over = true
	for _, p := range s.inOrder() {
		t.expire(p, now)
	}
	delete(t.sessions, s.key)
	if s.endpoint.id != "" {
		delete(t.endpoints, s.endpoint)
	}
	t.idle.Remove(&s.place)
	if t.groups[s.key.id]--; t.groups[s.key.id] > 0 {
		return
	}
	delete(t.groups, s.key.id)
	t.emit(&audit.Event{
		Name: schema.EventSessionEnd, Start: s.started, End: now, Source: s.source, Outcome: schema.OutcomeSuccess, Reason: reason,
	}, s)
}

// fingerprint is the keyed hash of address, user agent and session.
func (t *Tracker) fingerprint(src *audit.Source, id string) string {
	return t.Keyer.Pseudonym("client", src.ClientAddress+"\x00"+src.UserAgent+"\x00"+id)
}

// emit completes an event with what is known of its session, and hands it on.
func (t *Tracker) emit(ev *audit.Event, s *session) {
	if s != nil {
		version := ev.Session.ProtocolVersion
		ev.Session = s.info
		if version != "" {
			ev.Session.ProtocolVersion = version
		}
	}
	t.Emit(ev)
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"strconv"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/jsonrpc"
)

// ladder gives an event without transport session the key that detections group by: the trace, a state handle in the
// arguments, or the principal until it has been silent for the idle gap.
func (t *Tracker) ladder(ev *audit.Event, p *params, now time.Time) {
	ev.Session.Fingerprint = t.fingerprint(ev.Source, "")
	if id := traceID(p.traceParent); id != "" {
		ev.Session.Key, ev.Session.KeySource = id, schema.KeySourceTrace
		return
	}
	if handle := t.stateHandle(p.arguments); handle != "" {
		ev.Session.Key = t.Keyer.Pseudonym("mcp-state", ev.Source.Server+"\x00"+handle)
		ev.Session.KeySource = schema.KeySourceState
		return
	}
	ev.Session.Key = t.principals.key(t, principal(ev), now)
	ev.Session.KeySource = schema.KeySourcePrincipal
}

// climb gives a message without transport session its key. What the server says belongs to what the client asked.
func (t *Tracker) climb(c *conversation, dir direction, ev *audit.Event, p *params, at time.Time) {
	if dir == fromServer && c.own.asked.Key != "" {
		ev.Session = c.own.asked
		return
	}
	t.ladder(ev, p, at)
	if dir == fromClient {
		c.own.asked = ev.Session
	}
}

// stateHandle returns the value of the first configured handle that the arguments have.
func (t *Tracker) stateHandle(arguments []byte) string {
	for _, name := range t.StateHandles {
		if v := jsonrpc.Get(arguments, name); len(v) > 0 && v[0] != '{' && v[0] != '[' && string(v) != "null" {
			return name + "=" + string(v)
		}
	}
	return ""
}

// principal is who an event is from: the user, else the credential, else the address; with client and server.
func principal(ev *audit.Event) string {
	who := ev.Source.UserID
	if who == "" {
		who = ev.Source.AuthTokenHash
	}
	if who == "" {
		who = ev.Source.ClientAddress
	}
	return who + "\x00" + ev.Source.UserAgent + "\x00" + ev.Session.ClientName + "\x00" + ev.Source.Agent + "\x00" + ev.Source.Server
}

// principals remembers since when each principal has been at work without a longer break.
type principals struct {
	max   int
	gap   time.Duration
	since map[string]*streak
	swept time.Time
}

type streak struct {
	key  string
	seen time.Time
}

func (p *principals) init(most int, gap time.Duration) {
	p.max, p.gap, p.since = most, gap, map[string]*streak{}
}

func (p *principals) key(t *Tracker, who string, now time.Time) string {
	s := p.since[who]
	if s != nil && now.Sub(s.seen) < p.gap {
		s.seen = now
		return s.key
	}
	if s == nil && len(p.since) >= p.max {
		p.evict()
	}
	s = &streak{key: t.Keyer.Pseudonym("mcp-principal", who+"\x00"+strconv.FormatInt(now.UnixNano(), 10)), seen: now}
	p.since[who] = s
	return s.key
}

// evict forgets some principal: one more session begins for it.
func (p *principals) evict() {
	for who := range p.since {
		delete(p.since, who)
		return
	}
}

// advance forgets, once in a while, who has been silent.
func (p *principals) advance(now time.Time) {
	if now.Sub(p.swept) < p.gap/4 {
		return
	}
	p.swept = now
	for who, s := range p.since {
		if now.Sub(s.seen) >= p.gap {
			delete(p.since, who)
		}
	}
}

// traceID returns the trace id of a W3C traceparent, or "".
func traceID(parent string) string {
	if len(parent) < 55 || parent[2] != '-' || parent[35] != '-' {
		return ""
	}
	id := parent[3:35]
	for _, c := range []byte(id) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return ""
		}
	}
	if id == "00000000000000000000000000000000" {
		return ""
	}
	return id
}

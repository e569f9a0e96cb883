// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"math"
	"time"
)

// RecentCalls is how many calls a session remembers for evidence.
const RecentCalls = 12

// Call is one operation on a finding's timeline. It holds no captured content.
type Call struct {
	Time                          time.Time
	Method, Tool, Server, Outcome string
	RequestSize, ResponseSize     int64
	// Role says what the call has to do with the finding, in a few words; empty for mere context.
	Role    string
	TraceID [16]byte
	SpanID  [8]byte
}

// CallOf describes the event as a call, for detectors that keep their own evidence.
func CallOf(env *Env, ev *Event, role string) Call {
	c := callOf(ev, env.interner)
	c.Role = role
	return c
}

func callOf(ev *Event, in *Interner) Call {
	return Call{
		Time: ev.Time, Method: in.Intern(ev.Method), Tool: in.Intern(ev.Tool), Server: in.Intern(ev.Server),
		Outcome: in.Intern(ev.Outcome), RequestSize: ev.RequestSize, ResponseSize: ev.ResponseSize,
		TraceID: ev.TraceID, SpanID: ev.SpanID,
	}
}

// ring keeps the last RecentCalls calls, packed; it grows as needed.
type ring struct {
	calls []packed
	spans []spanID // of the calls, nil as long as none had one
	next  int
}

// packed is a Call in a fraction of the room: sessions are many, and most of their calls are never shown.
type packed struct {
	at            int64 // unix nanoseconds
	names         *names
	request, resp uint32
}

// spanID is the trace and span of a call.
type spanID struct {
	trace [16]byte
	span  [8]byte
}

const packedSize, spanIDSize = 24, 24

// names are those of a call; equal ones are shared.
type names struct{ method, tool, server, outcome string }

func pack(ev *Event, in *Interner) packed {
	return packed{at: ev.Time.UnixNano(), names: in.names(ev), request: clamp(ev.RequestSize), resp: clamp(ev.ResponseSize)}
}

func clamp(n int64) uint32 { return uint32(min(max(n, 0), math.MaxUint32)) }

func (p *packed) call(id spanID) Call {
	return Call{
		Time: time.Unix(0, p.at).UTC(), Method: p.names.method, Tool: p.names.tool, Server: p.names.server, Outcome: p.names.outcome,
		RequestSize: int64(p.request), ResponseSize: int64(p.resp), TraceID: id.trace, SpanID: id.span,
	}
}

func (r *ring) add(p packed, id spanID) {
	if r.spans == nil && id != (spanID{}) {
		r.spans = make([]spanID, len(r.calls), RecentCalls)
	}
	if len(r.calls) < RecentCalls {
		if len(r.calls) == cap(r.calls) {
			r.calls = append(make([]packed, 0, min(2*len(r.calls)+3, RecentCalls)), r.calls...)
		}
		r.calls = append(r.calls, p)
		if r.spans != nil {
			r.spans = append(r.spans, id)
		}
		return
	}
	r.calls[r.next] = p
	if r.spans != nil {
		r.spans[r.next] = id
	}
	r.next = (r.next + 1) % RecentCalls
}

// each visits the calls, oldest first.
func (r *ring) each(visit func(p *packed, id spanID)) {
	for i := range r.calls {
		at := (r.next + i) % len(r.calls)
		var id spanID
		if r.spans != nil {
			id = r.spans[at]
		}
		visit(&r.calls[at], id)
	}
}

func (r *ring) list() []Call {
	out := make([]Call, 0, len(r.calls))
	r.each(func(p *packed, id spanID) { out = append(out, p.call(id)) })
	return out
}

func (r *ring) size() int { return cap(r.calls)*packedSize + cap(r.spans)*spanIDSize }

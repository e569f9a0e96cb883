// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import "time"

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

// ring keeps the last RecentCalls calls; it grows as needed.
type ring struct {
	calls []Call
	next  int
}

func (r *ring) add(c Call) {
	if len(r.calls) < RecentCalls {
		r.calls = append(r.calls, c)
		return
	}
	r.calls[r.next] = c
	r.next = (r.next + 1) % RecentCalls
}

func (r *ring) list() []Call {
	out := make([]Call, 0, len(r.calls))
	out = append(out, r.calls[r.next:]...)
	return append(out, r.calls[:r.next]...)
}

func (r *ring) size() int { return cap(r.calls) * 152 }

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"strconv"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
)

// maxRounds is how many calls that wait for more input are remembered.
const maxRounds = 10_000

// round is where a logical call stands that takes several requests (2026-07-28: the server answers "input_required", the
// client asks again with a new id).
type round struct {
	callID string
	number int
	at     time.Time
}

// rounds remembers, by the state the server handed out or by who called what, which call a request goes on with.
type rounds map[string]round

// roundKey names the call that a request goes on with, or that an answer leaves open.
func roundKey(ev *audit.Event, state []byte) string {
	if len(state) > 0 {
		return ev.Source.Server + "\x00" + string(state)
	}
	return ev.Source.Server + "\x01" + ev.Session.Key + "\x00" + ev.Method + "\x00" + ev.Tool + ev.Prompt + ev.URI
}

// goOn links a request that brings input to the call it belongs to.
func (t *Tracker) goOn(ev *audit.Event, p *params) {
	if p.requestState == nil && !p.hasInput {
		return
	}
	key := roundKey(ev, boundedState(p.requestState))
	if r, ok := t.rounds[key]; ok {
		delete(t.rounds, key)
		ev.CallID, ev.Round = r.callID, r.number+1
	}
}

// leaveOpen remembers a call that waits for input.
func (t *Tracker) leaveOpen(p *pending, state []byte, at time.Time) {
	ev := &p.event
	if ev.CallID == "" {
		ev.CallID = t.Keyer.Hash(ev.Source.Server + "\x00" + ev.Session.Key + "\x00" + ev.RequestID + "\x00" + strconv.FormatInt(p.start.UnixNano(), 10))
		ev.Round = 1
	}
	if len(t.rounds) >= maxRounds {
		t.forgetRounds(at)
	}
	t.rounds[roundKey(ev, boundedState(state))] = round{ev.CallID, ev.Round, at}
}

// forgetRounds makes room: calls nobody went on with, else any.
func (t *Tracker) forgetRounds(now time.Time) {
	for key, r := range t.rounds {
		if now.Sub(r.at) > t.RequestTimeout {
			delete(t.rounds, key)
		}
	}
	for key := range t.rounds {
		if len(t.rounds) < maxRounds {
			return
		}
		delete(t.rounds, key)
	}
}

// boundedState is as much of an opaque state as it takes to know it by.
func boundedState(state []byte) []byte { return state[:min(len(state), 4*maxText)] }

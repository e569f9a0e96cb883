// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// turn is an event on its way through the detectors. Turns wait until there are several: each detector takes all of them, in
// order, before the next detector does, so that a detector's code is fetched and its branches are learned once for all of
// them. The detectors together have more code than a processor's first cache holds: with 32 turns at a time an event takes
// about a tenth less time than with one.
//
// Events that wait together are operations of sessions that were there before, no two of the same one. All else that one
// may tell of another a detector keeps for itself, so that the findings are the same as if they came one by one.
type turn struct {
	env     *detect.Env
	ev      *detect.Event
	session *detect.Session // nil for none
	node    *node           // of the session, nil for none
}

// observe takes an event that is no repeat, of whose session this is the node, if it has one already. It may wait for finish.
func (e *Engine) observe(ev *detect.Event, n *node) {
	at := detect.MomentOf(ev.Time)
	alone := e.alone(ev, at, n)
	if alone || n.Of.waits {
		e.finish()
	}
	e.begin(ev, at, n)
	if alone || e.waiting == len(e.turns) {
		e.finish()
	}
}

// alone reports whether no other event can wait together with an event at a moment.
func (e *Engine) alone(ev *detect.Event, at detect.Moment, n *node) bool {
	return n == nil || n.Of.gone || n.Of.session.Idle(at) > e.cfg.IdleTimeout || ev.Name != schema.EventOperation ||
		e.correlator != nil || !e.sessions.roomy()
}

// begin brings the engine and the event's session up to date.
func (e *Engine) begin(ev *detect.Event, at detect.Moment, n *node) {
	if e.clock.see(ev.Time, e.cfg.Lateness) {
		e.observer.Late()
	}
	if e.clock.moved || e.correlator != nil {
		e.advance()
	}
	n = e.session(ev, at, n)
	t := &e.turns[e.waiting]
	t.ev, t.node, t.session = ev, n, nil
	traits := ev.Traits()
	if n != nil {
		t.session, n.Of.waits = &n.Of.session, true
		traits |= t.session.Traits()
	}
	t.env.Begin(e.clock.now)
	t.env.Take(traits)
	e.waiting++
}

// finish gives the events that wait to the detectors.
func (e *Engine) finish() {
	turns := e.turns[:e.waiting]
	if len(turns) == 0 {
		return
	}
	var traits detect.Traits
	for i := range turns {
		traits |= turns[i].env.Traits()
	}
	for i := range e.detectors {
		if d := &e.detectors[i]; d.only&traits != 0 {
			e.env.Use(d.name)
			d.observe(turns)
		}
	}
	e.waiting = 0
	for i := range turns {
		e.leave(&turns[i])
	}
}

// observe shows a detector the turns that it takes.
func (d *observing) observe(turns []turn) {
	is, only := d.is, d.only
	if only&detect.Any != 0 {
		for i := range turns {
			t := &turns[i]
			is.Observe(t.env, t.ev, t.session)
		}
		return
	}
	for i := range turns {
		if t := &turns[i]; t.env.Traits()&only != 0 {
			is.Observe(t.env, t.ev, t.session)
		}
	}
}

// leave takes what came of a turn.
func (e *Engine) leave(t *turn) {
	s := t.session
	e.collect(t.env, t.ev, s)
	if s == nil {
		return
	}
	t.node.Of.waits = false
	if t.ev.Name == schema.EventSessionEnd {
		e.end(s, detect.EndedByPeer)
		return
	}
	for over, why := e.sessions.settle(t.node); over != nil; over, why = e.sessions.excess() {
		e.end(over, why)
	}
}

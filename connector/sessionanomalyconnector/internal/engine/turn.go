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
	env  *detect.Env
	ev   *detect.Event
	node *node // of its session, nil for none
}

func (t *turn) session() *detect.Session {
	if t.node == nil {
		return nil
	}
	return &t.node.Of.session
}

// observe takes an event that is no repeat, of whose session this is the node, if it has one already. It may wait for finish.
func (e *Engine) observe(ev *detect.Event, n *node) {
	alone := e.alone(ev, n)
	if alone || e.waits(n) {
		e.finish()
	}
	e.begin(ev, n)
	if alone || e.waiting == len(e.turns) {
		e.finish()
	}
}

// alone reports whether no other event can wait together with an event.
func (e *Engine) alone(ev *detect.Event, n *node) bool {
	return n == nil || n.Of.gone || n.Of.session.Idle(ev.Time) > e.cfg.IdleTimeout || ev.Name != schema.EventOperation ||
		e.correlator != nil || !e.sessions.roomy()
}

// waits reports whether an event of a session waits.
func (e *Engine) waits(n *node) bool {
	for i := range e.turns[:e.waiting] {
		if e.turns[i].node == n {
			return true
		}
	}
	return false
}

// begin brings the engine and the event's session up to date.
func (e *Engine) begin(ev *detect.Event, n *node) {
	if e.clock.late(ev.Time, e.cfg.Lateness) {
		e.observer.Late()
	}
	e.advance(e.clock.see(ev.Time))
	n = e.session(ev, n)
	t := &e.turns[e.waiting]
	t.ev, t.node = ev, n
	t.env.Begin(e.clock.now)
	e.waiting++
}

// finish gives the events that wait to the detectors.
func (e *Engine) finish() {
	turns := e.turns[:e.waiting]
	if len(turns) == 0 {
		return
	}
	for _, d := range e.detectors {
		e.env.Use(d.name)
		for i := range turns {
			t := &turns[i]
			d.is.Observe(t.env, t.ev, t.session())
		}
	}
	e.waiting = 0
	for i := range turns {
		e.leave(&turns[i])
	}
}

// leave takes what came of a turn.
func (e *Engine) leave(t *turn) {
	s := t.session()
	e.collect(t.env, t.ev, s)
	if s == nil {
		return
	}
	if t.ev.Name == schema.EventSessionEnd {
		e.end(s, detect.EndedByPeer)
		return
	}
	for over, why := e.sessions.settle(t.node); over != nil; over, why = e.sessions.excess() {
		e.end(over, why)
	}
}

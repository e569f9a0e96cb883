// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package engine runs the detectors over a stream of events: it keeps the session table, moves event time on, and
// deduplicates and completes findings. It is not safe for concurrent use.
package engine

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/rules"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// tickEvery is how often, in event time, detectors are ticked.
const tickEvery = time.Minute

// Config bounds the engine.
type Config struct {
	MaxSessions int           // sessions held at once
	MaxBytes    int64         // memory of all sessions together
	IdleTimeout time.Duration // a session without an event for so long is over
	Lateness    time.Duration // how far an event may lag behind the newest one and still count as being in order
	Rearm       time.Duration // how long a finding with an equal dedup key is held back
}

// Observer is told what the engine did, for metrics.
type Observer interface {
	detect.Sink
	// Fetch is called for several events in a row, for each of which Event may be called then with what it returns: what
	// that leads to is in the cache when Event needs it.
	Fetch(ev *detect.Event) any
	// Event is called for every event that is no repeat, late ones included, with what Fetch returned, nil if it was not
	// called.
	Event(ev *detect.Event, fetched any)
	// SessionEnd is called when a session is over.
	SessionEnd(s *detect.Session, why detect.EndReason)
	// Late counts an event that lags behind by more than the lateness bound. Detectors see it, within its session.
	Late()
	// Repeat counts an event that was delivered again: it is left out.
	Repeat()
	// Repeated counts a finding that was held back because an equal one was raised before.
	Repeated(f *detect.Finding)
}

// Engine runs the detectors.
type Engine struct {
	cfg       Config
	setup     *detect.Setup
	detectors []observing
	enders    []named[detect.SessionEnder]
	tickers   []named[detect.Ticker]
	observer  Observer
	env       *detect.Env
	interner  *detect.Interner
	sessions  *table
	clock     clock
	ticked    time.Time
	// checkpointed is the event time of the last checkpoint: what was not used since has not changed.
	checkpointed time.Time
	repeats      *repeats
	armed        *armory
	// correlator is nil when the user defined no rules.
	correlator *rules.Correlator
	findings   []detect.Finding
	turns      [detect.Abreast]turn
	waiting    int // how many turns wait to be finished
	// fetched depends on all that fetch read, so that none of it is left out.
	fetched byte
}

// observing is a detector with the traits of the events that it takes.
type observing struct {
	named[detect.Detector]
	only detect.Traits
}

func newObserving(d detect.Detector) observing {
	o := observing{named[detect.Detector]{d.Name(), d}, detect.Any}
	if s, ok := d.(detect.Selective); ok {
		o.only = s.Only()
	}
	return o
}

type named[T any] struct {
	name string
	is   T
}

// New returns an engine over detectors built with setup, and the user's rules, nil for none.
func New(cfg Config, setup *detect.Setup, detectors []detect.Detector, correlator *rules.Correlator, observer Observer) *Engine {
	e := &Engine{
		cfg: cfg, setup: setup, observer: observer,
		env: detect.NewEnv(observer), interner: detect.NewInterner(),
		sessions: newTable(cfg.MaxSessions, cfg.MaxBytes, setup.Slots()),
		clock:    newClock(),
		repeats:  newRepeats(), armed: newArmory(cfg.Rearm), correlator: correlator,
	}
	for i := range e.turns {
		e.turns[i].env = e.env.Beside(i)
	}
	for _, d := range detectors {
		e.detectors = append(e.detectors, newObserving(d))
		if ender, ok := d.(detect.SessionEnder); ok {
			e.enders = append(e.enders, named[detect.SessionEnder]{d.Name(), ender})
		}
		if ticker, ok := d.(detect.Ticker); ok {
			e.tickers = append(e.tickers, named[detect.Ticker]{d.Name(), ticker})
		}
	}
	return e
}

// Observe takes one event. Findings wait for Take.
func (e *Engine) Observe(ev *detect.Event) {
	e.date(ev)
	e.interner.Name(ev)
	if e.fresh(ev, e.repeats.identity(ev), nil) {
		e.observe(ev, e.sessions.find(ev.SessionKey))
	}
	e.finish()
}

// date makes a record without a time belong to now.
func (e *Engine) date(ev *detect.Event) {
	if undated(ev) {
		ev.Time = e.clock.now
	}
}

func undated(ev *detect.Event) bool { return ev.Time.Unix() <= 0 }

// fresh counts an event, unless it was seen before.
func (e *Engine) fresh(ev *detect.Event, identity uint64, fetched any) bool {
	if e.repeats.seenBefore(identity) {
		e.observer.Repeat()
		return false
	}
	e.observer.Event(ev, fetched)
	return true
}

// Advance moves event time on without an event, so that a quiet stream still ends its sessions.
func (e *Engine) Advance(to time.Time) {
	if to.After(e.clock.now) {
		e.clock.set(to)
		e.advance()
	}
}

// Now is the event time reached.
func (e *Engine) Now() time.Time { return e.clock.now }

// Take returns the findings since the last call. They are the caller's until the next Observe.
func (e *Engine) Take() []detect.Finding {
	taken := e.findings
	e.findings = e.findings[len(e.findings):]
	return taken
}

// Sessions counts the live sessions by server.
func (e *Engine) Sessions() map[string]int { return e.sessions.byServer() }

// Size is how many sessions are held, and their memory in bytes.
func (e *Engine) Size() (sessions int, bytes int64) { return e.sessions.index.n, e.sessions.bytes }

// Close ends every session, for a collector that stops without a checkpoint.
func (e *Engine) Close() {
	for s := e.sessions.oldestSession(); s != nil; s = e.sessions.oldestSession() {
		e.end(s, detect.EndedOnClose)
	}
}

// session finds or makes the session of an event at a moment and brings it up to date. The node is the one it had when it
// was looked up, which may have been before earlier events.
func (e *Engine) session(ev *detect.Event, at detect.Moment, n *node) *node {
	if ev.SessionKey == "" {
		return nil
	}
	if n == nil || n.Of.gone {
		n = e.sessions.find(ev.SessionKey)
	}
	if n != nil && n.Of.session.Idle(at) > e.cfg.IdleTimeout {
		e.end(&n.Of.session, detect.EndedIdle)
		n = nil
	}
	if n == nil {
		if ev.Name == "" || ev.Name == schema.EventTransportRejected {
			return nil // no session begins with a refusal, or with a record that is no audit event
		}
		n = e.sessions.add(ev.SessionKey)
	}
	e.sessions.use(n, e.clock.moment)
	n.Of.session.UpdateAt(ev, at, e.interner)
	return n
}

// advance ends idle sessions and ticks the detectors, as it is time to.
func (e *Engine) advance() {
	now := e.clock.now
	e.clock.moved = false
	idle := now.Add(-e.cfg.IdleTimeout - e.cfg.Lateness)
	if e.correlator == nil && now.Sub(e.ticked) < tickEvery && e.sessions.idleSince(idle) == nil {
		return
	}
	e.finish()
	for s := e.sessions.idleSince(idle); s != nil; s = e.sessions.idleSince(idle) {
		e.end(s, detect.EndedIdle)
	}
	if e.correlator != nil && e.correlator.Waiting(now.Add(-e.cfg.Lateness)) {
		e.env.Begin(now)
		e.correlator.Due(e.env, now.Add(-e.cfg.Lateness))
		e.settle(e.env, nil, nil)
	}
	if now.Sub(e.ticked) < tickEvery {
		return
	}
	e.ticked = now
	e.env.Begin(now)
	for _, t := range e.tickers {
		e.env.Use(t.name)
		t.is.Tick(e.env)
	}
	e.collect(e.env, nil, nil)
	e.armed.expire(now)
	if e.correlator != nil {
		e.correlator.Expire(now.Add(-e.cfg.Lateness))
	}
}

func (e *Engine) end(s *detect.Session, why detect.EndReason) {
	e.sessions.remove(s.Key)
	e.env.Begin(e.clock.now)
	for _, d := range e.enders {
		e.env.Use(d.name)
		d.is.SessionEnd(e.env, s, why)
	}
	if e.correlator != nil && (why == detect.EndedCount || why == detect.EndedBytes) {
		e.correlator.Evicted(e.env, s)
	}
	e.collect(e.env, nil, s)
	e.observer.SessionEnd(s, why)
}

// collect takes what the detectors raised, and then what the user's rules make of it.
func (e *Engine) collect(env *detect.Env, ev *detect.Event, s *detect.Session) {
	before := len(e.findings)
	e.settle(env, ev, s)
	if e.correlator == nil || len(e.findings) == before && (ev == nil || len(ev.Signals) == 0) {
		return
	}
	e.env.Begin(e.clock.now)
	e.correlator.Correlate(e.env, ev, e.findings[before:])
	e.settle(e.env, ev, s)
}

// settle completes what was raised and holds back what was raised before.
func (e *Engine) settle(env *detect.Env, ev *detect.Event, s *detect.Session) {
	for _, f := range env.Raised() {
		if f.Time.IsZero() && ev == nil && s == nil {
			f.Time = e.clock.now
		}
		f.Complete(ev, s)
		if s != nil {
			s.Findings++
			s.Worst = max(s.Worst, f.Severity)
		}
		if !e.armed.pass(&f) {
			e.observer.Repeated(&f)
			continue
		}
		e.findings = append(e.findings, f)
	}
}

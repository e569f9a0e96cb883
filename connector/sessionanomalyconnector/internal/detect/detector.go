// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import "time"

// Detector looks at every event and raises findings.
type Detector interface {
	// Name is the key in the configuration and the detector's name on findings, in lower snake case.
	Name() string
	// Observe takes one event. The session is nil for an event that belongs to none, such as a refused login.
	// The session already counts the event: its call is the last of the recent calls.
	Observe(env *Env, ev *Event, s *Session)
}

// SessionEnder is a Detector that wants to know when a session is over: it ended, was idle too long, or was evicted.
// This is the place to learn a baseline. Sessions with findings (Session.Findings > 0) must not be learned from.
type SessionEnder interface {
	SessionEnd(env *Env, s *Session, why EndReason)
}

// Ticker is a Detector that does something now and then. Tick is called about once a minute of event time, between
// events; Env.Now is the time reached.
type Ticker interface {
	Tick(env *Env)
}

// Persister is a Detector whose state across sessions survives a restart: baselines, open windows. The engine stores
// what Save returns under the detector's name and gives it to Load before the first event. The bytes carry their own
// version; Load refuses what it does not know, and the detector then starts empty.
type Persister interface {
	Save() ([]byte, error)
	Load(data []byte) error
}

// Resumer is a Detector whose open windows go on after a restart, and are no baseline. They are stored under the detector's
// name as well, apart from what Save gives, and Resume is called after Load, before the first event.
type Resumer interface {
	Suspend() ([]byte, error)
	Resume(data []byte) error
}

// Learner is a Persister whose state is a baseline worth carrying to another installation. Its Save returns JSON, and
// Import adds what was saved elsewhere to what it has learned itself, which wins.
type Learner interface {
	Persister
	Import(data []byte) error
	// Baselines says how many baselines are held, and how many of them have warmed up.
	Baselines() (held, warm int)
}

// EndReason says why a session is over.
type EndReason string

// The reasons.
const (
	EndedByPeer  EndReason = "ended"   // the source said so
	EndedIdle    EndReason = "idle"    // no event for the idle timeout
	EndedCount   EndReason = "count"   // evicted: too many sessions
	EndedBytes   EndReason = "bytes"   // evicted: too much memory
	EndedOnClose EndReason = "closing" // the collector stops and nothing is checkpointed
)

// Complete reports whether the session was seen to its natural end, so that its length and mix can be learned.
func (r EndReason) Complete() bool { return r == EndedByPeer || r == EndedIdle }

// Sink takes what detectors produce besides findings.
type Sink interface {
	// Flow counts content of one tool's result seen again in another tool's arguments.
	Flow(ev *Event, from, to string, bytes int64)
	// Drop counts what a limit or bad input made a detector leave out.
	Drop(detector, reason string, n int64)
	// ToolClass reports how a tool was classified, once for each tool.
	ToolClass(server, tool, class string)
}

// Env is what a detector may use while it observes. It is valid during the call only.
type Env struct {
	now      time.Time
	detector *string // shared by those that are Beside each other
	raised   []Finding
	sink     Sink
	interner *Interner
	place    int
	traits   Traits
}

// Abreast is how many events are observed together, at most: each detector observes all of them, in order, before the next
// detector does. They are of sessions that differ.
const Abreast = 32

// NewEnv returns the environment of one engine.
func NewEnv(sink Sink) *Env { return &Env{detector: new(string), sink: sink, interner: NewInterner()} }

// Beside returns an Env for an event that is observed together with others, as which of them.
func (e *Env) Beside(place int) *Env {
	return &Env{detector: e.detector, sink: e.sink, interner: e.interner, place: place}
}

// Place is which of the events that are observed together the one at hand is.
func (e *Env) Place() int { return e.place }

// Begin starts a new event or tick: the time moves on, findings raised before are forgotten.
func (e *Env) Begin(now time.Time) {
	e.now = now
	e.raised = e.raised[:0]
}

// Take says which traits the event has.
func (e *Env) Take(traits Traits) { e.traits = traits }

// Without says that the event turned out not to have some traits: detectors that take those only are not asked about it.
func (e *Env) Without(traits Traits) { e.traits &^= traits }

// Traits are those that the event has, as far as that is known by now.
func (e *Env) Traits() Traits { return e.traits }

// Use says which detector acts from now on.
func (e *Env) Use(detector string) { *e.detector = detector }

// Now is the event time reached: the latest time of any event so far.
func (e *Env) Now() time.Time { return e.now }

// Emit raises a finding. Fields that the engine completes (see Finding) can stay empty.
func (e *Env) Emit(f Finding) {
	f.Detector = *e.detector
	e.raised = append(e.raised, f)
}

// Raised lists what has been raised for the current event so far, by any detector.
func (e *Env) Raised() []Finding { return e.raised }

// Flow counts bytes of one tool's result seen again in another tool's arguments.
func (e *Env) Flow(ev *Event, from, to string, bytes int64) { e.sink.Flow(ev, from, to, bytes) }

// Drop counts what the acting detector left out, and why.
func (e *Env) Drop(reason string, n int64) {
	if n > 0 {
		e.sink.Drop(*e.detector, reason, n)
	}
}

// ToolClass reports how a tool was classified. Call it once for each tool.
func (e *Env) ToolClass(server, tool, class string) { e.sink.ToolClass(server, tool, class) }

// Intern returns a copy of s that shares its storage with earlier equal strings.
func (e *Env) Intern(s string) string { return e.interner.Intern(s) }

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"unsafe"

	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/baseline"
)

// Setup is what a detector's constructor gets.
type Setup struct {
	Logger *zap.Logger
	// Baselines says how statistical detectors learn what is usual.
	Baselines baseline.Config
	layout    Layout
	shared    map[string]any
}

// NewSetup returns the setup of one engine.
func NewSetup(logger *zap.Logger) *Setup {
	return &Setup{Logger: logger, Baselines: baseline.NewDefaultConfig()}
}

// Slots is where the states of the slots that were taken lie.
func (s *Setup) Slots() *Layout { return &s.layout }

// Share gives every detector of one engine that asks with the same key the same thing, made at the first request.
func Share[T any](setup *Setup, key string, build func() (T, error)) (T, error) {
	if v, ok := setup.shared[key].(T); ok {
		return v, nil
	}
	v, err := build()
	if err != nil {
		return v, err
	}
	if setup.shared == nil {
		setup.shared = map[string]any{}
	}
	setup.shared[key] = v
	return v, nil
}

// Slot is a detector's place in every session, for a state that T points to.
type Slot[T State] struct {
	layout *Layout
	index  int
}

// NewSlot takes a slot, before the first session is made; fresh gives what the state of a new session is a copy of.
func NewSlot[T State](setup *Setup, fresh func() T) Slot[T] {
	return Slot[T]{layout: &setup.layout, index: setup.layout.add(func() State { return fresh() }, func(at unsafe.Pointer) State { return as[T](at) })}
}

// as gives a pointer the type it has.
func as[T State](at unsafe.Pointer) T {
	return *(*T)(unsafe.Pointer(&at)) //nolint:gosec // G103: a state's place is only ever asked for by its own slot.
}

// Get returns the state of the session, a fresh one if there was none.
func (s Slot[T]) Get(session *Session) T {
	p := s.place(session)
	if session.used&(1<<s.index) == 0 {
		session.used |= 1 << s.index
		if p.begin.IsValid() {
			p.set(session, p.begin)
		}
	}
	return as[T](p.at(session))
}

// Peek returns the state if there is one.
func (s Slot[T]) Peek(session *Session) (state T, used bool) {
	p := s.place(session)
	if session.used&(1<<s.index) == 0 {
		return state, false
	}
	return as[T](p.at(session)), true
}

// place is where the state lies. A session of another setup has other things there.
func (s Slot[T]) place(session *Session) *statePlace {
	if session.layout != s.layout {
		panic("detect: a session of another setup")
	}
	return &s.layout.places[s.index]
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/baseline"
)

// Setup is what a detector's constructor gets.
type Setup struct {
	Logger *zap.Logger
	// Baselines says how statistical detectors learn what is usual.
	Baselines baseline.Config
	slots     int
	fresh     []func() State // by slot
	shared    map[string]any
}

// NewSetup returns the setup of one engine.
func NewSetup(logger *zap.Logger) *Setup {
	return &Setup{Logger: logger, Baselines: baseline.NewDefaultConfig()}
}

// Slots is how many slots were taken.
func (s *Setup) Slots() int { return s.slots }

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

// Slot is a detector's place in every session, for a state of type T.
type Slot[T State] struct {
	index int
	fresh func() T
}

// NewSlot takes a slot; fresh makes the state of a new session, on first use.
func NewSlot[T State](setup *Setup, fresh func() T) Slot[T] {
	s := Slot[T]{index: setup.slots, fresh: fresh}
	setup.slots++
	setup.fresh = append(setup.fresh, func() State { return fresh() })
	return s
}

// Get returns the state of the session, a fresh one if there was none.
func (s Slot[T]) Get(session *Session) T {
	if st, ok := session.states[s.index].(T); ok {
		return st
	}
	st := s.fresh()
	session.states[s.index] = st
	return st
}

// Peek returns the state if there is one.
func (s Slot[T]) Peek(session *Session) (T, bool) {
	st, ok := session.states[s.index].(T)
	return st, ok
}

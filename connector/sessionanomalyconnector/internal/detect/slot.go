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
type Slot[T State] struct{ slot }

type slot struct {
	layout *Layout
	offset uintptr // of the state in a session's block
	index  int
	bit    uint32 // of Session.used
}

// of is where the state of a session lies, which there is then.
func (s *slot) of(session *Session) unsafe.Pointer {
	if session.layout != s.layout || session.used&s.bit == 0 { // one call for all that is rare
		s.layout.begin(session, s.index)
	}
	return unsafe.Add(session.block, s.offset)
}

// NewSlot takes a slot, before the first session is made; fresh gives what the state of a new session is a copy of.
func NewSlot[T State](setup *Setup, fresh func() T) Slot[T] {
	index, offset := setup.layout.add(func() State { return fresh() })
	return Slot[T]{slot{layout: &setup.layout, offset: offset, index: index, bit: 1 << index}}
}

// Get returns the state of the session, a fresh one if there was none.
func (s *Slot[T]) Get(session *Session) T {
	at := s.of(session)
	return *(*T)(unsafe.Pointer(&at)) //nolint:gosec // G103: a state's place is only ever asked for by its own slot.
}

// Peek returns the state if there is one.
func (s *Slot[T]) Peek(session *Session) (state T, used bool) {
	s.layout.owns(session)
	if session.used&s.bit == 0 {
		return state, false
	}
	at := unsafe.Add(session.block, s.offset)
	return *(*T)(unsafe.Pointer(&at)), true //nolint:gosec // G103: as in Get.
}

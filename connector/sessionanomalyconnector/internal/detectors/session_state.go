// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"encoding/json"
	"errors"
	"slices"
)

// The per-session states below survive a restart in mid-session. What comes back may have been tampered with: it must not
// hold more than a state can, nor point outside the session's list of tools.

var errState = errors.New("state of a session is out of bounds")

// restore reads a state's stored form and refuses it unless valid holds.
func restore[T any](state *T, data []byte, valid func(*T) bool) error {
	var fresh T
	if err := json.Unmarshal(data, &fresh); err != nil {
		return err
	}
	if !valid(&fresh) {
		return errState
	}
	*state = fresh
	return nil
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (st *diversityState) MarshalBinary() ([]byte, error) { return json.Marshal(*st) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (st *diversityState) UnmarshalBinary(data []byte) error {
	return restore(st, data, func(s *diversityState) bool { return s.Next >= 0 })
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (st *noveltyState) MarshalBinary() ([]byte, error) { return json.Marshal(*st) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (st *noveltyState) UnmarshalBinary(data []byte) error {
	return restore(st, data, func(s *noveltyState) bool { return s.Seen >= 0 && len(s.Novel.all()) <= maxNovelPerSession })
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (st *sequenceState) MarshalBinary() ([]byte, error) { return json.Marshal(*st) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (st *sequenceState) UnmarshalBinary(data []byte) error {
	return restore(st, data, func(s *sequenceState) bool {
		return len(s.Calls) <= maxLearnedCalls && s.Next < scoreWindow && s.Worst >= 0 && s.Worst <= maxSurprise
	})
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (st *driftState) MarshalBinary() ([]byte, error) { return json.Marshal(*st) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (st *driftState) UnmarshalBinary(data []byte) error {
	return restore(st, data, func(s *driftState) bool {
		return len(s.Held) <= maxHeld && len(s.Drift.all()) <= maxDrifts && s.Seen >= uint64(len(s.Held)) &&
			!slices.ContainsFunc(s.Held, func(o observation) bool { return o.Of == nil })
	})
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (st *temporalState) MarshalBinary() ([]byte, error) { return json.Marshal(*st) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (st *temporalState) UnmarshalBinary(data []byte) error {
	return restore(st, data, func(*temporalState) bool { return true })
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (st *mixState) MarshalBinary() ([]byte, error) { return json.Marshal(*st) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (st *mixState) UnmarshalBinary(data []byte) error {
	return restore(st, data, func(s *mixState) bool { return len(s.Counts) <= 256 })
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (p *places) MarshalBinary() ([]byte, error) { return json.Marshal(*p) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (p *places) UnmarshalBinary(data []byte) error {
	return restore(p, data, func(s *places) bool { return len(s.List.all()) <= maxPlaces })
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (d *denials) MarshalBinary() ([]byte, error) { return json.Marshal(*d) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (d *denials) UnmarshalBinary(data []byte) error {
	return restore(d, data, func(s *denials) bool {
		return len(s.List.all()) <= maxDenials && !slices.ContainsFunc(s.List.all(), func(one denial) bool { return one.N > maxTargets })
	})
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (st *drips) MarshalBinary() ([]byte, error) { return json.Marshal(*st) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (st *drips) UnmarshalBinary(data []byte) error {
	return restore(st, data, func(s *drips) bool { return s.Calls >= 0 && s.Bytes >= 0 })
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import "encoding/json"

// rare is a list that stays empty in nearly all sessions, and takes eight bytes in those.
type rare[T any] struct{ list *[]T }

// all gives the list, which is not to be kept.
func (r *rare[T]) all() []T {
	if r.list == nil {
		return nil
	}
	return *r.list
}

func (r *rare[T]) set(list []T) {
	if r.list == nil {
		r.list = new([]T)
	}
	*r.list = list
}

func (r *rare[T]) add(one T) { r.set(append(r.all(), one)) }

// MarshalJSON implements json.Marshaler.
func (r rare[T]) MarshalJSON() ([]byte, error) { return json.Marshal(r.list) }

// UnmarshalJSON implements json.Unmarshaler.
func (r *rare[T]) UnmarshalJSON(data []byte) error { return json.Unmarshal(data, &r.list) }

// size is what the list takes besides the rare itself, of elements of this size.
func (r *rare[T]) size(element int) int {
	if r.list == nil {
		return 0
	}
	return 24 + cap(*r.list)*element
}

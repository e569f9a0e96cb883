// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package baseline

import (
	"bytes"
	"cmp"
	"container/heap"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/sketch"
)

const (
	// Version is the version of the stored form. A change that an older or newer program would misread gets a new number.
	Version = 1
	// MaxBytes is the largest stored form that is read.
	MaxBytes = 64 << 20
	// maxEntries and maxValueBytes are the most baselines that are read, and the longest stored form of one.
	maxEntries    = 1 << 20
	maxValueBytes = 1 << 20
)

var (
	errTooLarge = fmt.Errorf("baselines: larger than %d bytes", MaxBytes)
	errEntry    = errors.New("session count, weight, times or size out of range")
	errList     = fmt.Errorf("baselines: want a list of at most %d", maxEntries)
)

type stored struct {
	Version   int     `json:"version"`
	Baselines entries `json:"baselines"`
}

// entries are read one at a time, so that bytes from outside cannot ask for much more memory than they take.
type entries []storedEntry

// UnmarshalJSON implements json.Unmarshaler.
func (e *entries) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if open, err := dec.Token(); err != nil || open != json.Delim('[') {
		return errors.Join(errList, err)
	}
	for dec.More() {
		var one storedEntry
		if err := dec.Decode(&one); err != nil {
			return err
		}
		if len(one.Value) > maxValueBytes {
			return errEntry
		}
		if len(*e) >= maxEntries {
			return errList
		}
		*e = append(*e, one)
	}
	return nil
}

type storedEntry struct {
	Key      string          `json:"key"`
	Sessions uint64          `json:"sessions"`
	Weight   float64         `json:"weight"`
	First    int64           `json:"first"`
	Last     int64           `json:"last"`
	Step     int64           `json:"step,omitempty"`
	Value    json.RawMessage `json:"value"`
}

// Save returns the stored form: JSON, the same bytes for the same content.
func (s *Store[T]) Save() ([]byte, error) {
	doc := stored{Version: Version, Baselines: make(entries, 0, len(s.entries))}
	for _, key := range slices.Sorted(maps.Keys(s.entries)) {
		e := s.entries[key]
		value, err := e.value.MarshalJSON()
		if err != nil {
			return nil, fmt.Errorf("baseline %q: %w", key, err)
		}
		doc.Baselines = append(doc.Baselines, storedEntry{
			Key: key, Sessions: e.sessions, Weight: e.weight, First: e.first, Last: e.last, Step: e.decay.Step, Value: value,
		})
	}
	return json.Marshal(doc)
}

// Load replaces the content by a stored form. On an error the store is left as it was. Baselines beyond the limit are
// left out, those with the least weight first.
func (s *Store[T]) Load(data []byte) error {
	decoded, err := s.decode(data)
	if err == nil {
		s.entries = decoded
		s.order()
	}
	return err
}

// Import adds the baselines of a stored form for keys that have none yet: what was learned here wins.
func (s *Store[T]) Import(data []byte) error {
	decoded, err := s.decode(data)
	if err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(decoded)) {
		if s.entries[key] == nil && len(s.entries) < s.limit {
			s.entries[key] = decoded[key]
		}
	}
	s.order()
	return nil
}

// order builds the heap anew, of entries that may be others than before.
func (s *Store[T]) order() {
	s.recent.Forget()
	s.weakest = s.weakest[:0]
	for _, key := range slices.Sorted(maps.Keys(s.entries)) {
		heap.Push(&s.weakest, s.entries[key])
	}
}

func (s *Store[T]) decode(data []byte) (map[string]*entry[T], error) {
	doc, err := parse(data)
	if err != nil {
		return nil, err
	}
	decoded := map[string]*entry[T]{}
	for i := range doc.Baselines[:min(len(doc.Baselines), s.limit)] {
		in := &doc.Baselines[i]
		e, err := s.decodeEntry(in)
		if err != nil {
			return nil, fmt.Errorf("baseline %q: %w", short(in.Key), err)
		}
		decoded[short(in.Key)] = e
	}
	return decoded, nil
}

// parse reads the outer form, heaviest baselines first.
func parse(data []byte) (stored, error) {
	var doc stored
	if len(data) > MaxBytes {
		return doc, errTooLarge
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return doc, fmt.Errorf("baselines: %w", err)
	}
	if doc.Version != Version {
		return doc, fmt.Errorf("baselines: version %d, want %d", doc.Version, Version)
	}
	slices.SortStableFunc(doc.Baselines, func(a, b storedEntry) int { return cmp.Compare(b.Weight, a.Weight) })
	return doc, nil
}

func (s *Store[T]) decodeEntry(in *storedEntry) (*entry[T], error) {
	if in.Weight < 0 || math.IsInf(in.Weight, 0) || in.Last < in.First || in.Step < 0 || len(in.Value) == 0 {
		return nil, errEntry
	}
	e := &entry[T]{
		key: short(in.Key), sessions: in.Sessions, weight: in.Weight, first: in.First, last: in.Last,
		decay: sketch.Decay{Step: in.Step}, value: s.fresh(),
	}
	return e, e.value.UnmarshalJSON(in.Value)
}

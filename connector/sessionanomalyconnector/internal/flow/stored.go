// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import "errors"

// Stored is a Memory as it is written to storage. It holds hashes, no text; they are not keyed, so that storage must be
// protected like the audit trail itself.
type Stored struct {
	Prints    []uint32 `json:"p,omitempty"`
	PrintOf   []byte   `json:"ps,omitempty"`
	PrintNext []byte   `json:"pn,omitempty"`
	Marks     []uint64 `json:"m,omitempty"` // head and full hash
	MarkKind  []byte   `json:"mk,omitempty"`
	MarkSize  []byte   `json:"mz,omitempty"`
	MarkOf    []byte   `json:"ms,omitempty"`
	MarkNext  []byte   `json:"mn,omitempty"`
}

var errStored = errors.New("memory of content is out of bounds")

// Store returns what m holds.
func (m *Memory) Store() Stored {
	s := Stored{Prints: m.prints.keys, PrintOf: bytesOf(m.prints.sources), PrintNext: m.prints.next, MarkOf: bytesOf(m.marks.sources), MarkNext: m.marks.next}
	for _, k := range m.marks.keys {
		s.Marks = append(s.Marks, uint64(k.head)<<32|uint64(k.full))
		s.MarkKind = append(s.MarkKind, byte(k.kind))
		s.MarkSize = append(s.MarkSize, k.size)
	}
	return s
}

// Restore replaces what m holds, or refuses what no memory can hold. What was last sent is not restored: it is text.
func (m *Memory) Restore(s Stored) error {
	marks := make([]markKey, len(s.Marks))
	if len(s.MarkKind) != len(marks) || len(s.MarkSize) != len(marks) {
		return errStored
	}
	for i, k := range s.Marks {
		if s.MarkKind[i] >= byte(kinds) {
			return errStored
		}
		marks[i] = markKey{head: uint32(k >> 32), full: uint32(k), size: s.MarkSize[i], kind: Kind(s.MarkKind[i])}
	}
	var fresh Memory
	if err := fresh.prints.restore(s.Prints, s.PrintOf, s.PrintNext); err != nil {
		return err
	}
	if err := fresh.marks.restore(marks, s.MarkOf, s.MarkNext); err != nil {
		return err
	}
	*m = fresh
	return nil
}

func bytesOf(sources []Source) []byte {
	out := make([]byte, len(sources))
	for i, s := range sources {
		out[i] = byte(s)
	}
	return out
}

// maxBuckets bounds what is restored: no configuration allows more.
const maxBuckets = 1 << 17

func (t *table[K]) restore(keys []K, sources, next []byte) error {
	n := len(next)
	if n > maxBuckets || n&(n-1) != 0 || len(keys) != n*ways || len(sources) != n*ways {
		return errStored
	}
	for _, at := range next {
		if at >= ways {
			return errStored
		}
	}
	t.keys, t.next, t.sources = keys, next, make([]Source, len(sources))
	for i, s := range sources {
		t.sources[i] = Source(s)
		if s != 0 {
			t.held++
		}
	}
	return nil
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import "errors"

// Stored is a Memory as it is written to storage: the entries of its tables. It holds hashes, no text; they are not keyed, so
// that storage must be protected like the audit trail itself.
type Stored struct {
	// Prints has the hashes of the second kind. A memory stored with those of the first, under another key, is restored without.
	Prints []uint32 `json:"prints2,omitempty"`
	Marks  []uint64 `json:"marks,omitempty"`
	Latest Source   `json:"latest,omitempty"`
}

var errStored = errors.New("memory of content is out of bounds")

// Store returns what m holds.
func (m *Memory) Store() Stored {
	return Stored{Prints: m.prints.list(), Marks: m.marks.list(), Latest: m.latest}
}

// Restore replaces what m holds, or refuses what no memory can hold. What was last sent is not restored: it is text.
func (m *Memory) Restore(s Stored) error {
	for _, e := range s.Marks {
		if markKey(e>>sourceBits).kind() >= kinds {
			return errStored
		}
	}
	fresh := Memory{latest: s.Latest}
	if err := errors.Join(fresh.prints.restore(s.Prints), fresh.marks.restore(s.Marks)); err != nil {
		return err
	}
	for _, e := range s.Prints {
		if e != 0 {
			fresh.kept.add(sourceOf(e), 1)
		}
	}
	for _, e := range s.Marks {
		if e != 0 {
			fresh.kept.add(sourceOf(e), 1)
		}
	}
	*m = fresh
	return nil
}

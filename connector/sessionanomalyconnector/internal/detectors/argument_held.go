// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"slices"
	"unsafe"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/argument"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/fetch"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/sketch"
)

const (
	// maxHeld is how many values of a session its tools learn from: a sample of all its values.
	maxHeld = 8
	// maxDrifts is how many different arguments of one session are reported.
	maxDrifts = 8
)

// driftState holds descriptions of a session's arguments until they may be learned.
type driftState struct {
	Held  []observation
	Seen  uint64
	Drift rare[driftKey]
}

const (
	driftSize       = int(unsafe.Sizeof(driftState{}))
	observationSize = int(unsafe.Sizeof(observation{}))
	driftKeySize    = int(unsafe.Sizeof(driftKey{}))
)

// observation is a value that waits to be learned.
type observation struct {
	Of        *driftKey // shared by all values of the argument
	Described argument.Description
	Score     float32 // -1: not scored
}

// driftKey names an argument: the key of its tool, and its path.
type driftKey struct{ Key, Path string }

func (st *driftState) Size() int {
	return driftSize + observationSize*cap(st.Held) + st.Drift.size(driftKeySize)
}

// Fetch implements detect.Fetcher. Once there have been many values, few more are held.
func (st *driftState) Fetch() byte {
	if st.Seen > 2*maxHeld {
		return 0
	}
	return fetch.List(st.Held)
}

// place counts a value and says where to hold it, -1 for not at all. Past maxHeld a value takes the place of an earlier one
// with falling probability (reservoir sampling), so that what is held is a fair sample of the session. The draw depends on
// nothing but the number of values seen.
func (st *driftState) place() int {
	st.Seen++
	if len(st.Held) < maxHeld {
		st.Held = append(st.Held, observation{})
		return len(st.Held) - 1
	}
	if i := sketch.Mix(st.Seen, maxHeld) % st.Seen; i < maxHeld {
		return int(i)
	}
	return -1
}

// first reports whether no value before i is of the same tool.
func (st *driftState) first(i int) bool {
	for j := range i {
		if st.Held[j].Of.Key == st.Held[i].Of.Key {
			return false
		}
	}
	return true
}

// raised reports whether the argument was reported before in this session, and remembers it.
func (st *driftState) raised(key, path string) bool {
	k := driftKey{key, path}
	if slices.Contains(st.Drift.all(), k) || len(st.Drift.all()) >= maxDrifts {
		return true
	}
	st.Drift.add(k)
	return false
}

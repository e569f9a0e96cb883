// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/argument"
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
	held  []observation
	seen  uint64
	drift []driftKey
}

// observation is a value that waits to be learned.
type observation struct {
	key, path string
	described argument.Description
	score     float32 // -1: not scored
}

type driftKey struct{ key, path string }

func (st *driftState) Size() int { return 56 + 80*cap(st.held) + 32*cap(st.drift) }

// keep holds a value. Past maxHeld it replaces an earlier one with falling probability (reservoir sampling), so that what
// is held is a fair sample of the session. The draw depends on nothing but the number of values seen.
func (st *driftState) keep(key, path string, d *argument.Description, score float64) {
	st.seen++
	o := observation{key: key, path: path, described: *d, score: float32(score)}
	if len(st.held) < maxHeld {
		st.held = append(st.held, o)
		return
	}
	if i := sketch.Mix(st.seen, maxHeld) % st.seen; i < maxHeld {
		st.held[i] = o
	}
}

// first reports whether no value before i is of the same tool.
func (st *driftState) first(i int) bool {
	for j := range i {
		if st.held[j].key == st.held[i].key {
			return false
		}
	}
	return true
}

// raised reports whether the argument was reported before in this session, and remembers it.
func (st *driftState) raised(key, path string) bool {
	k := driftKey{key, path}
	if slices.Contains(st.drift, k) || len(st.drift) >= maxDrifts {
		return true
	}
	st.drift = append(st.drift, k)
	return false
}

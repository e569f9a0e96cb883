// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package transition

import (
	"maps"
	"math"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/baseline"
)

const (
	// MaxNames is how many different steps a model tells apart. Later ones share one place.
	MaxNames = 256
	// MaxTriples is how many different runs of three steps a model counts. New ones beyond it are not learned.
	MaxTriples = 2048
	// maxName is the longest server's or tool's name that is learned.
	maxName = 256
	// forgotten is the weight below which a run is dropped.
	forgotten = 0.05
)

// Name is what a step is called. The zero Name stands before the first step.
type Name struct{ Server, Tool string }

// Step is a step's number in one model.
type Step uint16

const (
	// Begin stands before the first step.
	Begin Step = 0
	other Step = MaxNames + 1
	// Unknown is a step the model has never seen.
	Unknown Step = math.MaxUint16
)

// run is up to three steps; the last one is the one that is counted. Shorter runs carry skip in front.
type run [3]Step

const skip Step = math.MaxUint16 - 1

// context is what was seen after the beginning of a run.
type context struct {
	weight   float64
	distinct float64
}

// Model is a bounded, decaying transition model. It is not safe for concurrent use.
type Model struct {
	names    map[Name]Step
	triples  map[run]float32
	runs     map[run]float64 // every order, derived from triples
	contexts map[run]context // keyed by the run with its last step cleared
}

var _ baseline.Value = (*Model)(nil)

// New returns an empty model.
func New() *Model {
	return &Model{names: map[Name]Step{}, triples: map[run]float32{}, runs: map[run]float64{}, contexts: map[run]context{}}
}

// Step returns the number of a name, Unknown if the model has not seen it.
func (m *Model) Step(name Name) Step {
	if name == (Name{}) {
		return Begin
	}
	if s, ok := m.names[name]; ok {
		return s
	}
	return Unknown
}

// Learn counts that c followed a and b. It reports false when a limit kept it from doing so in full.
func (m *Model) Learn(a, b, c Name) bool {
	return m.count(run{m.number(a), m.number(b), m.number(c)}, 1)
}

// number returns the number of a name, giving it one if there is room.
func (m *Model) number(name Name) Step {
	if name == (Name{}) {
		return Begin
	}
	if s, ok := m.names[name]; ok {
		return s
	}
	if len(m.names) >= MaxNames || !name.valid() {
		return other
	}
	s := Step(len(m.names) + 1)
	m.names[name] = s
	return s
}

func (n Name) valid() bool { return len(n.Server) <= maxName && len(n.Tool) <= maxName }

func (m *Model) count(r run, weight float32) bool {
	if _, known := m.triples[r]; !known && len(m.triples) >= MaxTriples {
		return false
	}
	m.triples[r] += weight
	for _, k := range orders(r) {
		ctx := m.contexts[before(k)]
		if _, known := m.runs[k]; !known {
			ctx.distinct++
		}
		ctx.weight += float64(weight)
		m.contexts[before(k)] = ctx
		m.runs[k] += float64(weight)
	}
	return r[2] != other
}

// Surprise returns how unlikely c is after a and b, in bits.
func (m *Model) Surprise(a, b, c Step) float64 {
	p := 1 / float64(len(m.names)+1)
	keys := orders(run{a, b, c})
	for i := len(keys) - 1; i >= 0; i-- {
		ctx := m.contexts[before(keys[i])]
		if ctx.weight > 0 {
			p = (m.runs[keys[i]] + ctx.distinct*p) / (ctx.weight + ctx.distinct)
		}
	}
	return -math.Log2(p)
}

// Scale implements baseline.Value.
func (m *Model) Scale(f float64) {
	triples := m.triples
	m.triples, m.runs, m.contexts = map[run]float32{}, map[run]float64{}, map[run]context{}
	// In order, because sums depend on it in their last bits.
	for _, r := range slices.SortedFunc(maps.Keys(triples), compareRuns) {
		if scaled := triples[r] * float32(f); scaled >= forgotten {
			m.count(r, scaled)
		}
	}
}

// orders returns the run and its shorter endings.
func orders(r run) [3]run {
	return [3]run{r, {skip, r[1], r[2]}, {skip, skip, r[2]}}
}

func compareRuns(a, b run) int { return slices.Compare(a[:], b[:]) }

func before(r run) run { return run{r[0], r[1], skip} }

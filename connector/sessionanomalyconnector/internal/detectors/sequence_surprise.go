// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/transition"
)

// toolRun is a call with the two before it, nil for none.
type toolRun [3]*detect.ToolName

// surprises remembers how unlikely models said runs of calls are: sessions of a type call the same tools in much the same order.
type surprises [256]surprise

type surprise struct {
	model   *transition.Model
	changes uint64 // of the model until then
	run     toolRun
	bits    float64
}

// of is how unlikely the last call of a run is, in bits.
func (list *surprises) of(known *sequences, run toolRun) float64 {
	at := &list[run.hash()%uint32(len(list))]
	if m := known.model; at.model != m || at.changes != known.changes || at.run != run {
		bits := m.Surprise(m.Step(nameOf(run[0])), m.Step(nameOf(run[1])), m.Step(nameOf(run[2])))
		*at = surprise{m, known.changes, run, bits}
	}
	return at.bits
}

func (r toolRun) hash() (h uint32) {
	for _, tool := range r {
		h *= 31
		if tool != nil {
			h += tool.Hash()
		}
	}
	return h
}

// nameOf is the name of a tool in a model, the name before all names for none.
func nameOf(tool *detect.ToolName) transition.Name {
	if tool == nil {
		return transition.Name{}
	}
	return transition.Name{Server: tool.Server, Tool: tool.Tool}
}

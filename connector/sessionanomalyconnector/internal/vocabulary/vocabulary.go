// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package vocabulary

import (
	"slices"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/baseline"
)

const (
	// MaxTools is how many tools are remembered. A full vocabulary cannot tell what is new.
	MaxTools = 512
	// MaxCandidates is how many new tools are watched at once.
	MaxCandidates = 64
	// maxName is the longest name of a server or tool that is learned.
	maxName = 256
	// maxWitnesses is how many principals of a candidate are told apart.
	maxWitnesses = 16
	// span is over how many sessions the rate of novelty is averaged.
	span = 100
	// forgotten is the weight below which a tool is dropped.
	forgotten = 0.02
)

// Tool is a tool of a server.
type Tool struct{ Server, Name string }

// Vocabulary is the baseline of one user of tools. It is not safe for concurrent use.
type Vocabulary struct {
	tools      map[Tool]float32
	sessions   float64 // learned, up to span
	novelty    float64 // average share of sessions that brought something new
	candidates map[Tool]*candidate
}

// candidate is a tool that is not in use yet, and who was seen to use it.
type candidate struct {
	sessions    int
	witnesses   []uint64
	first, last int64
}

// Acceptance is when a new tool is no news any more. All conditions must hold.
type Acceptance struct {
	Sessions   int
	Principals int
	Duration   time.Duration
}

var _ baseline.Value = (*Vocabulary)(nil)

// New returns an empty vocabulary.
func New() *Vocabulary {
	return &Vocabulary{tools: map[Tool]float32{}, candidates: map[Tool]*candidate{}}
}

// Knows reports whether the tool is in use.
func (v *Vocabulary) Knows(t Tool) bool { return v.tools[t] > 0 }

// KnowsServer reports whether any tool of the server is in use.
func (v *Vocabulary) KnowsServer(server string) bool {
	for t := range v.tools {
		if t.Server == server {
			return true
		}
	}
	return false
}

// Full reports that there is no room for more tools, so that an unknown tool may not be a new one.
func (v *Vocabulary) Full() bool { return len(v.tools) >= MaxTools }

// Novelty is the share of recent sessions that brought a tool not seen before.
func (v *Vocabulary) Novelty() float64 { return v.novelty }

// Learn adds the tools of one clean session. It returns how many did not fit.
func (v *Vocabulary) Learn(tools []Tool) (dropped int64) {
	fresh := 0.0
	for _, t := range tools {
		if !v.Knows(t) {
			if v.Full() || len(t.Server) > maxName || len(t.Name) > maxName {
				dropped++
				continue
			}
			fresh = 1
			delete(v.candidates, t)
		}
		v.tools[t]++
	}
	v.sessions = min(v.sessions+1, span)
	v.novelty += (fresh - v.novelty) / v.sessions
	return dropped
}

// Witness notes that a principal used a new tool in a session that was otherwise clean. It reports false when there is no
// room for another candidate.
func (v *Vocabulary) Witness(t Tool, principal uint64, at time.Time) bool {
	c := v.candidates[t]
	if c == nil {
		if len(v.candidates) >= MaxCandidates || len(t.Server) > maxName || len(t.Name) > maxName {
			return false
		}
		c = &candidate{first: at.Unix(), last: at.Unix()}
		v.candidates[t] = c
	}
	c.sessions++
	c.first, c.last = min(c.first, at.Unix()), max(c.last, at.Unix())
	c.witness(principal)
	return true
}

func (c *candidate) witness(principal uint64) {
	if len(c.witnesses) < maxWitnesses && !slices.Contains(c.witnesses, principal) {
		c.witnesses = append(c.witnesses, principal)
	}
}

// Accepts reports whether the tool, though not in use so far, is no news any more.
func (v *Vocabulary) Accepts(t Tool, need Acceptance) bool {
	c := v.candidates[t]
	return c != nil && c.sessions >= need.Sessions && len(c.witnesses) >= need.Principals &&
		c.last-c.first >= int64(need.Duration/time.Second)
}

// Scale implements baseline.Value.
func (v *Vocabulary) Scale(f float64) {
	for t, weight := range v.tools {
		if weight *= float32(f); weight < forgotten {
			delete(v.tools, t)
		} else {
			v.tools[t] = weight
		}
	}
}

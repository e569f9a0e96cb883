// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mix

import (
	"cmp"
	"encoding/json"
	"errors"
	"math"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/lookup"
)

// MaxTools is how many tools are counted apart. Later ones share one place, under the empty name.
const MaxTools = 256

// maxName is the longest name that is counted apart.
const maxName = 256

// Counts counts calls by tool.
type Counts struct {
	tools  map[string]*float64
	recent lookup.Recent[float64]
	total  float64
}

// NewCounts returns no counts.
func NewCounts() *Counts {
	return &Counts{tools: map[string]*float64{}, recent: lookup.NewRecent[float64](32)}
}

// Add counts n calls of a tool. It reports whether they are the first that are counted of it.
func (c *Counts) Add(tool string, n float64) (first bool) {
	c.total += n
	if have := c.recent.In(c.tools, tool); have != nil {
		*have += n
		return false
	}
	if len(c.tools) >= MaxTools || len(tool) > maxName {
		tool = ""
	}
	c.add(tool, n)
	return tool != ""
}

func (c *Counts) add(tool string, n float64) {
	if have := c.tools[tool]; have != nil {
		*have += n
		return
	}
	c.tools[tool] = &n
}

func (c *Counts) count(tool string) float64 {
	if have := c.tools[tool]; have != nil {
		return *have
	}
	return 0
}

// AddAll adds what another has counted.
func (c *Counts) AddAll(other *Counts) {
	for _, tool := range other.names() {
		c.Add(tool, *other.tools[tool])
	}
}

var errStored = errors.New("mix: want at most 257 tools with names of at most 256 bytes and counts above zero")

// MarshalJSON implements json.Marshaler.
func (c *Counts) MarshalJSON() ([]byte, error) { return json.Marshal(c.tools) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what was not counted here.
func (c *Counts) UnmarshalJSON(data []byte) error {
	var tools map[string]float64
	if err := json.Unmarshal(data, &tools); err != nil {
		return err
	}
	if len(tools) > MaxTools+1 {
		return errStored
	}
	fresh := NewCounts()
	for tool, n := range tools {
		if len(tool) > maxName || n <= 0 || n > 1e15 {
			return errStored
		}
		fresh.add(tool, n)
	}
	for _, tool := range fresh.names() {
		fresh.total += *fresh.tools[tool]
	}
	*c = *fresh
	return nil
}

// Total is how many calls were counted.
func (c *Counts) Total() float64 { return c.total }

func (c *Counts) share(tool string) float64 { return c.count(tool) / max(c.total, 1e-9) }

// scale makes everything count f times as much, and forgets what then counts next to nothing.
func (c *Counts) scale(f float64) {
	c.total = 0
	c.recent.Forget()
	for tool, n := range c.tools {
		if *n *= f; *n < forgotten {
			delete(c.tools, tool)
		}
	}
	for _, tool := range c.names() {
		c.total += *c.tools[tool]
	}
}

const forgotten = 0.05

func (c *Counts) names() []string {
	names := make([]string, 0, len(c.tools))
	for tool := range c.tools {
		names = append(names, tool)
	}
	slices.Sort(names)
	return names
}

// Change is how the share of one tool differs between two mixes.
type Change struct {
	Tool     string
	From, To float64 // shares, 0 to 1
	bits     float64 // what it adds to the divergence
}

// Compare returns how far c is from a reference: their Jensen-Shannon divergence in bits, 0 for equal mixes and 1 for mixes
// without a tool in common, and what contributes to it, the most first.
func (c *Counts) Compare(reference *Counts) (bits float64, changes []Change) {
	names := append(c.names(), reference.names()...)
	slices.Sort(names)
	for _, tool := range slices.Compact(names) {
		p, q := c.share(tool), reference.share(tool)
		m := (p + q) / 2
		change := Change{Tool: tool, From: q, To: p, bits: (term(p, m) + term(q, m)) / 2}
		bits += change.bits
		changes = append(changes, change)
	}
	slices.SortStableFunc(changes, func(a, b Change) int { return cmp.Compare(b.bits, a.bits) })
	return bits, changes
}

func term(p, m float64) float64 {
	if p == 0 {
		return 0
	}
	return p * math.Log2(p/m)
}

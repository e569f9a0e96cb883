// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mix

import (
	"encoding/json"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/baseline"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/sketch"
)

// unit is the resolution at which divergences are kept, in parts of a bit.
const unit = 1000

// Signature is the baseline of a server: its usual mix, and how far single windows are from it.
type Signature struct {
	Usual  *Counts
	scores sketch.Histogram
}

var _ baseline.Value = (*Signature)(nil)

// NewSignature returns an empty signature.
func NewSignature() *Signature { return &Signature{Usual: NewCounts()} }

// Score adds how far a window without a finding was from the usual mix.
func (s *Signature) Score(bits float64) { s.scores.Add(uint64(bits * unit)) }

// Limit returns the divergence that the share q of earlier windows did not exceed, and how many windows that is.
func (s *Signature) Limit(q float64) (bits, windows float64) {
	return float64(s.scores.Quantile(q)) / unit, s.scores.Weight()
}

// Scale implements baseline.Value.
func (s *Signature) Scale(f float64) {
	s.Usual.scale(f)
	s.scores.Scale(f)
}

type stored struct {
	Tools  *Counts   `json:"tools"`
	Scores []float32 `json:"scores"`
}

// MarshalJSON implements baseline.Value.
func (s *Signature) MarshalJSON() ([]byte, error) {
	return json.Marshal(stored{s.Usual, s.scores.Pairs()})
}

// UnmarshalJSON implements baseline.Value.
func (s *Signature) UnmarshalJSON(data []byte) error {
	doc := stored{Tools: NewCounts()}
	if err := json.Unmarshal(data, &doc); err != nil {
		return err
	}
	fresh := NewSignature()
	if doc.Tools != nil {
		fresh.Usual = doc.Tools
	}
	var err error
	if fresh.scores, err = sketch.FromPairs(doc.Scores); err != nil {
		return err
	}
	*s = *fresh
	return nil
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package baseline

import (
	"encoding/json"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/sketch"
)

// Quantiles is the baseline of one number per session.
type Quantiles struct{ sketch.Histogram }

var _ Value = (*Quantiles)(nil)

// NewQuantiles returns an empty one.
func NewQuantiles() *Quantiles { return &Quantiles{} }

// MarshalJSON implements Value.
func (q *Quantiles) MarshalJSON() ([]byte, error) { return json.Marshal(q.Pairs()) }

// UnmarshalJSON implements Value.
func (q *Quantiles) UnmarshalJSON(data []byte) error {
	var pairs []float32
	if err := json.Unmarshal(data, &pairs); err != nil {
		return err
	}
	h, err := sketch.FromPairs(pairs)
	q.Histogram = h
	return err
}

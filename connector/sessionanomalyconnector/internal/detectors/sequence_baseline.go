// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"encoding/json"
	"errors"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/baseline"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/transition"
)

var errSequences = errors.New("sequences: want a model and scores")

// sequences is the baseline of a session type.
type sequences struct {
	model   *transition.Model
	scores  *baseline.Quantiles
	changes uint64 // of the model
}

var _ baseline.Value = (*sequences)(nil)

func newSequences() *sequences {
	return &sequences{model: transition.New(), scores: baseline.NewQuantiles()}
}

// learn adds a clean session. It returns how many transitions did not fit.
func (q *sequences) learn(s *detect.Session, st *sequenceState) (dropped int64) {
	if st.Scored {
		q.scores.Add(uint64(st.Worst * scoreUnit))
	}
	q.changes++
	var a, b transition.Name
	for _, position := range st.Calls {
		if int(position) >= len(s.Tools()) {
			return dropped
		}
		c := nameOf(s.Tools()[position].ToolName)
		if !q.model.Learn(a, b, c) {
			dropped++
		}
		a, b = b, c
	}
	return dropped
}

// Scale implements baseline.Value.
func (q *sequences) Scale(f float64) {
	q.changes++
	q.model.Scale(f)
	q.scores.Scale(f)
}

type storedSequences struct {
	Model  *transition.Model   `json:"model"`
	Scores *baseline.Quantiles `json:"scores"`
}

// MarshalJSON implements baseline.Value.
func (q *sequences) MarshalJSON() ([]byte, error) {
	return json.Marshal(storedSequences{q.model, q.scores})
}

// UnmarshalJSON implements baseline.Value.
func (q *sequences) UnmarshalJSON(data []byte) error {
	stored := storedSequences{transition.New(), baseline.NewQuantiles()}
	if err := json.Unmarshal(data, &stored); err != nil {
		return err
	}
	if stored.Model == nil || stored.Scores == nil {
		return errSequences
	}
	*q = sequences{model: stored.Model, scores: stored.Scores}
	return nil
}

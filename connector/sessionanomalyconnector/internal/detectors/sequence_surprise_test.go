// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// TestSurprisesFollowTheModel asks for runs again and again while two models learn, fade and are read from storage.
func TestSurprisesFollowTheModel(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	names := detect.NewInterner()
	session := func() *detect.Session {
		s := detect.NewSession("s", nil)
		for range 8 {
			s.Update(&detect.Event{
				Time: time.Unix(1000, 0), Name: schema.EventOperation, Method: "tools/call", Server: "crm", Tool: fmt.Sprint("tool", random.IntN(5)),
			}, names)
		}
		return s
	}
	var list surprises
	models := []*sequences{newSequences(), newSequences()}
	for _, q := range models {
		q.learn(session(), &sequenceState{Calls: []uint8{0}, Scored: true})
	}
	for range 3000 {
		q, s := models[random.IntN(2)], session()
		switch random.IntN(20) {
		case 0:
			q.learn(s, &sequenceState{Calls: []uint8{0, 1, 0, 1}})
		case 1:
			q.Scale(0.9)
		case 2:
			data, err := q.MarshalJSON()
			require.NoError(t, err)
			require.NoError(t, models[0].UnmarshalJSON(data))
		}
		tools := s.Tools()
		run := toolRun{nil, tools[random.IntN(len(tools))].ToolName, tools[random.IntN(len(tools))].ToolName}
		want := q.model.Surprise(q.model.Step(nameOf(nil)), q.model.Step(nameOf(run[1])), q.model.Step(nameOf(run[2])))
		require.Equal(t, want, list.of(q, run))
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"encoding"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

type keptState interface {
	detect.State
	encoding.BinaryMarshaler
	encoding.BinaryUnmarshaler
}

// keptStates has one empty state of each kind, by detector.
func keptStates() map[string]keptState {
	return map[string]keptState{
		"argument_drift":   &driftState{},
		"mix_shift":        &mixState{},
		"novel_tool":       &noveltyState{},
		"sequence_anomaly": &sequenceState{},
		"temporal_anomaly": &temporalState{},
		"tool_diversity":   &diversityState{},
	}
}

// peekState returns the state that the rig's detector keeps for a session.
func peekState(d detect.Detector, s *detect.Session) keptState {
	switch d := d.(type) {
	case *argumentDrift:
		return d.slot.Get(s)
	case *mixShift:
		return d.slot.Get(s)
	case *novelTool:
		return d.slot.Get(s)
	case *sequenceAnomaly:
		return d.slot.Get(s)
	case *temporalAnomaly:
		return d.slot.Get(s)
	case *toolDiversity:
		return d.slot.Get(s)
	}
	return nil
}

func TestSessionStatesRoundTrip(t *testing.T) {
	for name, fresh := range keptStates() {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, learners()[name]())
			runRandom(r, 0, 300)
			for i := range 20 {
				r.call(day0.AddDate(0, 0, 3).Add(time.Duration(i)*time.Minute), "open", toolNames(20)[i], note(t, i))
			}
			state := peekState(r.d, r.sessions["open"])
			data, err := state.MarshalBinary()
			require.NoError(t, err)
			require.NoError(t, fresh.UnmarshalBinary(data))
			again, err := fresh.MarshalBinary()
			require.NoError(t, err)
			assert.JSONEq(t, string(data), string(again))
			assert.Error(t, fresh.UnmarshalBinary([]byte("x")))
		})
	}
}

func TestSessionStatesOutOfBoundsAreRefused(t *testing.T) {
	for name, bad := range map[string]string{
		"argument_drift":   `{"Held":[{},{},{},{},{},{},{},{},{}],"Seen":9}`,
		"novel_tool":       `{"Seen":-1}`,
		"sequence_anomaly": `{"Next":4}`,
		"tool_diversity":   `{"Next":-1}`,
	} {
		require.Error(t, keptStates()[name].UnmarshalBinary([]byte(bad)), name)
	}
}

// TestSessionStatesThatDoNotFitTheirSession restores a state into a session that has fewer tools than it names.
func TestSessionStatesThatDoNotFitTheirSession(t *testing.T) {
	for name, stored := range map[string]string{
		"mix_shift":        `{"Number":492000,"Counts":"AQEBAQEBAQE="}`,
		"novel_tool":       `{"Seen":100}`,
		"sequence_anomaly": `{"Calls":"AP8BAv8="}`,
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, learners()[name]())
			r.call(day0, "s", "read")
			require.NoError(t, peekState(r.d, r.sessions["s"]).UnmarshalBinary([]byte(stored)))
			r.call(day0, "s", "read")
			r.end("s", detect.EndedIdle)
		})
	}
}

func FuzzSessionState(f *testing.F) {
	for name := range keptStates() {
		f.Add(name, []byte(`{"Next":1,"Seen":2,"Calls":"AAE=","Counts":"AAE=","Held":[],"Number":1}`))
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		config, ok := learners()[name]
		if _, kept := keptStates()[name]; !ok || !kept {
			return
		}
		r := newRig(t, config())
		r.call(day0, "s", "read", note(t, 1))
		if peekState(r.d, r.sessions["s"]).UnmarshalBinary(data) != nil {
			return
		}
		r.call(day0, "s", "write", note(t, 2))
		r.end("s", detect.EndedIdle)
	})
}

// TestAHeldValueOfNoArgumentIsRefused is for a stored value that does not say what it is a value of.
func TestAHeldValueOfNoArgumentIsRefused(t *testing.T) {
	var state driftState
	require.NoError(t, state.UnmarshalBinary([]byte(`{"Held":[{"Of":{"Key":"crm/read","Path":"id"}}],"Seen":1}`)))
	assert.Equal(t, "crm/read", state.Held[0].Of.Key)
	assert.Error(t, state.UnmarshalBinary([]byte(`{"Held":[{}],"Seen":1}`)))
}

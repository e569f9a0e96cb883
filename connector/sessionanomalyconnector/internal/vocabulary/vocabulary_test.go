// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package vocabulary

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	at   = time.Unix(1_770_000_000, 0)
	read = Tool{"files", "read"}
	send = Tool{"mail", "send"}
)

func TestKnows(t *testing.T) {
	v := New()
	v.Learn([]Tool{read})
	assert.True(t, v.Knows(read))
	assert.False(t, v.Knows(send))
	assert.True(t, v.KnowsServer("files"))
	assert.False(t, v.KnowsServer("mail"))
}

func TestNoveltyFalls(t *testing.T) {
	v := New()
	v.Learn([]Tool{read})
	assert.Equal(t, 1.0, v.Novelty())
	for range 49 {
		v.Learn([]Tool{read})
	}
	assert.InDelta(t, 0.02, v.Novelty(), 1e-9)
	for i := range 200 {
		v.Learn([]Tool{{"files", strconv.Itoa(i)}})
	}
	assert.Greater(t, v.Novelty(), 0.8, "something new in every session")
}

func TestLimits(t *testing.T) {
	v := New()
	for i := range MaxTools {
		assert.False(t, v.Full())
		assert.Zero(t, v.Learn([]Tool{{"files", strconv.Itoa(i)}}))
	}
	assert.True(t, v.Full())
	assert.Equal(t, int64(1), v.Learn([]Tool{read}), "one past the limit")
	assert.False(t, v.Knows(read))
	assert.Equal(t, int64(1), New().Learn([]Tool{{"files", strings.Repeat("x", maxName+1)}}))

	v = New()
	for i := range MaxCandidates {
		assert.True(t, v.Witness(Tool{"files", strconv.Itoa(i)}, 1, at))
	}
	assert.False(t, v.Witness(read, 1, at))
	for i := range uint64(100) {
		v.Witness(Tool{"files", "0"}, i, at)
	}
	assert.Len(t, v.candidates[Tool{"files", "0"}].witnesses, maxWitnesses)
}

func TestAccepts(t *testing.T) {
	need := Acceptance{Sessions: 10, Principals: 3, Duration: 24 * time.Hour}
	for _, tt := range []struct {
		name       string
		sessions   int
		principals uint64
		every      time.Duration
		want       bool
	}{
		{"enough of everything", 10, 3, 3 * time.Hour, true},
		{"one session short", 9, 3, 3 * time.Hour, false},
		{"one principal alone cannot do it", 100, 1, 3 * time.Hour, false},
		{"too fast", 100, 3, time.Minute, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := New()
			for i := range tt.sessions {
				v.Witness(send, uint64(i)%tt.principals, at.Add(time.Duration(i)*tt.every))
			}
			assert.Equal(t, tt.want, v.Accepts(send, need))
		})
	}
}

func TestLearningEndsACandidacy(t *testing.T) {
	v := New()
	v.Witness(send, 1, at)
	v.Learn([]Tool{send})
	assert.Empty(t, v.candidates)
}

func TestScaleForgets(t *testing.T) {
	v := New()
	v.Learn([]Tool{read, send})
	v.Learn([]Tool{read})
	v.Scale(0.015)
	assert.True(t, v.Knows(read))
	assert.False(t, v.Knows(send))
}

func TestStoredFormRoundTrips(t *testing.T) {
	v := New()
	v.Learn([]Tool{read, send})
	v.Witness(Tool{"mail", "delete"}, 7, at)
	data, err := v.MarshalJSON()
	require.NoError(t, err)
	back := New()
	require.NoError(t, back.UnmarshalJSON(data))
	assert.Equal(t, v, back)
}

func FuzzUnmarshal(f *testing.F) {
	f.Add([]byte(`{"sessions":1,"novelty":1,"tools":[{"server":"a","tool":"b","weight":1}],"candidates":[{"tool":"c","sessions":1}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		v := New()
		if v.UnmarshalJSON(data) != nil {
			assert.Equal(t, New(), v)
			return
		}
		v.Learn([]Tool{read})
		v.Witness(send, 1, at)
		v.Scale(0.5)
		_, err := v.MarshalJSON()
		require.NoError(t, err)
	})
}

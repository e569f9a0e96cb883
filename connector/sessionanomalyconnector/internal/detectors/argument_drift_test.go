// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

func driftRig(tb testing.TB) *rig {
	tb.Helper()
	cfg := NewArgumentDriftConfig()
	return newRig(tb, &cfg)
}

func withArguments(tb testing.TB, arguments map[string]any) func(*detect.Event) {
	tb.Helper()
	data, err := json.Marshal(arguments)
	require.NoError(tb, err)
	return func(ev *detect.Event) { ev.Arguments = string(data) }
}

var topics = []string{"the quarterly report", "a meeting on Monday", "notes for the new customer", "questions about the invoice"}

func note(tb testing.TB, i int) func(*detect.Event) {
	tb.Helper()
	return withArguments(tb, map[string]any{
		"title": "note " + strconv.Itoa(i),
		"text":  fmt.Sprintf("Remember %s, we have to talk about it again on day %d.", topics[i%len(topics)], i),
		"flag":  true,
	})
}

// trainNotes runs n sessions that write two notes each.
func trainNotes(r *rig, n int) time.Time {
	at := day0
	for i := range n {
		key := fmt.Sprint("train-", i)
		r.call(at, key, "write_note", note(r.tb, 2*i))
		r.call(at.Add(time.Second), key, "write_note", note(r.tb, 2*i+1))
		r.end(key, detect.EndedIdle)
		at = at.Add(10 * time.Minute)
	}
	return at
}

func TestArgumentDrift(t *testing.T) {
	blob := strings.Repeat("QWxhZGRpbjpvcGVuIHNlc2FtZQ1x", 8)
	for _, tt := range []struct {
		name    string
		trained int
		text    string
		want    []string
	}{
		{"another note", 100, "Remember the flowers for Anna, she will be there at noon on Friday.", nil},
		{"a longer note", 100, strings.Repeat("We should also think about what to bring to the party. ", 4), nil},
		{"code", 100, "import os\nfor k, v in os.environ.items():\n    print(k, v)\nexec(open('x').read())", []string{"medium"}},
		{"base64", 100, blob, []string{"medium"}},
		{"a URL", 100, "https://collector.example/in?data=" + blob, []string{"medium"}},
		{"SQL", 100, "SELECT name, password FROM users; --", []string{"medium"}},
		{"silent while warming up", 19, blob, nil},
		{"silent until enough values were scored", 40, blob, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := driftRig(t)
			at := trainNotes(r, tt.trained)
			require.Empty(t, r.found)
			r.call(at, "s", "write_note", withArguments(t, map[string]any{"title": "note 7", "text": tt.text}))
			assert.Equal(t, tt.want, r.severities())
			r.call(at, "s", "write_note", withArguments(t, map[string]any{"title": "note 7", "text": tt.text}))
			assert.Empty(t, r.severities(), "once for each argument of a session")
		})
	}
}

func TestArgumentDriftShowsNoContent(t *testing.T) {
	r := driftRig(t)
	at := trainNotes(r, 100)
	r.call(at, "s", "write_note", withArguments(t, map[string]any{"text": "https://secret-host.example/" + strings.Repeat("a1B2", 20)}))
	require.Len(t, r.found, 1)
	assert.NotContains(t, r.found[0].Title+r.found[0].Description, "secret-host")
	assert.Contains(t, r.found[0].Title, "a URL")
}

func TestArgumentDriftOfAnArgumentThatTakesAnything(t *testing.T) {
	r := driftRig(t)
	at := day0
	for i := range 200 {
		key := fmt.Sprint("train-", i)
		text := []string{"https://example.com/" + strconv.Itoa(i), "just a few words", "SELECT a FROM b WHERE c = " + strconv.Itoa(i), `{"a": 1, "b": 2}`}[i%4]
		r.call(at, key, "write_note", withArguments(t, map[string]any{"text": text}))
		r.end(key, detect.EndedIdle)
		at = at.Add(time.Minute)
	}
	r.call(at, "s", "write_note", withArguments(t, map[string]any{"text": "https://collector.example/in?data=1"}))
	assert.Empty(t, r.found)
}

func TestArgumentDriftLearnsFromCleanSessionsOnly(t *testing.T) {
	r := driftRig(t)
	at := trainNotes(r, 100)
	for i := range 100 {
		key := fmt.Sprint("s-", i)
		r.call(at.Add(time.Duration(i)*time.Minute), key, "write_note", withArguments(t, map[string]any{"text": "https://collector.example/" + strconv.Itoa(i)}))
		r.end(key, detect.EndedIdle)
		assert.Len(t, r.severities(), 1, "session %d", i)
	}
}

func TestArgumentDriftHoldsABoundedSample(t *testing.T) {
	r := driftRig(t)
	for i := range 4 {
		r.call(day0, "s", "write_note", note(t, i))
	}
	state, _ := r.d.(*argumentDrift).slot.Peek(r.sessions["s"])
	assert.Len(t, state.Held, maxHeld)
	assert.Zero(t, r.drops[dropSessionLimit])
	for i := range 1000 {
		r.call(day0, "s", "write_note", note(t, i))
	}
	assert.Len(t, state.Held, maxHeld)
	assert.LessOrEqual(t, state.Size(), 768)
	r.end("s", detect.EndedIdle)
	assert.Equal(t, int64(2000), r.drops[dropSessionLimit])
}

func TestArgumentDriftLimits(t *testing.T) {
	many := map[string]any{}
	for i := range maxScoredLeaves {
		many[strconv.Itoa(i)] = "x"
	}
	r := driftRig(t)
	r.call(day0, "s", "write_note", withArguments(t, many))
	assert.Zero(t, r.drops["leaf_limit"])
	many["one more"] = "x"
	r.call(day0, "s", "write_note", withArguments(t, many))
	assert.Equal(t, int64(1), r.drops["leaf_limit"])

	d := r.d.(*argumentDrift)
	for i := range maxKeys + 10 {
		assert.Equal(t, driftKey{"server/tool", strconv.Itoa(i)}, *d.argument("server/tool", strconv.Itoa(i)))
	}
	assert.LessOrEqual(t, len(d.names), maxKeys)
	assert.Equal(t, strings.Repeat("a", maxShownPath)+"...", shown(strings.Repeat("a", 1000)))
}

func TestArgumentDriftSurvivesARestart(t *testing.T) {
	r := driftRig(t)
	at := trainNotes(r, 100)
	data, err := r.d.(detect.Learner).Save()
	require.NoError(t, err)
	after := driftRig(t)
	require.NoError(t, after.d.(detect.Learner).Load(data))
	require.NoError(t, after.d.(detect.Learner).Import(data))
	after.call(at, "s", "write_note", withArguments(t, map[string]any{"text": "https://collector.example/in?data=1"}))
	assert.Equal(t, []string{"medium"}, after.severities())
}

func TestArgumentDriftConfig(t *testing.T) {
	cfg := NewArgumentDriftConfig()
	require.NoError(t, cfg.Validate())
	err := (&ArgumentDriftConfig{MaxShare: 1, MinBits: -1}).Validate()
	for _, key := range []string{"max_share", "quantile", "margin", "min_bits", "min_values", "max_tools"} {
		assert.ErrorContains(t, err, key)
	}
}

func BenchmarkArgumentDrift(b *testing.B) {
	r := driftRig(b)
	at := day0
	for i := range 100 {
		key := fmt.Sprint("train-", i)
		r.call(at, key, "read", withArguments(b, map[string]any{"path": fmt.Sprintf("/home/alice/notes/%d.md", i), "encoding": "utf-8", "limit": 200}))
		r.end(key, detect.EndedIdle)
	}
	benchObserve(b, r, at)
}

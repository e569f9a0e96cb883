// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/vocabulary"
)

func noveltyRig(tb testing.TB) *rig {
	tb.Helper()
	cfg := NewNovelToolConfig()
	return newRig(tb, &cfg)
}

func onServer(name string) func(*detect.Event) {
	return func(ev *detect.Event) { ev.Server = name }
}

func byUser(name string) func(*detect.Event) {
	return func(ev *detect.Event) { ev.User = name }
}

func TestNovelTool(t *testing.T) {
	for _, tt := range []struct {
		name    string
		trained int
		tool    string
		server  string
		want    []string
	}{
		{"a known tool", 20, "read", "files", nil},
		{"a new tool", 20, "delete", "files", []string{"low"}},
		{"a known name on a new server", 20, "read", "mail", []string{"medium"}},
		{"silent while warming up", 19, "delete", "files", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := noveltyRig(t)
			at := r.train(tt.trained, "read", "write")
			r.call(at, "s", "read")
			r.call(at, "s", tt.tool, onServer(tt.server))
			r.call(at, "s", tt.tool, onServer(tt.server))
			assert.Equal(t, tt.want, r.severities())
		})
	}
}

func TestNovelToolWhereNoveltyIsUsual(t *testing.T) {
	r := noveltyRig(t)
	at := day0
	for i := range 40 {
		r.session(at, fmt.Sprint("train-", i), "read", fmt.Sprint("generated_", i/2))
		at = at.Add(time.Minute)
	}
	r.session(at, "s", "read", "delete")
	assert.Empty(t, r.found, "half of the sessions bring a new tool")
}

func TestNovelToolIsNotLearnedFromTheSessionThatRaisedIt(t *testing.T) {
	r := noveltyRig(t)
	at := r.train(20, "read")
	for i := range 30 {
		r.session(at.Add(time.Duration(i)*6*time.Hour), fmt.Sprint("s-", i), "read", "delete")
		assert.Equal(t, []string{"low"}, r.severities(), "one user alone cannot make it usual")
	}
}

func TestNovelToolBecomesUsual(t *testing.T) {
	r := noveltyRig(t)
	at := r.train(20, "read")
	use := func(i int) {
		key := fmt.Sprint("s-", i)
		r.call(at.Add(time.Duration(i)*6*time.Hour), key, "delete", byUser(fmt.Sprint("user-", i%3)))
		r.end(key, detect.EndedIdle)
	}
	for i := range 10 {
		use(i)
	}
	assert.Len(t, r.severities(), 10)
	use(10)
	assert.Empty(t, r.found, "three users over two days")
	known, _ := r.d.(*novelTool).known.Peek("helper")
	assert.True(t, known.Knows(vocabulary.Tool{Server: "files", Name: "delete"}), "and from then on it is learned")
}

func TestNovelToolOtherFindingsBearNoWitness(t *testing.T) {
	r := noveltyRig(t)
	at := r.train(20, "read")
	for i := range 30 {
		key := fmt.Sprint("s-", i)
		r.call(at.Add(time.Duration(i)*6*time.Hour), key, "delete", byUser(fmt.Sprint("user-", i%3)))
		r.sessions[key].Findings++
		r.end(key, detect.EndedIdle)
		assert.Len(t, r.severities(), 1)
	}
}

func TestNovelToolLimitsOneSession(t *testing.T) {
	r := noveltyRig(t)
	at := r.train(20, "read")
	r.session(at, "s", toolNames(maxNovelPerSession)...)
	assert.Len(t, r.severities(), maxNovelPerSession)
	assert.Zero(t, r.drops[dropSessionLimit])
	r.session(at, "t", toolNames(maxNovelPerSession+1)...)
	assert.Len(t, r.severities(), maxNovelPerSession)
	assert.Equal(t, int64(1), r.drops[dropSessionLimit])
}

func TestNovelToolSurvivesARestart(t *testing.T) {
	r := noveltyRig(t)
	at := r.train(20, "read")
	data, err := r.d.(detect.Persister).Save()
	require.NoError(t, err)
	after := noveltyRig(t)
	require.NoError(t, after.d.(detect.Persister).Load(data))
	after.session(at, "s", "read", "delete")
	assert.Equal(t, []string{"low"}, after.severities())
}

func TestNovelToolConfig(t *testing.T) {
	cfg := NewNovelToolConfig()
	require.NoError(t, cfg.Validate())
	err := (&NovelToolConfig{AcceptAfter: -1}).Validate()
	for _, key := range []string{"max_novelty", "accept_sessions", "accept_principals", "accept_after"} {
		assert.ErrorContains(t, err, key)
	}
}

func BenchmarkNovelTool(b *testing.B) {
	r := noveltyRig(b)
	benchObserve(b, r, r.train(20, "read", "write"))
}

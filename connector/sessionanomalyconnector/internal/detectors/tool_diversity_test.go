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
)

func diversityRig(tb testing.TB, change ...func(*ToolDiversityConfig)) *rig {
	tb.Helper()
	cfg := NewToolDiversityConfig()
	for _, f := range change {
		f(&cfg)
	}
	return newRig(tb, &cfg)
}

func TestToolDiversity(t *testing.T) {
	for _, tt := range []struct {
		name    string
		trained int // sessions of two tools each
		initial float64
		tools   int
		want    []string
	}{
		{"three times the baseline is still usual", 20, 0, 6, nil},
		{"one more is not", 20, 0, 7, []string{"medium"}},
		{"again at the double", 20, 0, 14, []string{"medium", "medium"}},
		{"silent while warming up", 19, 0, 40, nil},
		{"an initial baseline holds while warming up", 19, 2, 7, []string{"medium"}},
		{"and is exceeded only beyond its triple", 0, 2, 6, nil},
		{"the learned baseline replaces it", 20, 20, 7, []string{"medium"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := diversityRig(t, func(c *ToolDiversityConfig) { c.InitialBaseline = tt.initial })
			at := r.train(tt.trained, "read", "write")
			r.session(at, "s", toolNames(tt.tools)...)
			assert.Equal(t, tt.want, r.severities())
		})
	}
}

func TestToolDiversityMinimum(t *testing.T) {
	r := diversityRig(t)
	at := r.train(20, "read")
	r.session(at, "s", toolNames(4)...)
	assert.Empty(t, r.found, "four times one, and still few")
	r.session(at, "s", toolNames(5)...)
	assert.Len(t, r.found, 1)
}

func TestToolDiversityCountsAToolOnce(t *testing.T) {
	r := diversityRig(t)
	at := r.train(20, "read", "write")
	for i := range 100 {
		r.call(at, "s", fmt.Sprint("tool_", i%6))
	}
	assert.Empty(t, r.found)
}

func TestToolDiversityOfATypeWithBroadSessions(t *testing.T) {
	r := diversityRig(t)
	at := r.train(30, "read", "write")
	for i := range 3 {
		b, _ := r.d.(*toolDiversity).unique.Learn("helper/files", at.Add(time.Duration(i)*time.Minute))
		b.Add(12)
	}
	r.session(at, "s", toolNames(12)...)
	assert.Empty(t, r.found, "one session in ten is as broad")
	r.session(at, "s", toolNames(14)...)
	assert.Len(t, r.found, 1)
}

func TestToolDiversityLearnsFromCleanAndCompleteSessionsOnly(t *testing.T) {
	for _, tt := range []struct {
		name     string
		findings int
		why      detect.EndReason
		learned  bool
	}{
		{"clean", 0, detect.EndedIdle, true},
		{"with a finding", 1, detect.EndedIdle, false},
		{"evicted", 0, detect.EndedCount, false},
		{"cut by shutdown", 0, detect.EndedOnClose, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := diversityRig(t)
			r.call(day0, "s", "read")
			r.sessions["s"].Findings = tt.findings
			r.end("s", tt.why)
			_, learned := r.d.(*toolDiversity).unique.Peek("helper/files")
			assert.Equal(t, tt.learned, learned)
		})
	}
}

func TestToolDiversitySurvivesARestart(t *testing.T) {
	r := diversityRig(t)
	at := r.train(20, "read", "write")
	data, err := r.d.(detect.Persister).Save()
	require.NoError(t, err)

	after := diversityRig(t)
	require.NoError(t, after.d.(detect.Persister).Load(data))
	after.session(at, "s", toolNames(7)...)
	assert.Equal(t, []string{"medium"}, after.severities())
}

func TestToolDiversityKeepsTypesApart(t *testing.T) {
	r := diversityRig(t)
	at := r.train(20, "read", "write")
	for i := range 12 {
		r.call(at, "s", fmt.Sprint("tool_", i), func(ev *detect.Event) { ev.Agent = "explorer" })
	}
	assert.Empty(t, r.found, "another agent has no baseline yet")
}

func TestToolDiversityConfig(t *testing.T) {
	cfg := NewToolDiversityConfig()
	require.NoError(t, cfg.Validate())
	err := (&ToolDiversityConfig{Quantile: 1, Ceiling: 2, InitialBaseline: -1}).Validate()
	require.Error(t, err)
	for _, key := range []string{"factor", "quantile", "ceiling", "min_tools", "initial_baseline"} {
		assert.ErrorContains(t, err, key)
	}
}

func BenchmarkToolDiversity(b *testing.B) {
	r := diversityRig(b)
	at := r.train(20, "read", "write")
	b.ReportAllocs()
	benchObserve(b, r, at)
}

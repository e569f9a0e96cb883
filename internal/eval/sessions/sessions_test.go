// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

func TestConvertLeavesLabelsOut(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "set.ndjson.gz"), filepath.Join(dir, "frames.ndjson")
	f, err := os.Create(from)
	require.NoError(t, err)
	z := gzip.NewWriter(f)
	_, err = z.Write([]byte(`{"session_id":"a","user":"ann","ts":"2026-01-01T00:00:00Z","direction":"client_to_server","message":{"id":1},"label":{"attack":true,"secret_label":"x","injection_delivered":true}}` + "\n"))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	require.NoError(t, f.Close())

	sessions, err := convert(from, to)
	require.NoError(t, err)
	require.Len(t, sessions, 1)
	assert.True(t, sessions[0].label.Attack && sessions[0].label.delivered())
	frames, err := os.ReadFile(to)
	require.NoError(t, err)
	assert.JSONEq(t, `{"timestamp":"2026-01-01T00:00:00Z","session_id":"a","server":"recorded","direction":"client_to_server","transport":"stdio","user_id":"ann","agent":"recorded","message":{"id":1}}`, string(frames))
}

func TestWorstFindingsLeavesTimeOut(t *testing.T) {
	file := filepath.Join(t.TempDir(), "findings.jsonl")
	record := func(session, detector, severity string) string {
		attr := func(k, v string) string { return `{"key":"` + k + `","value":{"stringValue":"` + v + `"}}` }
		return `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[` + strings.Join([]string{
			attr(schema.SessionKey, session), attr(schema.FindingDetector, detector), attr(schema.FindingSeverity, severity),
		}, ",") + `]}]}]}]}`
	}
	require.NoError(t, os.WriteFile(file, []byte(strings.Join([]string{
		record("a", "tool_poisoning", "medium"), record("a", "tool_poisoning", "high"), record("b", "retry_loop", "critical"),
	}, "\n")), 0o600))
	worst, err := worstFindings(file)
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"a": rank(schema.SeverityHigh)}, worst)
}

func TestAnInterruptedReplayIsNoResult(t *testing.T) {
	file := filepath.Join(t.TempDir(), "audit.jsonl")
	require.NoError(t, os.WriteFile(file, []byte(`{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[{"key":"`+schema.SessionKey+`","value":{"stringValue":"a"}}]}]}]}]}`), 0o600))
	require.NoError(t, complete(file, []session{{id: "a"}}))
	require.ErrorContains(t, complete(file, []session{{id: "a"}, {id: "b"}}), "1 of 2 sessions")
	require.Error(t, complete(file+".none", nil))
}

func TestScore(t *testing.T) {
	s := set{name: "x", measures: []measure{falseAlarms}}
	shares := s.score([]session{{id: "a"}, {id: "b"}, {id: "c", label: label{Attack: true}}}, map[string]int{"a": rank(schema.SeverityHigh), "b": rank(schema.SeverityMedium)})
	require.Len(t, shares, 1)
	assert.InDelta(t, 1, shares[0].Hits, 0)
	assert.Equal(t, 2, shares[0].N)
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ops

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/rig"
)

// reported is as much of a report as is compared.
type reported struct {
	Totals struct {
		Operations int `json:"operations"`
	} `json:"totals"`
	Findings []struct {
		Detector, Severity, Session, User, Tool, Runbook string
		Evidence                                         []any
	} `json:"findings"`
	Notes []string `json:"notes"`
}

// TestReportReadsWhatTheCollectorWrites makes the report of a demo whose findings are OCSF and whose audit trail is written twice,
// plain and by the file exporter's own zstd.
func TestReportReadsWhatTheCollectorWrites(t *testing.T) {
	program := filepath.Join(t.TempDir(), "mcpreport")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./cmd/mcpreport")
	build.Dir = rig.Repository
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s", out)

	d := rig.NewOCSF(t)
	d.Play(t)
	report := func(audit string) (r reported) {
		cmd := exec.CommandContext(t.Context(), program, "-format", "json",
			"-audit", filepath.Join(d.Dir, audit), "-findings", filepath.Join(d.Dir, "findings.jsonl"))
		out, err := cmd.Output()
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(out, &r))
		return r
	}
	packed := report("packed.jsonl")
	for _, note := range packed.Notes {
		assert.Contains(t, note, "still writing", "everyday traffic goes on")
	}
	require.Greater(t, packed.Totals.Operations, 70, "what the demo plays before it stays up")
	require.GreaterOrEqual(t, report("audit.jsonl").Totals.Operations, packed.Totals.Operations)

	detectors := map[string]bool{}
	for _, f := range packed.Findings {
		detectors[f.Detector] = true
		assert.NotEmpty(t, f.Severity, f.Detector)
		assert.Contains(t, f.Runbook, "/docs/runbooks/ir-", f.Detector)
		assert.NotEmpty(t, f.Evidence, f.Detector)
		if f.Detector == "read_then_exfiltrate" {
			assert.Equal(t, "erin", f.User)
			assert.Equal(t, "post_webhook", f.Tool)
			assert.Contains(t, f.Session, "[mcp-session:")
		}
	}
	for _, name := range []string{"read_then_exfiltrate", "tool_poisoning", "auth_failure_burst", "tool_diversity"} {
		assert.True(t, detectors[name], name)
	}
}

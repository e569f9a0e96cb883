// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/otlplog"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// overlay is all that differs from the shipped configuration: session ids stay plain, so that findings can be told apart, and
// the pseudonyms have a key that is no secret, so that figures repeat to the last digit.
const overlay = `yaml:{receivers: {mcp: {session_ids: plain}}, processors: {dlp: {pseudonyms: {keys: [{id: eval, secret: "the key of the evaluation"}]}}}}`

// replay runs the binary over a recording.
func replay(ctx context.Context, binary, config, recording, dir string) error {
	cmd := exec.CommandContext(ctx, binary, "--config", config, "--config", overlay) //nolint:gosec // G204: the operator's own binary
	cmd.Env = append(os.Environ(), "OTELCOL_MCP_RECORDING="+recording, "OTELCOL_MCP_FORMAT=frames", "OTELCOL_MCP_DIR="+dir)
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w\n%s", binary, err, tail(log.Bytes()))
	}
	return nil
}

// complete tells whether every session is in the audit trail: a collector that is asked to end early does so with exit code 0.
func complete(audit string, sessions []session) error {
	seen := map[string]bool{}
	if _, err := otlplog.ReadFile(audit, func(r *otlplog.Record) { seen[r.Str(schema.SessionKey)] = true }); err != nil {
		return err
	}
	missing := 0
	for _, s := range sessions {
		if !seen[s.id] {
			missing++
		}
	}
	if missing > 0 {
		return fmt.Errorf("%d of %d sessions are not in the audit trail: the replay ended early", missing, len(sessions))
	}
	return nil
}

func tail(log []byte) []byte { return log[max(0, len(log)-4000):] }

// severities in order.
var severities = []string{
	"", schema.SeverityInfo, schema.SeverityLow, schema.SeverityMedium, schema.SeverityHigh, schema.SeverityCritical,
}

func rank(severity string) int { return slices.Index(severities, severity) }

// timed are the detectors that count over time, across sessions or both. Time in the recordings is synthetic.
var timed = map[string]bool{
	"temporal_anomaly": true, "slow_exfiltration": true, "cross_session_campaign": true, "retry_loop": true, "mix_shift": true,
	"auth_failure_burst": true, "validation_spike": true, "denial_spike": true, "rate_limit_spike": true, "budget_spike": true,
}

// worstFindings returns the highest rank of a finding for each session.
func worstFindings(file string) (map[string]int, error) {
	worst := map[string]int{}
	stats, err := otlplog.ReadFile(file, func(r *otlplog.Record) {
		if !timed[r.Str(schema.FindingDetector)] {
			key := r.Str(schema.SessionKey)
			worst[key] = max(worst[key], rank(r.Str(schema.FindingSeverity)))
		}
	})
	if err == nil && stats.Bad > 0 {
		err = fmt.Errorf("%s: %d of %d lines are not OTLP-JSON", file, stats.Bad, stats.Lines)
	}
	return worst, err
}

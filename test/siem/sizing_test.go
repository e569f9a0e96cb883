// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
)

// TestSizing measures what docs/deployment.md says about sizing. It runs with SIZING=1.
func TestSizing(t *testing.T) {
	if os.Getenv("SIZING") == "" {
		t.Skip("set SIZING=1 to measure")
	}
	const batch, batches = 500, 40
	for _, tt := range []struct{ name, config, overlay string }{
		{"gateway: dlp, detections, files", "gateway.yaml", ""},
		{"second tier: detections, files", "gateway.yaml", plain},
	} {
		t.Run(tt.name, func(t *testing.T) {
			certs := rig.NewCerts(t)
			s := newSecured(t, certs, tt.config, tt.overlay, nil)
			s.Start()
			deliver(t, s, rig.AuditFrom(0, batch))
			before, start := cpu(t, s.PID()), time.Now()
			for i := 1; i <= batches; i++ {
				deliver(t, s, rig.AuditFrom(i*batch, batch))
			}
			used, took := cpu(t, s.PID())-before, time.Since(start)
			n := float64(batch * batches)
			t.Logf("%.0f events/s by the clock, %.0f a CPU second, peak memory %s", n/took.Seconds(), n/used.Seconds(), peak(t, s.PID()))
		})
	}
	t.Run("queue: bytes on disk for a waiting event", func(t *testing.T) {
		certs := rig.NewCerts(t)
		to := newTarget(t, "newrelic", certs)
		to.server.Down()
		state := t.TempDir()
		c := rig.New(t, to.config, to.overlay, merge(to.env, map[string]string{"OTELCOL_MCP_STATE": state}))
		c.Start()
		for i := range 20 {
			rig.Send(t, c.Audit, rig.AuditFrom(i*batch, batch))
		}
		t.Logf("%d bytes", size(t, state)/(20*batch))
	})
}

// cpu is the processor time a process has used. A clock tick is 10 ms on Linux.
func cpu(t *testing.T, pid int) time.Duration {
	t.Helper()
	raw, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	require.NoError(t, err)
	fields := strings.Fields(string(raw[strings.LastIndex(string(raw), ")")+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

func peak(t *testing.T, pid int) string {
	t.Helper()
	raw, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	require.NoError(t, err)
	return regexp.MustCompile(`VmHWM:\s+(.*)`).FindStringSubmatch(string(raw))[1]
}

func size(t *testing.T, dir string) int64 {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	require.NoError(t, err)
	var total int64
	for _, f := range files {
		info, err := os.Stat(f)
		require.NoError(t, err)
		total += info.Size()
	}
	return total
}

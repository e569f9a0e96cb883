// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/pdata/plog"
)

func burst(t *testing.T, r *rig, from string, start time.Time) {
	t.Helper()
	for i := range 6 {
		r.consume(t, logsOf(t, start.Add(time.Duration(i)*time.Second), authFailure(from)))
	}
}

func TestSuppressedFindingsAreNotSent(t *testing.T) {
	cfg := defaultConfig()
	cfg.Findings.Suppress = []string{`log.attributes["mcpsec.finding.detector"] == "auth_failure_burst" and log.attributes["client.address"] == "192.0.2.7"`}
	require.NoError(t, confmap.Validate(cfg))
	r := newRig(t, cfg)
	burst(t, r, "192.0.2.7", noon)
	burst(t, r, "192.0.2.8", noon.Add(time.Minute))
	r.shutdown(t)
	assert.Equal(t, map[string]int{"auth_failure_burst": 1}, r.findings())
	assert.Equal(t, int64(1), r.sums()["mcp.findings"])
}

func TestEqualFindingsAreHeldBackUntilRearmed(t *testing.T) {
	r := newRig(t, defaultConfig())
	burst(t, r, "192.0.2.7", noon)
	burst(t, r, "192.0.2.7", noon.Add(10*time.Minute))
	assert.Equal(t, map[string]int{"auth_failure_burst": 1}, r.findings())
	burst(t, r, "192.0.2.7", noon.Add(16*time.Minute))
	r.shutdown(t)
	assert.Equal(t, map[string]int{"auth_failure_burst": 2}, r.findings())
}

func TestOCSFFormat(t *testing.T) {
	cfg := defaultConfig()
	cfg.Findings.Format = "ocsf"
	r := newRig(t, cfg)
	burst(t, r, "192.0.2.7", noon)
	r.shutdown(t)
	r.eachFinding(func(lr plog.LogRecord) {
		class, ok := lr.Body().Map().Get("class_uid")
		require.True(t, ok)
		assert.Equal(t, int64(2004), class.Int())
	})
	assert.Equal(t, map[string]int{"auth_failure_burst": 1}, r.findings())
}

func TestConfigReportsEveryMistake(t *testing.T) {
	cfg := defaultConfig()
	cfg.Sessions.MaxCount, cfg.Sessions.MaxBytes, cfg.Sessions.IdleTimeout, cfg.Sessions.Lateness = 0, 1, 0, -1
	cfg.Metrics.FlushInterval, cfg.Metrics.CardinalityLimit = 0, 1
	cfg.Findings.RearmInterval, cfg.Findings.Format, cfg.Findings.Suppress = -1, "cef", []string{"nonsense("}
	cfg.Detectors.AuthFailureBurst.Threshold = 0
	err := confmap.Validate(cfg)
	for _, want := range []string{
		"max_count", "max_bytes", "idle_timeout", "lateness", "flush_interval", "cardinality_limit", "rearm_interval",
		`format must be otel or ocsf, not "cef"`, "suppress", "auth_failure_burst: threshold must be at least 1",
	} {
		require.ErrorContains(t, err, want)
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"
)

// cut parts the records at n.
func cut(logs plog.Logs, n int) (before, after plog.Logs) {
	before, after = plog.NewLogs(), plog.NewLogs()
	early, late := before.ResourceLogs().AppendEmpty(), after.ResourceLogs().AppendEmpty()
	early.ScopeLogs().AppendEmpty()
	late.ScopeLogs().AppendEmpty()
	for i, record := range logs.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().All() {
		to := early
		if i >= n {
			to = late
		}
		record.CopyTo(to.ScopeLogs().At(0).LogRecords().AppendEmpty())
	}
	return before, after
}

// TestARestartAnywhereChangesNothing cuts the story of every fixture in two, with a restart between.
func TestARestartAnywhereChangesNothing(t *testing.T) {
	paths, err := filepath.Glob("testdata/detectors/*/*.txtar")
	require.NoError(t, err)
	rules, err := filepath.Glob("testdata/rules/*/*.txtar")
	require.NoError(t, err)
	for _, path := range append(paths, rules...) {
		t.Run(filepath.Base(filepath.Dir(path))+"/"+filepath.Base(path), func(t *testing.T) {
			f := readFixture(t, path)
			config := func() *Config {
				cfg := f.config(t)
				if strings.Contains(path, "/rules/") {
					cfg = shippedConfig(t, filepath.Join("rules", filepath.Base(filepath.Dir(path))+".yaml"))
				}
				cfg.Storage = &memoryID
				return cfg
			}
			play := func(host *memory, logs plog.Logs) string {
				r := newRigOn(t, config(), host)
				r.consume(t, logs)
				r.shutdown(t)
				return r.describe()
			}
			logs := f.events(t)
			n := logs.LogRecordCount()
			whole := play(newMemory(), logs)
			for _, at := range []int{n / 3, n / 2, n - 1} {
				before, after := cut(logs, at)
				host := newMemory()
				assert.Equal(t, whole, play(host, before)+play(host, after), "restart after %d of %d records", at, n)
			}
		})
	}
}

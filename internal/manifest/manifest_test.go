// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package manifest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const root = "../.."

func components(t *testing.T) []Component {
	t.Helper()
	all, err := Read(filepath.Join(root, "builder-config.yaml"))
	require.NoError(t, err)
	return all
}

func TestReadmeListsTheManifest(t *testing.T) {
	cache, err := ModCache()
	require.NoError(t, err)
	table, err := Table(components(t), root, cache)
	require.NoError(t, err)
	page, err := os.ReadFile(filepath.Join(root, "README.md"))
	require.NoError(t, err)
	want, err := Insert(string(page), table)
	require.NoError(t, err)
	assert.Equal(t, want, string(page), "run make generate")
}

// TestDistributionRequiresTheManifest holds go.mod, which the build uses, against the manifest, which people read.
func TestDistributionRequiresTheManifest(t *testing.T) {
	content, err := os.ReadFile(filepath.Join(root, "cmd/otelcol-mcp/go.mod"))
	require.NoError(t, err)
	for _, c := range components(t) {
		required := strings.Contains(string(content), "\t"+c.Module+" "+c.Version+"\n")
		assert.True(t, required, "cmd/otelcol-mcp/go.mod does not require %s %s: run make tidy", c.Module, c.Version)
	}
}

func TestReadRefuses(t *testing.T) {
	for _, tt := range []struct{ name, content, want string }{
		{"not YAML", "receivers: [", "did not find"},
		{"no version", "receivers:\n  - gomod: example.com/x\n", "want a module path and a version"},
		{"not a list", "receivers: 3\n", "receivers"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "builder-config.yaml")
			require.NoError(t, os.WriteFile(file, []byte(tt.content), 0o600))
			_, err := Read(file)
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestInsertNeedsBothLines(t *testing.T) {
	page := "a\n" + begin + "old\n" + end + "b\n"
	got, err := Insert(page, "new\n")
	require.NoError(t, err)
	assert.Equal(t, "a\n"+begin+"new\n"+end+"b\n", got)
	for _, line := range []string{begin, end} {
		_, err := Insert(strings.Replace(page, line, "", 1), "new\n")
		require.Error(t, err)
	}
}

// TestCollectorModulesAreOnTheBase keeps the one base of docs/adr/0004-version-pairing.md: a module fetched without a
// version lifts the whole Collector, and the distribution no longer builds.
func TestCollectorModulesAreOnTheBase(t *testing.T) {
	content, err := os.ReadFile(filepath.Join(root, "go.mod"))
	require.NoError(t, err)
	for line := range strings.Lines(string(content)) {
		fields := strings.Fields(strings.TrimPrefix(line, "require "))
		if len(fields) > 1 && strings.HasPrefix(fields[0], "go.opentelemetry.io/collector") {
			assert.Contains(t, []string{"v1.64.0", "v0.158.0"}, fields[1], fields[0])
		}
	}
}

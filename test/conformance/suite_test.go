// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestReadNamesTheScenario holds the reading of a run against the folders the suite writes: one a scenario, with a time stamp.
func TestReadNamesTheScenario(t *testing.T) {
	dir := t.TempDir()
	scenario := filepath.Join(dir, "server-caching-2026-11-21T06-36-39-509Z")
	if err := os.MkdirAll(scenario, 0o750); err != nil {
		t.Fatal(err)
	}
	checks := `[{"id":"b","status":"FAILURE"},{"id":"a","status":"SUCCESS"},{"id":"a","status":"SUCCESS"}]`
	if err := os.WriteFile(filepath.Join(scenario, "checks.json"), []byte(checks), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := read(dir)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"a=success", "b=failure"}; len(got) != 1 || !slices.Equal(got["server-caching"], want) {
		t.Errorf("got %v, want server-caching: %v", got, want)
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package otlplog

import (
	"path/filepath"
	"slices"
	"strings"
)

// Find returns the files that a path means: those that match it as a pattern, and for each the files it was rotated into
// ("audit.jsonl" into "audit-2026-11-21T04-00-00.000.jsonl", compressed or not). Oldest first, as rotation names sort.
func Find(path string) ([]string, error) {
	matches, err := filepath.Glob(path)
	if err != nil {
		return nil, err
	}
	ext := filepath.Ext(path)
	if ext != "" && !strings.ContainsAny(path, "*?[") {
		for _, suffix := range []string{"", ".gz", ".zst"} {
			rotated, err := filepath.Glob(strings.TrimSuffix(path, ext) + "-[0-9]*" + ext + suffix)
			if err != nil {
				return nil, err
			}
			matches = append(matches, rotated...)
		}
	}
	slices.Sort(matches)
	return slices.Compact(matches), nil
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSAFEMCPChecklist holds the page against the catalogue: every row names detectors that exist or a reason, and every
// reference of a detector is on its technique's row.
func TestSAFEMCPChecklist(t *testing.T) {
	page, err := os.ReadFile("../../../../docs/detections/safe-mcp.md")
	require.NoError(t, err)
	row := regexp.MustCompile(`(?m)^\| (SAFE-T\d{4}) \| ([^|]+) \| ([^|]+) \|([^|]*)\|$`)
	name := regexp.MustCompile("`([a-z_]+)`")
	detectors := map[string][]string{}
	for _, m := range row.FindAllStringSubmatch(string(page), -1) {
		id, cell, reason := m[1], m[3], strings.TrimSpace(m[4])
		assert.NotContains(t, detectors, id, "listed twice")
		detectors[id] = nil
		for _, d := range name.FindAllStringSubmatch(cell, -1) {
			assert.Contains(t, Catalogued(), d[1], "%s names a detector that does not exist", id)
			detectors[id] = append(detectors[id], d[1])
		}
		assert.True(t, len(detectors[id]) > 0 || strings.TrimSpace(cell) == "none" && reason != "", "%s has neither detector nor reason", id)
	}
	assert.Len(t, detectors, 86)
	for detector, refs := range Catalogued() {
		for _, id := range refs.SAFEMCP {
			assert.Contains(t, detectors[id], detector, "%s refers to %s", detector, id)
		}
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"
	"go.yaml.in/yaml/v3"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detectors"
)

const detections = "../../docs/detections"

// TestEveryDetectorHasItsPage holds each page against the detector: it says what it must, names its ids, and its
// configuration is one that the connector takes.
func TestEveryDetectorHasItsPage(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	for _, detector := range detectors.Names() {
		t.Run(detector, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(detections, detector+".md"))
			require.NoError(t, err)
			page := string(data)
			assert.True(t, strings.HasPrefix(page, "# "+detector+"\n"), "the title is the detector's name")
			refs := detect.RefsOf(detector)
			parts := []string{"**Severity** ", "**Ids** ", "## What it sees\n", "## What it costs\n", "## How to tune it\n", "## What it cannot see\n"}
			parts = slices.Concat(parts, refs.ATLAS, refs.OWASPMCP, refs.OWASPAgentic, refs.OWASPLLM, refs.SAFEMCP)
			absent := slices.DeleteFunc(parts, func(part string) bool { return strings.Contains(page, part) })
			assert.Empty(t, absent, "the page lacks")
			linked := strings.Contains(string(readme), "docs/detections/"+detector+".md")
			assert.True(t, linked, "the connector's README links the page")
			configOf(t, page, detector)
		})
	}
}

// configOf reads the configuration that a page shows, which must be for its detector and valid.
func configOf(t *testing.T, page, detector string) {
	t.Helper()
	_, rest, found := strings.Cut(page, "```yaml\n")
	require.True(t, found, "the page shows how the detector is configured")
	text, _, _ := strings.Cut(rest, "\n```")
	var raw map[string]map[string]map[string]any
	require.NoError(t, yaml.Unmarshal([]byte(text), &raw))
	cfg := defaultConfig()
	section := raw["connectors"]["session_anomaly"]
	require.NoError(t, confmap.NewFromStringMap(section).Unmarshal(cfg))
	require.NoError(t, confmap.Validate(cfg))
	of, _ := section["detectors"].(map[string]any)
	assert.NotEmpty(t, of[detector])
}

var link = regexp.MustCompile(`\]\(([^)#:]+)[#)]`)

func TestLinksOfThePagesLeadSomewhere(t *testing.T) {
	pages, err := filepath.Glob(detections + "/*.md")
	require.NoError(t, err)
	for _, page := range pages {
		data, err := os.ReadFile(page)
		require.NoError(t, err)
		for _, m := range link.FindAllStringSubmatch(string(data), -1) {
			assert.FileExists(t, filepath.Join(detections, m[1]), page)
		}
	}
}

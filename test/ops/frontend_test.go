// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ops

import (
	"encoding/json"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The library that Grafana's own frontend is built on, of Grafana 11 and 12, and what it and the bundler need.
var grafanaData = []string{"@grafana/data@11.6.8", "@grafana/data@12.4.2"}

var bundler = []string{"react@18.3.1", "react-dom@18.3.1", "rxjs@7.8.2", "esbuild@0.25.12"}

var resultOfPage = regexp.MustCompile(`(?s)<pre id="result">(.*?)</pre>`)

// TestDashboardsInGrafanasFrontend lets the code of Grafana's frontend, in Chromium, look up the units, colours, calculations,
// matchers and transformations that dashboards name, write numbers and transform tables. A word on the console is a failure.
func TestDashboardsInGrafanasFrontend(t *testing.T) {
	npm, chromium := server(t, "npm"), server(t, "chromium", "chromium-browser", "google-chrome")
	all := map[string]json.RawMessage{}
	for name, content := range dashboards(t) {
		all[name] = content
	}
	for _, library := range grafanaData {
		t.Run(library[strings.LastIndex(library, "@")+1:], func(t *testing.T) {
			dir := t.TempDir()
			command(t, dir, npm, append([]string{"install", "--no-audit", "--no-fund", "--ignore-scripts", library}, bundler...)...)
			for _, name := range []string{"dashboards.mjs", "dashboards.html"} {
				content, err := os.ReadFile(filepath.Join("testdata", name))
				require.NoError(t, err)
				write(t, dir, name, string(content))
			}
			command(t, dir, filepath.Join(dir, "node_modules", ".bin", "esbuild"), "dashboards.mjs", "--bundle", "--format=iife", "--outfile=bundle.js",
				"--log-level=error", `--define:process.env.NODE_ENV="production"`, "--loader:.svg=dataurl")
			page := look(t, chromium, dir, all)
			assert.Empty(t, page.Problems)
			assert.Greater(t, page.Looked, 1000)
			assert.GreaterOrEqual(t, page.Transformed, 7)

			spoilt := map[string]json.RawMessage{"spoilt.json": spoil(t, all["security.json"])}
			assert.Len(t, look(t, chromium, dir, spoilt).Problems, 2, "what is wrong is found")
		})
	}
}

// seen is what the page writes.
type seen struct {
	Problems            []string
	Looked, Transformed int
}

// look opens the page with dashboards.
func look(t *testing.T, chromium, dir string, all map[string]json.RawMessage) seen {
	t.Helper()
	data, err := json.Marshal(all)
	require.NoError(t, err)
	write(t, dir, "data.js", "window.dashboards = "+string(data)+";")
	cmd := exec.CommandContext(t.Context(), chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
		"--user-data-dir="+filepath.Join(dir, "profile"), "--virtual-time-budget=20000", "--dump-dom", "file://"+dir+"/dashboards.html")
	out, err := cmd.Output()
	require.NoError(t, err)
	m := resultOfPage.FindSubmatch(out)
	require.NotNil(t, m, "%s", out)
	var s seen
	require.NoError(t, json.Unmarshal([]byte(html.UnescapeString(string(m[1]))), &s))
	return s
}

// spoil gives a panel a unit that there is none of, and a table a column that does not come out of its transformations.
func spoil(t *testing.T, content []byte) []byte {
	t.Helper()
	var d map[string]any
	require.NoError(t, json.Unmarshal(content, &d))
	unit, column := false, false
	for _, p := range d["panels"].([]any) {
		p := p.(map[string]any)
		config, _ := p["fieldConfig"].(map[string]any)
		if config == nil {
			continue
		}
		if !unit {
			config["defaults"].(map[string]any)["unit"], unit = "furlongs", true
		}
		overrides := config["overrides"].([]any)
		if p["transformations"] != nil && len(overrides) > 0 && !column {
			overrides[0].(map[string]any)["matcher"].(map[string]any)["options"], column = "no such column", true
		}
	}
	require.True(t, unit && column)
	out, err := json.Marshal(d)
	require.NoError(t, err)
	return out
}

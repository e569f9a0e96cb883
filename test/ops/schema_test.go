// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ops

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/rig"
)

// What the check takes from npm: Grafana's own types of its dashboards, of the last 11 and the first 12 (later ones are packed
// in another way), and the compiler that reads them.
var grafanaSchemas = []string{"@grafana/schema@11.6.0", "@grafana/schema@12.0.2"}

const typescript = "typescript@5.9.3"

// checked are the panel types whose options and fields Grafana publishes types for.
var checked = []string{"bargauge", "heatmap", "logs", "stat", "table", "timeseries"}

// TestDashboardsHaveGrafanasTypes lets the TypeScript compiler compare every dashboard, the options of its panels and how
// their fields look with the types that Grafana publishes: an unknown key or a value that is none of the allowed is an error.
func TestDashboardsHaveGrafanasTypes(t *testing.T) {
	npm := server(t, "npm")
	for _, schema := range grafanaSchemas {
		t.Run(schema[strings.LastIndex(schema, "@")+1:], func(t *testing.T) {
			dir := t.TempDir()
			command(t, dir, npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", schema, typescript)
			types := filepath.Join(dir, "types")
			require.NoError(t, os.CopyFS(types, os.DirFS(filepath.Join(dir, "node_modules", "@grafana", "schema", "dist", "esm"))))
			loosen(t, types)
			write(t, dir, "check.ts", program(t))
			write(t, dir, "tsconfig.json", `{"compilerOptions": {"strict": true, "noEmit": true, "skipLibCheck": true, "module": "esnext",
				"moduleResolution": "bundler", "target": "es2022"}, "files": ["check.ts"]}`)
			command(t, dir, filepath.Join(dir, "node_modules", ".bin", "tsc"), "-p", ".")
		})
	}
}

func command(t *testing.T, dir, name string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s: %s", name, out)
}

var (
	enum   = regexp.MustCompile(`(?s)export declare (?:const )?enum (\w+) \{(.*?)\}`)
	member = regexp.MustCompile(`=\s*("[^"]*"|-?\d+)`)
	common = regexp.MustCompile(`from ["']@grafana/schema["']`)
)

// loosen turns enumerations into unions of their values, which is what stands in JSON.
func loosen(t *testing.T, types string) {
	t.Helper()
	err := filepath.WalkDir(types, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".d.ts") {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		up, err := filepath.Rel(filepath.Dir(path), filepath.Join(types, "common", "common.gen"))
		if err != nil {
			return err
		}
		text := enum.ReplaceAllStringFunc(string(content), func(declaration string) string {
			m := enum.FindStringSubmatch(declaration)
			var values []string
			for _, v := range member.FindAllStringSubmatch(m[2], -1) {
				values = append(values, v[1])
			}
			return "export declare type " + m[1] + " = " + strings.Join(values, " | ") + ";"
		})
		text = common.ReplaceAllString(text, `from "./`+filepath.ToSlash(up)+`"`)
		return os.WriteFile(path, []byte(text), 0o600)
	})
	require.NoError(t, err)
}

// withoutAnnotationQueries leaves out what the published type does not know: it has Grafana's own annotations alone, and a data
// source adds keys of its own.
func withoutAnnotationQueries(t *testing.T, content []byte) []byte {
	t.Helper()
	var d map[string]any
	require.NoError(t, json.Unmarshal(content, &d))
	for _, a := range d["annotations"].(map[string]any)["list"].([]any) {
		for _, key := range []string{"target", "tagKeys", "titleFormat"} {
			delete(a.(map[string]any), key)
		}
	}
	out, err := json.MarshalIndent(d, "", "  ")
	require.NoError(t, err)
	return out
}

// program assigns every dashboard to Grafana's type of it.
func program(t *testing.T) string {
	t.Helper()
	var out strings.Builder
	out.WriteString(`import type { Dashboard } from "./types/raw/dashboard/x/dashboard_types.gen";` + "\n")
	names := map[string]string{
		"bargauge": "BarGauge", "heatmap": "Heatmap", "logs": "Logs", "stat": "Stat", "table": "Table", "timeseries": "TimeSeries",
	}
	for _, kind := range checked {
		fmt.Fprintf(&out, "import type * as %s from \"./types/raw/composable/%s/panelcfg/x/%sPanelCfg_types.gen\";\n", kind, kind, names[kind])
	}
	files, err := filepath.Glob(filepath.Join(rig.Repository, "dashboards", "grafana", "*.json"))
	require.NoError(t, err)
	for i, file := range files {
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		fmt.Fprintf(&out, "// %s\nexport const dashboard%d: Dashboard = %s;\n", filepath.Base(file), i, withoutAnnotationQueries(t, content))
		var d struct {
			Panels []struct {
				ID          int
				Type        string
				Options     json.RawMessage
				FieldConfig struct {
					Defaults struct{ Custom json.RawMessage }
				}
			}
		}
		require.NoError(t, json.Unmarshal(content, &d))
		for _, p := range d.Panels {
			if !slices.Contains(checked, p.Type) {
				continue
			}
			fmt.Fprintf(&out, "export const options%d_%d: Partial<%s.Options> = %s;\n", i, p.ID, p.Type, p.Options)
			if p.FieldConfig.Defaults.Custom != nil {
				fmt.Fprintf(&out, "export const fields%d_%d: Partial<%s.FieldConfig> = %s;\n", i, p.ID, p.Type, p.FieldConfig.Defaults.Custom)
			}
		}
	}
	return out.String()
}

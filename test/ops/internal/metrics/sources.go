// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"
)

// Expressions returns every PromQL expression of the dashboards, alert rules and runbooks, with the file each is in.
func Expressions(t *testing.T, repository string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, name := range glob(t, repository, "dashboards/grafana/*.json") {
		out[name] = dashboard(t, name)
	}
	for _, name := range glob(t, repository, "dashboards/alerts/prometheus/*.yaml") {
		for _, r := range rules(t, name) {
			out[name] = append(out[name], r.Expr)
		}
	}
	for _, name := range glob(t, repository, "dashboards/grafana/provisioning/alerting/*.yaml") {
		out[name] = provisioned(t, name)
	}
	for _, name := range glob(t, repository, "docs/runbooks/*.md") {
		out[name] = Fenced(t, name, "promql")
	}
	return out
}

func glob(t *testing.T, repository, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(repository, pattern))
	require.NoError(t, err)
	require.NotEmpty(t, names, pattern)
	return names
}

// grafana stands in for what Grafana fills in.
var grafana = strings.NewReplacer("$__rate_interval", "5m", "$__interval", "1m", "$__range", "6h")

var variable = regexp.MustCompile(`\$\{?(\w+)\}?`)

func dashboard(t *testing.T, name string) []string {
	t.Helper()
	content, err := os.ReadFile(name)
	require.NoError(t, err)
	var d struct {
		Annotations struct{ List []struct{ Target request } }
		Panels      []struct{ Targets []request }
		Templating  struct {
			List []struct {
				Type       string
				Query      json.RawMessage // a string, or what the data source's editor writes
				Datasource datasource
			}
		}
	}
	require.NoError(t, json.Unmarshal(content, &d))
	var targets []request
	for _, a := range d.Annotations.List {
		targets = append(targets, a.Target)
	}
	for _, p := range d.Panels {
		targets = append(targets, p.Targets...)
	}
	for _, v := range d.Templating.List {
		if v.Type == "query" && v.Datasource.Type == "prometheus" {
			var query struct{ Query string }
			require.NoError(t, json.Unmarshal(v.Query, &query))
			targets = append(targets, request{Expr: labelValues(query.Query), Datasource: v.Datasource})
		}
	}
	var out []string
	for _, q := range targets {
		if q.Datasource.Type == "prometheus" {
			out = append(out, variable.ReplaceAllString(grafana.Replace(q.Expr), ".*"))
		}
	}
	return out
}

type request struct {
	Expr       string
	Datasource datasource
}

type datasource struct{ Type string }

// labelValues turns label_values(selector, label) into a query that needs the same metric and label.
func labelValues(definition string) string {
	inner := strings.TrimSuffix(strings.TrimPrefix(definition, "label_values("), ")")
	comma := strings.LastIndex(inner, ",")
	return "count by (" + strings.TrimSpace(inner[comma+1:]) + ") (" + inner[:comma] + ")"
}

// Alert is one alerting rule.
type Alert struct {
	Alert, Expr string
	Labels      map[string]string
}

// Alerts returns every alerting rule.
func Alerts(t *testing.T, repository string) []Alert {
	t.Helper()
	var out []Alert
	for _, name := range glob(t, repository, "dashboards/alerts/prometheus/*.yaml") {
		out = append(out, rules(t, name)...)
	}
	return out
}

func rules(t *testing.T, name string) []Alert {
	t.Helper()
	var file struct{ Groups []struct{ Rules []Alert } }
	load(t, name, &file)
	var out []Alert
	for _, g := range file.Groups {
		out = append(out, g.Rules...)
	}
	return out
}

func provisioned(t *testing.T, name string) []string {
	t.Helper()
	var file struct {
		Groups []struct {
			Rules []struct {
				Data []struct{ Model struct{ Expr string } }
			}
		}
	}
	load(t, name, &file)
	var out []string
	for _, g := range file.Groups {
		for _, r := range g.Rules {
			for _, d := range r.Data {
				if d.Model.Expr != "" {
					out = append(out, d.Model.Expr)
				}
			}
		}
	}
	return out
}

func load(t *testing.T, name string, into any) {
	t.Helper()
	content, err := os.ReadFile(name)
	require.NoError(t, err)
	require.NoError(t, yaml.Unmarshal(content, into))
}

// Fenced returns the code blocks of a page whose language is lang.
func Fenced(t *testing.T, name, lang string) []string {
	t.Helper()
	content, err := os.ReadFile(name)
	require.NoError(t, err)
	var out []string
	for _, m := range regexp.MustCompile("(?ms)^```"+lang+"\n(.*?)\n```$").FindAllStringSubmatch(string(content), -1) {
		out = append(out, m[1])
	}
	return out
}

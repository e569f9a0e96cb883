// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command gen writes dashboards.yaml and prometheusrule.yaml from what is in dashboards/. It runs in packaging/kubernetes.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const (
	dashboards = "../../dashboards/grafana"
	rules      = "../../dashboards/alerts/prometheus/otelcol-mcp.rules.yaml"
	head       = "# Generated from dashboards/ by \"make generate\". Do not edit.\n"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	files, err := filepath.Glob(filepath.Join(dashboards, "*.json"))
	if err != nil {
		return err
	}
	var maps strings.Builder
	maps.WriteString(head)
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		maps.WriteString(configMap(filepath.Base(file), string(raw)))
	}
	raw, err := os.ReadFile(rules)
	if err != nil {
		return err
	}
	if err := write("dashboards.yaml", maps.String()); err != nil {
		return err
	}
	return write("prometheusrule.yaml", head+prometheusRule(string(raw)))
}

// configMap is one dashboard as the sidecar of the Grafana chart finds it.
func configMap(name, content string) string {
	return fmt.Sprintf(`---
apiVersion: v1
kind: ConfigMap
metadata:
  name: otelcol-mcp-%s
  labels:
    app.kubernetes.io/part-of: otelcol-mcp
    grafana_dashboard: "1"
  annotations:
    grafana_folder: MCP
data:
  %s: |
%s`, strings.TrimSuffix(name, ".json"), name, indent(content, "    "))
}

// prometheusRule is the rules file as the Prometheus operator takes it.
func prometheusRule(groups string) string {
	_, groups, _ = strings.Cut(groups, "groups:\n")
	return `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: otelcol-mcp
  labels:
    app.kubernetes.io/part-of: otelcol-mcp
    release: kube-prometheus-stack # the label that your Prometheus selects rules by
spec:
  groups:
` + indent(groups, "  ")
}

func indent(text, by string) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			out.WriteString(by)
		}
		out.WriteString(line)
	}
	if !strings.HasSuffix(text, "\n") {
		out.WriteString("\n")
	}
	return out.String()
}

func write(name, content string) error {
	return os.WriteFile(name, []byte(content), 0o644) //nolint:gosec // G306: a manifest, for everyone to read.
}

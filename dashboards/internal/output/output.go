// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package output puts together every generated file of the dashboards folder.
package output

import (
	"github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/alert"
	"github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/catalog"
)

// Folder is the Grafana folder that alerts and dashboards are provisioned into.
const Folder = "MCP"

// Render returns the content of each generated file, by its path below dashboards/.
func Render(alerts []byte) (map[string][]byte, error) {
	source, err := alert.Parse(alerts)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	if files["alerts/prometheus/otelcol-mcp.rules.yaml"], err = source.Prometheus(); err != nil {
		return nil, err
	}
	if files["grafana/provisioning/alerting/otelcol-mcp.yaml"], err = source.Grafana(Folder); err != nil {
		return nil, err
	}
	for _, f := range catalog.Files() {
		if files["grafana/"+f.Name], err = f.Dashboard.JSON(); err != nil {
			return nil, err
		}
	}
	return files, nil
}

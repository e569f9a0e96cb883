// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command gen writes the dashboards, the alert rules and their provisioning, below the directory it runs in.
package main

import (
	"log"
	"os"
	"path/filepath"

	"github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/output"
)

func main() {
	source, err := os.ReadFile("alerts/alerts.yaml")
	if err != nil {
		log.Fatal(err)
	}
	files, err := output.Render(source)
	if err != nil {
		log.Fatal(err)
	}
	for name, content := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil { //nolint:gosec // G301: public files.
			log.Fatal(err)
		}
		if err := os.WriteFile(name, content, 0o644); err != nil { //nolint:gosec // G306: public files.
			log.Fatal(err)
		}
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package catalog says what is on each dashboard.
package catalog

import "github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/board"

// File is a dashboard and the name of its file.
type File struct {
	Name      string
	Dashboard *board.Dashboard
}

// Files lists every dashboard.
func Files() []File {
	return []File{
		{"operations.json", operations()},
		{"security.json", security()},
		{"session-investigation-loki.json", sessionLoki()},
		{"session-investigation-elasticsearch.json", sessionElasticsearch()},
		{"collector-health.json", health()},
	}
}

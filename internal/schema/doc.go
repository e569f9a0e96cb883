// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package schema names everything the components say to each other and to the outside: event names, attribute keys,
// outcomes and metrics. Registered semantic conventions come first (v1.41.0 is the last version in the Go module that
// carries the MCP keys); what they lack lives under the prefix "mcpsec." and, for the dlp processor, "dlp.".
//
// The tables in this package are the source of docs/schema.md; a test fails when page and code differ.
package schema

//go:generate go run ./gen -o ../../docs/schema.md -elastic ../../configs/siem/elastic-template.json

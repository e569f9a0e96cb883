// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:generate go tool -modfile=../../internal/tools/go.mod mdatagen metadata.yaml

// Package sessionanomalyconnector turns a stream of MCP audit events into security metrics and findings.
package sessionanomalyconnector

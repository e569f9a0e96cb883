// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:generate go tool -modfile=../../internal/tools/go.mod mdatagen metadata.yaml

// Package mcpreceiver taps Model Context Protocol (MCP) traffic and turns every JSON-RPC exchange into one audit event.
package mcpreceiver

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package interop runs servers and clients that others have written through the tap and mcptap, and looks at the events.
// It needs the built distribution (OTELCOL_MCP_BINARY, default ../../bin/otelcol-mcp) and npm: "npm install && go test ./...".
package interop

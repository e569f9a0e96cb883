// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package schema

// Resource attributes of audit events, as semantic conventions v1.41.0 define them. The resource is the MCP server that an
// exchange is about: its spans are server spans, and what groups telemetry by service.name groups it by server.
const (
	ServiceName = "service.name"
	// ServiceUnknown stands where nobody says which server it is: a request that no route takes, a frame without server.
	ServiceUnknown = "unknown_service"
)

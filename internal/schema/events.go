// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package schema

// Event names (LogRecord.EventName).
const (
	EventOperation         = "mcp.operation"
	EventNotification      = "mcp.notification"
	EventSessionStart      = "mcp.session.start"
	EventSessionEnd        = "mcp.session.end"
	EventTransportRejected = "mcp.transport.rejected"
	EventToolsInventory    = "mcp.tools.inventory"
	EventFinding           = "mcpsec.finding"
)

// Values of mcpsec.outcome.
const (
	OutcomeSuccess            = "success"
	OutcomeToolError          = "tool_error"
	OutcomeProtocolError      = "protocol_error"
	OutcomeValidationRejected = "validation_rejected"
	OutcomeAuthFailed         = "auth_failed"
	OutcomeAccessDenied       = "access_denied"
	OutcomeRateLimited        = "rate_limited"
	OutcomeBudgetExceeded     = "budget_exceeded"
	OutcomeDLPBlocked         = "dlp_blocked"
	OutcomeNotFound           = "not_found"
	OutcomeUpstreamError      = "upstream_error"
	OutcomeTimeout            = "timeout"
	OutcomeCancelled          = "cancelled"
)

// Values of mcpsec.direction.
const (
	ClientToServer = "client_to_server"
	ServerToClient = "server_to_client"
)

// Values of mcpsec.transport.
const (
	TransportStreamableHTTP = "streamable_http"
	TransportHTTPSSE        = "http_sse"
	TransportStdio          = "stdio"
	TransportIngest         = "ingest"
)

// Values of mcpsec.session.key_source, from the strongest rung of the ladder to the weakest.
const (
	KeySourceTransport = "transport"
	KeySourceTrace     = "trace"
	KeySourceState     = "state_handle"
	KeySourcePrincipal = "principal"
)

// Values of mcpsec.finding.severity.
const (
	SeverityInfo     = "info"
	SeverityLow      = "low"
	SeverityMedium   = "medium"
	SeverityHigh     = "high"
	SeverityCritical = "critical"
)

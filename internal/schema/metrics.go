// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package schema

// Metric describes one metric of the session_anomaly connector.
type Metric struct {
	Name        string   // as OpenTelemetry names it
	Prometheus  string   // as the Prometheus exporter renders it
	Kind        string   // counter, gauge or histogram
	Unit        string   // UCUM
	Dimensions  []string // attribute keys, before `dimensions:` changes them
	Description string
}

// Instrument names of the session_anomaly connector.
const (
	MetricToolCalls            = "mcp.tool.calls"
	MetricToolCallDuration     = "mcp.tool.call.duration"
	MetricToolCallErrors       = "mcp.tool.call.errors"
	MetricOperationDuration    = "mcp.server.operation.duration"
	MetricActiveConnections    = "mcp.active_connections"
	MetricSessionsActive       = "mcp.sessions.active"
	MetricSessionDuration      = "mcp.session.duration"
	MetricSessionCalls         = "mcp.session.calls"
	MetricSessionUniqueTools   = "mcp.session.unique_tools"
	MetricAccessDenied         = "mcp.access_denied"
	MetricRateLimitHits        = "mcp.rate_limit_hits"
	MetricBudgetExceeded       = "mcp.budget_exceeded"
	MetricAuthFailures         = "mcp.auth_failures"
	MetricValidationRejections = "mcp.validation_rejections"
	MetricDLPFindings          = "mcp.dlp.findings"
	MetricDLPBlocks            = "mcp.dlp.blocks"
	MetricDataFlow             = "mcp.data_flow"
	MetricFindings             = "mcp.findings"
	MetricToolClass            = "mcp.tool.class"
)

// Metrics lists every metric the session_anomaly connector emits.
var Metrics = []Metric{
	{MetricToolCalls, "mcp_tool_calls_total", "counter", "{call}", []string{GenAIToolName, ServerName, Outcome, UserID}, "Tool calls by outcome."},
	{MetricToolCallDuration, "mcp_tool_call_duration_seconds", "histogram", "s", []string{GenAIToolName, ServerName}, "Time from request to answer of a tool call."},
	{MetricToolCallErrors, "mcp_tool_call_errors_total", "counter", "{call}", []string{GenAIToolName, ServerName, ErrorType}, "Tool calls that failed, by error type."},
	{MetricOperationDuration, "mcp_server_operation_duration_seconds", "histogram", "s", []string{MCPMethodName, GenAIToolName, ErrorType}, "Time from request to answer of any MCP operation (semantic conventions)."},
	{MetricActiveConnections, "mcp_active_connections", "gauge", "{connection}", []string{ServerName}, "Client connections seen within the activity window."},
	{MetricSessionsActive, "mcp_sessions_active", "gauge", "{session}", []string{ServerName}, "Sessions the connector holds that are not yet ended."},
	{MetricSessionDuration, "mcp_session_duration_seconds", "histogram", "s", []string{SessionType}, "Length of ended sessions."},
	{MetricSessionCalls, "mcp_session_calls", "histogram", "{call}", []string{SessionType}, "Tool calls per ended session."},
	{MetricSessionUniqueTools, "mcp_session_unique_tools", "histogram", "{tool}", []string{SessionType}, "Distinct tools per ended session."},
	{MetricAccessDenied, "mcp_access_denied_total", "counter", "{call}", []string{GenAIToolName, ServerName, UserID}, "Operations refused by authorization."},
	{MetricRateLimitHits, "mcp_rate_limit_hits_total", "counter", "{call}", []string{GenAIToolName, ServerName, UserID}, "Operations refused by a rate limit."},
	{MetricBudgetExceeded, "mcp_budget_exceeded_total", "counter", "{call}", []string{GenAIToolName, ServerName, UserID}, "Operations refused by a budget."},
	{MetricAuthFailures, "mcp_auth_failures_total", "counter", "{call}", []string{ServerName, ClientAddress}, "Failed authentications by source."},
	{MetricValidationRejections, "mcp_validation_rejections_total", "counter", "{call}", []string{GenAIToolName, ServerName}, "Requests refused as malformed or invalid."},
	{MetricDLPFindings, "mcp_dlp_findings_total", "counter", "{finding}", []string{DLPRule, DLPAction, GenAIToolName}, "What the dlp processor found, by rule."},
	{MetricDLPBlocks, "mcp_dlp_blocks_total", "counter", "{call}", []string{DLPRule, DLPAction, GenAIToolName}, "Operations refused because of their content."},
	{MetricDataFlow, "mcp_data_flow_bytes_total", "counter", "By", []string{FlowFromTool, FlowToTool}, "Bytes of one tool's result seen again in another tool's arguments."},
	{MetricFindings, "mcp_findings_total", "counter", "{finding}", []string{FindingDetector, FindingSeverity, SessionType}, "Findings raised. Past half of the cardinality limit a further session type is `_OTHER`."},
	{MetricToolClass, "mcp_tool_class", "gauge", "{tool}", []string{GenAIToolName, ServerName, ToolClass}, "What the detectors take a tool for, and where they have it from; always 1."},
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package schema

// Attribute keys of the audit event that semantic conventions v1.41.0 define.
const (
	ClientAddress          = "client.address"
	ClientPort             = "client.port"
	ErrorType              = "error.type"
	GenAIAgentName         = "gen_ai.agent.name"
	GenAIOperationName     = "gen_ai.operation.name"
	GenAIPromptName        = "gen_ai.prompt.name"
	GenAIToolArguments     = "gen_ai.tool.call.arguments"
	GenAIToolName          = "gen_ai.tool.name"
	GenAIToolResult        = "gen_ai.tool.call.result"
	HTTPStatusCode         = "http.response.status_code"
	JSONRPCRequestID       = "jsonrpc.request.id"
	JSONRPCVersion         = "jsonrpc.protocol.version"
	MCPMethodName          = "mcp.method.name"
	MCPProtocolVersion     = "mcp.protocol.version"
	MCPResourceURI         = "mcp.resource.uri"
	MCPSessionID           = "mcp.session.id"
	NetworkProtocolName    = "network.protocol.name"
	NetworkProtocolVersion = "network.protocol.version"
	NetworkTransport       = "network.transport"
	RPCStatusCode          = "rpc.response.status_code"
	ServerAddress          = "server.address"
	ServerPort             = "server.port"
	UserAgent              = "user_agent.original"
	UserID                 = "user.id"
)

// Attribute keys of the audit event that no convention defines.
const (
	AuthPresent       = "mcpsec.auth.present"
	AuthScheme        = "mcpsec.auth.scheme"
	AuthTokenHash     = "mcpsec.auth.token_hash"
	CallID            = "mcpsec.call.id"
	CallRound         = "mcpsec.call.round"
	CaptureTruncated  = "mcpsec.capture.truncated"
	ClientFingerprint = "mcpsec.client.fingerprint"
	ClientName        = "mcpsec.client.name"
	ClientVersion     = "mcpsec.client.version"
	Direction         = "mcpsec.direction"
	Duration          = "mcpsec.duration"
	DuplicateMembers  = "mcpsec.duplicate_members"
	HeaderMismatch    = "mcpsec.header_mismatch"
	Outcome           = "mcpsec.outcome"
	ParamsHash        = "mcpsec.params.hash"
	RefusalReason     = "mcpsec.refusal.reason"
	RequestSize       = "mcpsec.request.size"
	ResponseSize      = "mcpsec.response.size"
	ResultType        = "mcpsec.result.type"
	ServerName        = "mcpsec.server.name"
	ServerVersion     = "mcpsec.server.version"
	SessionEndReason  = "mcpsec.session.end_reason"
	SessionKey        = "mcpsec.session.key"
	SessionKeySource  = "mcpsec.session.key_source"
	ToolDestructive   = "mcpsec.tool.destructive"
	ToolOpenWorld     = "mcpsec.tool.open_world"
	ToolReadOnly      = "mcpsec.tool.read_only"
	ToolsHash         = "mcpsec.tools.hash"
	ToolsInventory    = "mcpsec.tools.inventory"
	Transport         = "mcpsec.transport"
	UserVerified      = "mcpsec.user.verified"
)

// Attribute keys written by the dlp processor. The six lists under dlp.findings are parallel: entry i of each describes
// one distinct (rule, action, field).
const (
	DLPActions         = "dlp.findings.actions"
	DLPCategories      = "dlp.findings.categories"
	DLPCounts          = "dlp.findings.counts"
	DLPFields          = "dlp.findings.fields"
	DLPFindingsCount   = "dlp.findings.count"
	DLPInjectionCues   = "dlp.injection.cues"
	DLPInjectionFields = "dlp.injection.fields"
	DLPInjectionScore  = "dlp.injection.score"
	DLPLocations       = "dlp.findings.locations"
	DLPRules           = "dlp.findings.rules"
	DLPCleanBytes      = "dlp.scanned.clean.bytes"
	DLPCleanRecords    = "dlp.scanned.clean.records"
	DLPCleanValues     = "dlp.scanned.clean.values"
	DLPScannedBytes    = "dlp.scanned.bytes"
	DLPScannedCut      = "dlp.scanned.cut"
	DLPScannedValues   = "dlp.scanned.values"
	DLPSeverities      = "dlp.findings.severities"
)

// Attribute keys of a finding.
const (
	FindingBaseline      = "mcpsec.finding.baseline"
	FindingConfidence    = "mcpsec.finding.confidence"
	FindingDedupKey      = "mcpsec.finding.dedup_key"
	FindingDescription   = "mcpsec.finding.description"
	FindingDetector      = "mcpsec.finding.detector"
	FindingEvidence      = "mcpsec.finding.evidence"
	FindingID            = "mcpsec.finding.id"
	FindingObserved      = "mcpsec.finding.observed"
	FindingATLAS         = "mcpsec.finding.atlas"
	FindingOWASPAgentic  = "mcpsec.finding.owasp_agentic"
	FindingOWASPLLM      = "mcpsec.finding.owasp_llm"
	FindingOWASPMCP      = "mcpsec.finding.owasp_mcp"
	FindingRunbook       = "mcpsec.finding.runbook"
	FindingSAFEMCP       = "mcpsec.finding.safe_mcp"
	FindingSeverity      = "mcpsec.finding.severity"
	FindingTitle         = "mcpsec.finding.title"
	SecurityRuleCategory = "security_rule.category"
	SecurityRuleName     = "security_rule.name"
	SecurityRuleRef      = "security_rule.reference"
	SecurityRuleset      = "security_rule.ruleset.name"
	SecurityRuleVersion  = "security_rule.version"
	SessionType          = "mcpsec.session.type"
)

// Attribute keys that only metrics carry.
const (
	FlowFromTool = "mcpsec.flow.from_tool"
	FlowToTool   = "mcpsec.flow.to_tool"
	ToolClass    = "mcpsec.tool.class"
	DLPAction    = "dlp.action"
	DLPRule      = "dlp.rule"
	// Overflow marks the one series that takes what is past a metric's cardinality cap (OpenTelemetry metrics SDK
	// specification, "Cardinality limits").
	Overflow = "otel.metric.overflow"
)

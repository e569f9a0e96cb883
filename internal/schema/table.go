// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package schema

// Key describes one attribute key for docs/schema.md.
type Key struct {
	Name    string
	Type    string // as the attribute's value type: string, int, double, boolean, any, string[], int[]
	Unit    string // UCUM, empty where it has none
	Example string
	Source  string // "semconv", "ours" or "dlp"
	Meaning string
}

const (
	semconv = "semconv"
	ours    = "ours"
	dlp     = "dlp"
)

// Keys lists every attribute key of audit events and findings, sorted within its source.
var Keys = []Key{
	{ClientAddress, "string", "", "192.0.2.7", semconv, "address the client connected from"},
	{ClientPort, "int", "", "53122", semconv, "port the client connected from"},
	{ErrorType, "string", "", "tool_error", semconv, "what failed: `tool_error`, a JSON-RPC code, an HTTP status, or `_OTHER`"},
	{GenAIAgentName, "string", "", "support-bot", semconv, "the agent, where a source names it"},
	{GenAIOperationName, "string", "", "execute_tool", semconv, "`execute_tool` for tool calls, absent otherwise"},
	{GenAIPromptName, "string", "", "summarize", semconv, "the prompt of prompts/get"},
	{GenAIToolArguments, "any", "", `{"path":"/notes.txt"}`, semconv, "captured arguments, up to the route's limit"},
	{GenAIToolName, "string", "", "read_file", semconv, "the tool of tools/call"},
	{GenAIToolResult, "any", "", `{"content":[…]}`, semconv, "captured result, up to the route's limit"},
	{HTTPStatusCode, "int", "", "200", semconv, "status of the HTTP answer"},
	{JSONRPCVersion, "string", "", "1.0", semconv, "only when not 2.0"},
	{JSONRPCRequestID, "string", "", "42", semconv, "id of the request, as a string"},
	{MCPMethodName, "string", "", "tools/call", semconv, "the JSON-RPC method"},
	{MCPProtocolVersion, "string", "", "2025-11-25", semconv, "protocol version of the exchange"},
	{MCPResourceURI, "string", "", "file:///notes.txt", semconv, "the resource of resources/read and its like"},
	{MCPSessionID, "string", "", "[mcp-session:k1:1f…]", semconv, "transport session id, a keyed pseudonym by default"},
	{NetworkProtocolName, "string", "", "http", semconv, "`http` over HTTP transports"},
	{NetworkProtocolVersion, "string", "", "1.1", semconv, "HTTP version"},
	{NetworkTransport, "string", "", "tcp", semconv, "`tcp`, or `pipe` for stdio"},
	{RPCStatusCode, "string", "", "-32602", semconv, "JSON-RPC error code of the answer"},
	{SecurityRuleCategory, "string", "", "exfiltration", semconv, "family of the rule behind a finding"},
	{SecurityRuleName, "string", "", "read_then_exfiltrate", semconv, "name of the rule behind a finding"},
	{SecurityRuleRef, "string", "", "https://…", semconv, "where the rule is explained"},
	{SecurityRuleset, "string", "", "otelcol-mcp", semconv, "the set the rule belongs to"},
	{SecurityRuleVersion, "string", "", "0.1.0", semconv, "version of the rule set"},
	{ServerAddress, "string", "", "127.0.0.1", semconv, "address of the MCP server"},
	{ServerPort, "int", "", "8080", semconv, "port of the MCP server"},
	{UserID, "string", "", "alice", semconv, "the principal, see mcpsec.user.verified"},
	{UserAgent, "string", "", "claude/1.0", semconv, "User-Agent header"},

	{AuthPresent, "boolean", "", "true", ours, "whether the request carried a credential"},
	{AuthScheme, "string", "", "bearer", ours, "scheme of the credential, lower case"},
	{AuthTokenHash, "string", "", "[credential:k1:5b…]", ours, "keyed pseudonym of the credential, never the credential"},
	{CallID, "string", "", "9f3c1b2a77d0e4c1", ours, "links the requests of one logical call that needed more input (2026-07-28)"},
	{CallRound, "int", "", "2", ours, "which of these requests it is, from 1"},
	{CaptureTruncated, "boolean", "", "true", ours, "captured content was cut at the configured limit"},
	{ClientFingerprint, "string", "", "[client:k1:aa…]", ours, "keyed hash of address, user agent and session"},
	{ClientName, "string", "", "claude-desktop", ours, "as the client reports it: never trusted for a security decision"},
	{ClientVersion, "string", "", "1.2.0", ours, "as the client reports it"},
	{Direction, "string", "", "client_to_server", ours, "`client_to_server` or `server_to_client`"},
	{Duration, "double", "s", "0.045", ours, "request seen to answer seen"},
	{DuplicateMembers, "boolean", "", "true", ours, "the message had a member twice: two parsers may have read two messages"},
	{HeaderMismatch, "string[]", "", `["Mcp-Name"]`, ours, "MCP headers that disagree with the body, `Mcp-Param-…` by the schema of the last tools/list (2026-07-28)"},
	{Outcome, "string", "", "success", ours, "how the exchange ended; values below"},
	{ParamsHash, "string", "", "[params:k1:0c…]", ours, "keyed hash over the canonical JSON (RFC 8785) of the params"},
	{RefusalReason, "string", "", "body_too_large", ours, "why the tap itself refused a request"},
	{RequestSize, "int", "By", "212", ours, "request bytes on the wire"},
	{ResponseSize, "int", "By", "2048", ours, "answer bytes on the wire"},
	{ResultType, "string", "", "input_required", ours, "type of a result that is not complete (2026-07-28)"},
	{ServerName, "string", "", "filesystem", ours, "the configured route's name, stable over restarts"},
	{ServerVersion, "string", "", "2.1.0", ours, "as the server reports it"},
	{SessionEndReason, "string", "", "client_delete", ours, "why a session ended"},
	{SessionKey, "string", "", "[mcp-session:k1:1f…]", ours, "what detections group by"},
	{SessionKeySource, "string", "", "transport", ours, "the rung that gave the key: `transport`, `trace`, `state_handle`, `principal`"},
	{SessionType, "string", "", "support-bot/crm", ours, "agent and server set: what baselines are learned for"},
	{ToolDestructive, "boolean", "", "false", ours, "destructiveHint of the last tools/list (untrusted)"},
	{ToolOpenWorld, "boolean", "", "true", ours, "openWorldHint of the last tools/list (untrusted)"},
	{ToolReadOnly, "boolean", "", "true", ours, "readOnlyHint of the last tools/list (untrusted)"},
	{ToolsHash, "string", "", "sha256:77…", ours, "hash over the whole inventory"},
	{ToolsInventory, "any", "", `[{"name":"read_file","hash":"sha256:…"}]`, ours, "every tool of a server with its hash"},
	{Transport, "string", "", "streamable_http", ours, "`streamable_http`, `http_sse`, `stdio` or `ingest`"},
	{UserVerified, "boolean", "", "true", ours, "whether user.id comes from a verified credential"},

	{FindingATLAS, "string[]", "", `["AML.T0086"]`, ours, "MITRE ATLAS techniques"},
	{FindingBaseline, "double", "", "3", ours, "what would have been usual"},
	{FindingConfidence, "double", "1", "0.9", ours, "0 to 1"},
	{FindingDedupKey, "string", "", "read_then_exfiltrate|…", ours, "equal for findings about the same thing"},
	{FindingDescription, "string", "", "…", ours, "what happened and why it matters"},
	{FindingDetector, "string", "", "read_then_exfiltrate", ours, "the detector or rule that fired"},
	{FindingEvidence, "any", "", `[{"time":…,"tool":…}]`, ours, "the calls that led to the finding, oldest first"},
	{FindingID, "string", "", "f-3b1c…", ours, "the same for the same input, so a replay gives the same ids"},
	{FindingObserved, "double", "", "12", ours, "what was seen"},
	{FindingOWASPAgentic, "string[]", "", `["ASI02"]`, ours, "OWASP Agentic top 10"},
	{FindingOWASPLLM, "string[]", "", `["LLM02"]`, ours, "OWASP LLM top 10"},
	{FindingOWASPMCP, "string[]", "", `["MCP10"]`, ours, "OWASP MCP top 10"},
	{FindingRunbook, "string", "", "https://…", ours, "what to do now"},
	{FindingSAFEMCP, "string[]", "", `["SAFE-T1911"]`, ours, "SAFE-MCP techniques"},
	{FindingSeverity, "string", "", "critical", ours, "`info`, `low`, `medium`, `high`, `critical`"},
	{FindingTitle, "string", "", "…", ours, "one line"},

	{DLPFindingsCount, "int", "{finding}", "2", dlp, "matches in this record"},
	{DLPRules, "string[]", "", `["aws-access-token"]`, dlp, "rule of entry i"},
	{DLPCategories, "string[]", "", `["secret"]`, dlp, "category of entry i: `secret`, `pii`, `financial`, `custom`"},
	{DLPSeverities, "string[]", "", `["high"]`, dlp, "severity of entry i: `info`, `low`, `medium`, `high`, `critical`"},
	{DLPActions, "string[]", "", `["pseudonym"]`, dlp, "action taken for entry i"},
	{DLPFields, "string[]", "", `["gen_ai.tool.call.result"]`, dlp, "attribute key or `body` of entry i"},
	{DLPCounts, "int[]", "{finding}", "[1]", dlp, "matches of entry i"},
	{DLPLocations, "string[]", "", `["gen_ai.tool.call.result.content.0.text"]`, dlp, "full paths, when switched on"},
	{DLPInjectionCues, "string[]", "", `["override"]`, dlp, "injection cues found"},
	{DLPInjectionFields, "string[]", "", `["gen_ai.tool.call.result"]`, dlp, "where the cues were found"},
	{DLPInjectionScore, "double", "1", "0.8", dlp, "0 to 1: how much the text reads like instructions to the model"},
	{DLPScannedBytes, "int", "By", "4096", dlp, "bytes scanned in this record"},
	{DLPCleanBytes, "int", "By", "409600", dlp, "on a scope: bytes scanned in its clean records"},
	{DLPCleanRecords, "int", "{record}", "100", dlp, "on a scope: its records in which nothing was found, and which say nothing of it themselves"},
	{DLPCleanValues, "int", "{value}", "1400", dlp, "on a scope: values scanned in these records"},
	{DLPScannedCut, "int", "{value}", "0", dlp, "values replaced by a marker because a limit stopped the scan"},
	{DLPScannedValues, "int", "{value}", "14", dlp, "values scanned in this record"},
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

// Refs are the public catalogues' ids for what a detector finds.
type Refs struct {
	Category     string
	ATLAS        []string // MITRE ATLAS v5.6.0 techniques
	OWASPMCP     []string // OWASP MCP Top 10
	OWASPAgentic []string // OWASP Agentic 2026
	OWASPLLM     []string // OWASP LLM 2025
	SAFEMCP      []string // SAFE-MCP
}

// catalogue has one entry for each detector.
var catalogue = map[string]Refs{
	"argument_drift":             {"anomaly", ids("AML.T0053"), ids("MCP08:2025"), ids("ASI10"), nil, ids("SAFE-T1309")},
	"auth_failure_burst":         {"authentication", ids("AML.T0012", "AML.T0091.000"), ids("MCP07:2025"), ids("ASI03"), nil, nil},
	"budget_spike":               {"resource", ids("AML.T0034.002"), ids("MCP08:2025"), ids("ASI08"), ids("LLM10"), ids("SAFE-T1106")},
	"credential_harvesting":      {"credential_access", ids("AML.T0098", "AML.T0083"), ids("MCP01:2025"), ids("ASI03"), ids("LLM02"), ids("SAFE-T1502", "SAFE-T1503")},
	"cross_session_campaign":     {"anomaly", ids("AML.T0051.001", "AML.T0053"), ids("MCP06:2025"), ids("ASI01", "ASI10"), ids("LLM01"), ids("SAFE-T1801")},
	"dangerous_arguments":        {"execution", ids("AML.T0050", "AML.T0053"), ids("MCP05:2025"), ids("ASI05", "ASI02"), ids("LLM05"), ids("SAFE-T1105", "SAFE-T1402")},
	"denial_spike":               {"authorization", ids("AML.T0053"), ids("MCP02:2025"), ids("ASI03"), nil, ids("SAFE-T1302")},
	"mix_shift":                  {"anomaly", ids("AML.T0053"), ids("MCP08:2025"), ids("ASI10"), nil, ids("SAFE-T1104")},
	"novel_tool":                 {"anomaly", ids("AML.T0053"), ids("MCP02:2025"), ids("ASI02", "ASI10"), nil, ids("SAFE-T1104")},
	"privilege_escalation_chain": {"privilege_escalation", ids("AML.T0053"), ids("MCP02:2025"), ids("ASI03"), ids("LLM06"), ids("SAFE-T1302", "SAFE-T1703")},
	"rate_limit_spike":           {"resource", ids("AML.T0034.002"), ids("MCP08:2025"), ids("ASI08"), ids("LLM10"), ids("SAFE-T1106")},
	"read_then_exfiltrate":       {"exfiltration", ids("AML.T0085.001", "AML.T0086"), ids("MCP10:2025", "MCP01:2025"), ids("ASI02"), ids("LLM02"), ids("SAFE-T1914", "SAFE-T1911")},
	"retry_loop":                 {"resource", ids("AML.T0034.002"), ids("MCP08:2025"), ids("ASI08"), ids("LLM10"), ids("SAFE-T1106")},
	"rug_pull":                   {"supply_chain", ids("AML.T0109"), ids("MCP03:2025", "MCP04:2025"), ids("ASI04"), ids("LLM03"), ids("SAFE-T1201")},
	"sequence_anomaly":           {"anomaly", ids("AML.T0053"), ids("MCP08:2025"), ids("ASI10"), nil, ids("SAFE-T1703")},
	"shadow_server":              {"inventory", ids("AML.T0010.005"), ids("MCP09:2025"), ids("ASI04"), ids("LLM03"), ids("SAFE-T1004", "SAFE-T1008")},
	"slow_exfiltration":          {"exfiltration", ids("AML.T0086"), ids("MCP10:2025"), ids("ASI02"), ids("LLM02"), ids("SAFE-T1910")},
	"temporal_anomaly":           {"anomaly", ids("AML.T0012", "AML.T0053"), ids("MCP08:2025"), ids("ASI10"), nil, nil},
	"tool_diversity":             {"discovery", ids("AML.T0084.001", "AML.T0053"), ids("MCP02:2025"), ids("ASI02", "ASI10"), nil, ids("SAFE-T1104", "SAFE-T1602")},
	"tool_poisoning":             {"injection", ids("AML.T0110", "AML.T0051.001"), ids("MCP03:2025"), ids("ASI01", "ASI04"), ids("LLM01"), ids("SAFE-T1001", "SAFE-T1501", "SAFE-T1102")},
	"unauthenticated_access":     {"authentication", ids("AML.T0012"), ids("MCP07:2025"), ids("ASI03"), nil, nil},
	"validation_spike":           {"discovery", ids("AML.T0084"), ids("MCP05:2025"), ids("ASI02"), nil, ids("SAFE-T1105")},
}

// RefsOf returns what the catalogue says about a detector. User-defined rules have no entry, and get none.
func RefsOf(detector string) Refs { return catalogue[detector] }

// Catalogued lists the detectors that have an entry.
func Catalogued() map[string]Refs { return catalogue }

func ids(list ...string) []string { return list }

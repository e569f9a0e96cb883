// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package schema

// RunbookBase is where the runbooks are read.
const RunbookBase = "https://github.com/otelcol-mcp/otelcol-mcp/blob/main/docs/runbooks/"

// runbooks says which runbook handles what a detector finds. One runbook serves a family of detectors.
var runbooks = map[string]string{
	"argument_drift":             "ir-session-anomaly",
	"auth_failure_burst":         "ir-auth-failure",
	"budget_spike":               "ir-limits",
	"credential_harvesting":      "ir-credential-exposure",
	"cross_session_campaign":     "ir-session-anomaly",
	"dangerous_arguments":        "ir-dangerous-arguments",
	"denial_spike":               "ir-access-denied",
	"mix_shift":                  "ir-session-anomaly",
	"novel_tool":                 "ir-session-anomaly",
	"privilege_escalation_chain": "ir-access-denied",
	"rate_limit_spike":           "ir-limits",
	"read_then_exfiltrate":       "ir-data-exfiltration",
	"retry_loop":                 "ir-limits",
	"rug_pull":                   "ir-tool-poisoning",
	"sequence_anomaly":           "ir-session-anomaly",
	"shadow_server":              "ir-shadow-server",
	"slow_exfiltration":          "ir-data-exfiltration",
	"temporal_anomaly":           "ir-session-anomaly",
	"tool_diversity":             "ir-session-anomaly",
	"tool_poisoning":             "ir-tool-poisoning",
	"unauthenticated_access":     "ir-auth-failure",
	"validation_spike":           "ir-dangerous-arguments",
}

// Runbook is the address of the runbook for a detector's findings. Detectors it does not know, user-defined rules among
// them, get the general one.
func Runbook(detector string) string {
	name, ok := runbooks[detector]
	if !ok {
		name = "ir-finding"
	}
	return RunbookBase + name + ".md"
}

// Runbooks maps every built-in detector to the name of its runbook.
func Runbooks() map[string]string { return runbooks }

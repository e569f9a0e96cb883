// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package telemetry

// Event names and attribute keys of docs/schema.md that the demo shows.
const (
	Operation = "mcp.operation"
	Finding   = "mcpsec.finding"

	Tool       = "gen_ai.tool.name"
	Result     = "gen_ai.tool.call.result"
	SessionKey = "mcpsec.session.key"
	User       = "user.id"

	Detector    = "mcpsec.finding.detector"
	Severity    = "mcpsec.finding.severity"
	Title       = "mcpsec.finding.title"
	Description = "mcpsec.finding.description"
	Evidence    = "mcpsec.finding.evidence"
	Runbook     = "mcpsec.finding.runbook"
)

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	b "github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/board"
	"github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/promql"
)

const findings = "mcp_findings_total"

// found is the counter of findings, of the chosen session types.
func found(matchers ...string) string { return sel(findings, append([]string{typeIs}, matchers...)...) }

// investigate leads to the session investigation in either store.
func investigate(variables string) []b.DataLink {
	return []b.DataLink{
		{Title: "Investigate (Loki)", URL: "/d/" + lokiUID + "?" + variables + "${__url_time_range}"},
		{Title: "Investigate (Elasticsearch)", URL: "/d/" + elasticUID + "?" + variables + "${__url_time_range}"},
	}
}

func security() *b.Dashboard {
	d := b.New(securityUID, "MCP security",
		"Findings, data loss prevention, refusals and data flow: is somebody, or something, misusing the tools?")
	d.Templating.List = filters()
	d.Annotations.List = append(d.Annotations.List, b.Marks("Critical findings", "dark-red",
		sum("mcpsec_finding_detector", promql.Count(found(`mcpsec_finding_severity="critical"`), "1m", "15m"))+" > 0",
		"mcpsec_finding_detector", "Critical finding"))
	d.Time.From = "now-24h"
	d.Line(4, 6, securityStats()...)
	d.Row("Findings", 9, 2, findingsOverTime()...)
	d.Line(9, 3, findingsNow()...)
	d.Row("Risk by session type", 9, 2, risk()...)
	d.Row("Data loss prevention", 9, 3, dlp()...)
	d.Row("Refusals", 8, 3, refusals()...)
	d.Row("Sessions against their baseline", 9, 2, baselines()...)
	d.Row("Data flow between tools", 10, 2, dataFlow()...)
	return d
}

func severityStat(severity, description string, limit b.Step) *b.Panel {
	return b.Stat("Findings: "+severity, description, b.Decimals(0), b.Limits(limit),
		b.Now(orZero(inRange(found(`mcpsec_finding_severity="`+severity+`"`), "")), severity),
		b.Drill(investigate("var-severity="+severity+"&")...))
}

func securityStats() []*b.Panel {
	count := func(title, description, metric string, limit b.Step) *b.Panel {
		return b.Stat(title, description, b.Decimals(0), b.Limits(limit), b.Now(orZero(inRange(metric, "")), title))
	}
	return []*b.Panel{
		severityStat("critical", "Critical findings in the selected time range. Any: open the finding in Session investigation and follow its runbook now.", b.From(1, b.Red)),
		severityStat("high", "High findings in the selected time range. Work them today, the newest first.", b.From(1, b.Orange)),
		count("DLP findings", "Secrets and personal data found in traffic. A new level means a new source: see DLP findings by rule.", sel("mcp_dlp_findings_total", toolIs), b.From(1, b.Yellow)),
		count("DLP blocks", "Operations refused because of their content. More than 10 a minute fires an alert: runbook ir-dlp-block-spike.", sel("mcp_dlp_blocks_total", toolIs), b.From(1, b.Orange)),
		count("Access denied", "Operations refused by authorization. More than 10 an hour fires an alert: runbook ir-access-denied.", sel("mcp_access_denied_total", serverIs, toolIs), b.From(10, b.Orange)),
		count("Auth failures", "Failed authentications. More than 5 in 30 s from one source fires an alert: runbook ir-auth-failure.", sel("mcp_auth_failures_total", serverIs), b.From(5, b.Orange)),
	}
}

func findingsOverTime() []*b.Panel {
	return []*b.Panel{
		b.TimeSeries("Findings by severity", "Findings raised, by severity. A column of red is an incident; a rising floor of yellow is a detector to tune or a campaign to find.",
			b.Decimals(0), b.Bars(), b.MinStep("1m"), b.Empty("no findings"), b.Colored(b.SeverityColors, b.Severities),
			b.Query(perStep(found(), "mcpsec_finding_severity"), "{{mcpsec_finding_severity}}")),
		b.TimeSeries("Findings by detector", "Findings raised, by detector. Several detectors at the same moment usually see one session: look it up in Session investigation.",
			b.Decimals(0), b.Bars(), b.MinStep("1m"), b.Empty("no findings"),
			b.Query(perStep(found(), "mcpsec_finding_detector"), "{{mcpsec_finding_detector}}")),
	}
}

func findingsNow() []*b.Panel {
	return []*b.Panel{
		b.Grid("Detectors and severities", "How often each detector fired at which severity in the selected time range. Click a detector to see its findings.",
			b.Decimals(0), b.Table(inRange(found(), "mcpsec_finding_detector, mcpsec_finding_severity")+" > 0"),
			b.Matrix("mcpsec_finding_detector", "mcpsec_finding_severity", "Detector", b.Severities...), b.HeatCells(),
			b.LinkColumn("Detector", investigate("var-detector=${__value.raw}&")...)),
		b.TimeSeries("Tool inventory changes", "Changed definitions (rug_pull) and servers or tools off the inventory (shadow_server). Any change without a release: runbook ir-tool-poisoning.",
			b.Decimals(0), b.Bars(), b.MinStep("1m"), b.Empty("no changes"),
			b.Query(perStep(found(`mcpsec_finding_detector=~"rug_pull|shadow_server|tool_poisoning"`), "mcpsec_finding_detector"), "{{mcpsec_finding_detector}}")),
		b.AlertList("Alerts firing", "MCP alerts that fire now, the most important first. Each carries its runbook.", "MCP"),
	}
}

func dlp() []*b.Panel {
	matches, blocked := sel("mcp_dlp_findings_total", toolIs), sel("mcp_dlp_blocks_total", toolIs)
	return []*b.Panel{
		b.TimeSeries("DLP findings by rule", "What the dlp processor found. A secret rule that was silent until now means a credential in a tool's data: runbook ir-credential-exposure.",
			b.Decimals(0), b.Bars(), b.MinStep("1m"), b.Empty("nothing found"), b.Query(perStep(matches, "dlp_rule"), "{{dlp_rule}}")),
		b.TimeSeries("DLP blocks by tool", "Operations refused because of their content, per minute. Above 10 an alert fires: runbook ir-dlp-block-spike.",
			b.Decimals(0), b.Bars(), b.MinStep("1m"), b.Empty("no blocks"), b.Limits(b.From(10, b.Red)), b.Query(perStep(blocked, "gen_ai_tool_name"), "{{gen_ai_tool_name}}")),
		b.Grid("Where sensitive data is", "Findings by tool, rule and action in the selected time range. The tool at the top is where to reduce what is returned.",
			b.Decimals(0), b.Table(inRange(matches, "gen_ai_tool_name, dlp_rule, dlp_action")+" > 0"),
			b.Columns(b.Column{Field: "gen_ai_tool_name", Title: "Tool"}, b.Column{Field: "dlp_rule", Title: "Rule"},
				b.Column{Field: "dlp_action", Title: "Action"}, b.Column{Field: "Value", Title: "Findings", Unit: "short"}),
			b.Gauged("Findings"), b.SortBy("Findings")),
	}
}

func refusals() []*b.Panel {
	bars := func(title, description, metric, by, legend string) *b.Panel {
		return b.TimeSeries(title, description, b.Decimals(0), b.Bars(), b.MinStep("1m"), b.Empty("none"), b.Query(named(perStep(metric, by), by, "unknown"), legend))
	}
	return []*b.Panel{
		bars("Denials by tool", "Operations refused by authorization. Many tools in a short time is probing: runbook ir-access-denied.",
			sel("mcp_access_denied_total", serverIs, toolIs), "gen_ai_tool_name", "{{gen_ai_tool_name}}"),
		b.BarGauge("Denials by user", "Who is denied most in the selected time range. A user without a ticket for a new role deserves a call.",
			b.Decimals(0), b.Shade(b.Purple), b.Empty("none"), b.Now(named(top(inRange(sel("mcp_access_denied_total", serverIs, toolIs), "user_id")), "user_id", "unknown"), "{{user_id}}")),
		bars("Authentication failures by source", "Failed authentications by client address. One source is guessing or misconfigured, many are an attack or an expired key: runbook ir-auth-failure.",
			sel("mcp_auth_failures_total", serverIs), "client_address", "{{client_address}}"),
		bars("Rate limit hits", "Operations refused by a rate limit. One tool with a saw-tooth is a retry loop: runbook ir-limits.",
			sel("mcp_rate_limit_hits_total", serverIs, toolIs), "gen_ai_tool_name", "{{gen_ai_tool_name}}"),
		bars("Budgets exceeded", "Operations refused by a budget, by user. It does not stop by itself: runbook ir-limits.",
			sel("mcp_budget_exceeded_total", serverIs, toolIs), "user_id", "{{user_id}}"),
		bars("Validation rejections", "Malformed or invalid requests, by tool. A burst is a broken client or somebody fuzzing: runbook ir-dangerous-arguments.",
			sel("mcp_validation_rejections_total", serverIs, toolIs), "gen_ai_tool_name", "{{gen_ai_tool_name}}"),
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"strings"

	b "github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/board"
)

// Loki keeps attributes as structured metadata, with dots as underscores.
const (
	stream       = `{service_name=~"$service"}`
	lokiFindings = stream + ` | mcpsec_finding_detector=~"$detector" | mcpsec_finding_id!="" | mcpsec_finding_severity=~"$severity" | mcpsec_server_name=~"$server"`
	lokiSession  = stream + " | mcpsec_session_key!=\"\" | mcpsec_session_key=`$session`"
	lokiTrail    = lokiSession + ` | mcp_method_name!="" | mcpsec_finding_id=""`
)

func sessionLoki() *b.Dashboard {
	over := func(query, window string) string { return "count_over_time(" + query + " [" + window + "])" }
	now := func(query string) b.Option { return b.LogQLNow("sum("+over(query, "$__range")+")", "") }
	graph := func(query, label string) b.Option {
		return b.LogQL("sum by ("+label+") ("+over(query, "$__auto")+")", "{{"+label+"}}")
	}
	distinct := func(query, label string) b.Option {
		return b.LogQLNow("count(sum by ("+label+") ("+over(query, "$__range")+"))", "")
	}
	return sessionPanels{
		uid:           lokiUID,
		source:        "loki",
		findings:      now(lokiFindings),
		critical:      now(lokiFindings + ` | mcpsec_finding_severity="critical"`),
		affected:      distinct(lokiFindings, "mcpsec_session_key"),
		findingsOver:  graph(lokiFindings, "mcpsec_finding_detector"),
		findingRows:   b.LogQL(lokiFindings, ""),
		trailCalls:    now(lokiTrail),
		trailFailed:   now(lokiTrail + ` | mcpsec_outcome!="success"`),
		trailFinds:    now(lokiSession + ` | mcpsec_finding_id!=""`),
		trailSent:     distinct(lokiTrail+` | gen_ai_tool_name!=""`, "gen_ai_tool_name"),
		trailOver:     graph(lokiTrail, "gen_ai_tool_name"),
		trailOutcomes: graph(lokiTrail, "mcpsec_outcome"),
		trail:         b.LogQL(lokiTrail, ""),
		trailFindings: b.LogQL(lokiSession+` | mcpsec_finding_id!=""`, ""),
		sameUser:      b.LogQL(stream+" | user_id!=\"\" | user_id=`$user` | mcp_method_name!=\"\"", ""),
		columns:       []b.Option{b.Unfold()},
		column: func(key string) string {
			if key == "time" {
				return "Time"
			}
			return strings.ReplaceAll(key, ".", "_")
		},
	}.build("Session investigation (Loki)", "Reads audit events and findings from Loki.",
		b.DatasourceVariable(b.Prometheus, "Prometheus"),
		b.DatasourceVariable(b.Loki, "Loki"),
		b.LokiLabelValues("service", "Service", "service_name"),
		b.LabelValues("server", "Server", "mcp_tool_calls_total", "mcpsec_server_name"),
		b.LabelValues("detector", "Detector", findings, "mcpsec_finding_detector"),
		b.Choice("severity", "Severity", ".*", b.Severities),
		b.TextBox("session", "Session", "The session's key; choose one in Findings", ""),
		b.TextBox("user", "User", "A user, for the last row", ""))
}

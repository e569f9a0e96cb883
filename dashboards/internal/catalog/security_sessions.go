// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package catalog

import b "github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/board"

// baselineWindow is how far back the usual level of a session type is taken from.
const baselineWindow = "7d"

func baselines() []*b.Panel {
	tools := sel("mcp_session_unique_tools_bucket", typeIs)
	return []*b.Panel{
		b.TimeSeries("Unique tools per session", "Distinct tools per ended session (p95 of the last hour) beside the session type's own median of 7 days. Above three times the baseline an alert fires: runbook ir-session-anomaly.",
			b.Decimals(1), b.MinStep("5m"),
			b.Query(typeQuantile("0.95", tools, "1h"), "now · {{mcpsec_session_type}}"),
			b.Query(typeQuantile("0.5", tools, baselineWindow), "baseline · {{mcpsec_session_type}}")),
		b.Grid("Sessions against their type", "How far the last hour's sessions (p95) are from their type's median of 7 days, as a factor. Above 3 the type left its kind: filter by it and read its sessions.",
			b.Table(sum("mcpsec_session_type", "increase("+sel("mcp_session_calls_count", typeIs)+"[$__range])")),
			b.Table(drift("mcp_session_unique_tools_bucket")), b.Table(drift("mcp_session_calls_bucket")), b.Table(drift("mcp_session_duration_seconds_bucket")),
			b.Decimals(1),
			b.Columns(
				b.Column{Field: "mcpsec_session_type", Title: "Session type"}, b.Column{Field: "Value #A", Title: "Sessions", Unit: "short", Whole: true},
				b.Column{Field: "Value #B", Title: "Tools × baseline", Unit: "none"}, b.Column{Field: "Value #C", Title: "Calls × baseline", Unit: "none"},
				b.Column{Field: "Value #D", Title: "Length × baseline", Unit: "none"}),
			risky("Tools × baseline"), risky("Calls × baseline"), risky("Length × baseline"), b.SortBy("Tools × baseline")),
	}
}

func risky(column string) b.Option {
	return b.Shaded(column, b.Step{Color: "transparent"}, b.From(2, b.Orange), b.From(3, b.Red))
}

// drift is the p95 of the last hour over the median of the baseline window, by session type.
func drift(metric string) string {
	m := sel(metric, typeIs)
	return number("(" + typeQuantile("0.95", m, "1h") + ") / (" + typeQuantile("0.5", m, baselineWindow) + ")")
}

func typeQuantile(q, metric, window string) string {
	return "histogram_quantile(" + q + ", sum by (le, mcpsec_session_type) (increase(" + metric + "[" + window + "]))) >= 0"
}

func dataFlow() []*b.Panel {
	const flow = "mcp_data_flow_bytes_total"
	const by = "mcpsec_flow_from_tool, mcpsec_flow_to_tool"
	return []*b.Panel{
		b.Grid("From tool, to tool", "Bytes of one tool's results (rows) seen again in another tool's arguments (columns). A sensitive source in the column of an outward tool is an exfiltration path: runbook ir-data-exfiltration.",
			b.Unit("bytes"), b.Table(inRange(flow, by)+" > 0"),
			b.Matrix("mcpsec_flow_from_tool", "mcpsec_flow_to_tool", "From ↓  to →"), b.HeatCells()),
		b.TimeSeries("Flow over time", "Bytes carried from tool to tool, per step of the graph. A pair that was never here before is worth a look even when it is small.",
			b.Unit("bytes"), b.Bars(), b.MinStep("1m"), b.Empty("no flow"), b.Query(perStep(flow, by), "{{mcpsec_flow_from_tool}} → {{mcpsec_flow_to_tool}}")),
	}
}

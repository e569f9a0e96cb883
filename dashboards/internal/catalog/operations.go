// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package catalog

import b "github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/board"

var (
	calls     = sel("mcp_tool_calls_total", serverIs, toolIs)
	callFails = sel("mcp_tool_call_errors_total", serverIs, toolIs)
	durations = sel("mcp_tool_call_duration_seconds_bucket", serverIs, toolIs)
)

// errorLimits are the thresholds of the error rate alerts.
var errorLimits = b.Limits(b.From(0.1, b.Orange), b.From(0.2, b.Red))

// latencyLimits are the thresholds of the latency alert.
var latencyLimits = b.Limits(b.From(1, b.Orange), b.From(2, b.Red))

func operations() *b.Dashboard {
	d := b.New(operationsUID, "MCP operations",
		"Volume, errors, latency and sessions of the MCP servers behind the tap: is the service well, and who uses it?")
	d.Templating.List = filters()
	d.Line(4, 6, operationsStats()...)
	d.Row("Traffic", 9, 2, traffic()...)
	d.Row("Errors", 9, 3, failures()...)
	d.Row("Latency", 10, 3, latency()...)
	d.Row("Sessions", 8, 3, sessions()...)
	d.Row("Top of the selected time range", 10, 3, tops()...)
	return d
}

func operationsStats() []*b.Panel {
	return []*b.Panel{
		b.Stat("Tool calls", "Tool calls per second. When it falls to zero during working hours, check the tap and its upstreams before the agents.",
			b.Unit("reqps"), b.Decimals(2), b.Shade(b.Blue), b.Query(rate(calls, ""), "calls")),
		b.Stat("Error rate", "Share of tool calls that fail. Above 10% an alert fires: see Errors below for the tool and type, then runbook ir-tool-degradation.",
			b.Unit("percentunit"), b.Decimals(1), errorLimits, b.Empty("no calls"), b.Query(errorShare(""), "errors")),
		b.Stat("p99 latency", "99th percentile of the duration of tool calls. Above 2 s an alert fires: see Latency below for the tool, then runbook ir-latency.",
			b.Unit("s"), b.Decimals(2), latencyLimits, b.Empty("no calls"), b.Query(quantile("0.99", durations, ""), "p99")),
		b.Stat("Success rate, 1 h", "Share of the last hour's tool calls that succeeded. Below 95% an alert fires: split by outcome in Traffic.",
			b.Unit("percentunit"), b.Decimals(1), b.LowLimits(0.9, 0.95), b.Empty("no calls"),
			b.Query(number(`sum(increase(`+sel("mcp_tool_calls_total", serverIs, toolIs, `mcpsec_outcome="success"`)+`[1h])) / sum(increase(`+calls+`[1h]))`), "success")),
		b.Stat("Active connections", "Client connections seen within the activity window. A sudden rise without more calls is a reconnect loop.",
			b.Unit("short"), b.Shade(b.Blue), b.Query("sum("+sel("mcp_active_connections", serverIs)+")", "connections")),
		b.Stat("Active sessions", "Sessions that have not ended. If it only ever grows, clients do not end sessions; the idle timeout reclaims them.",
			b.Unit("short"), b.Shade(b.Blue), b.Query("sum("+sel("mcp_sessions_active", serverIs)+")", "sessions")),
	}
}

// errorShare is the share of calls that fail, by labels; where nothing failed, it is zero and not absent.
func errorShare(by string) string {
	failed, all := sum(by, gainedIn(callFails)), sum(by, gainedIn(calls))
	return number("(" + failed + " or 0 * " + all + ") / " + all)
}

func traffic() []*b.Panel {
	return []*b.Panel{
		b.TimeSeries("Calls by outcome", "How many calls ended how, per step of the graph. Refusals (purple, blue) growing beside errors (red) are policy or attack: go to MCP security.",
			b.Decimals(0), b.Bars(), b.MinStep("1m"), b.Empty("no calls"), b.Colored(b.OutcomeColors, b.Outcomes),
			b.Query(perStep(calls, "mcpsec_outcome"), "{{mcpsec_outcome}}")),
		b.TimeSeries("Throughput by tool", "Calls per second of each tool. One tool running away from its usual level is a loop or an extraction: see top users below.",
			b.Unit("reqps"), b.Query(rate(calls, "gen_ai_tool_name, mcpsec_server_name"), "{{gen_ai_tool_name}} · {{mcpsec_server_name}}")),
	}
}

func failures() []*b.Panel {
	return []*b.Panel{
		b.TimeSeries("Error rate by tool", "Share of each tool's calls that fail. One tool above 20% is that tool's backend; many at once are the server or the network.",
			b.Unit("percentunit"), b.Bounds(0, 1), errorLimits, b.Query(errorShare("gen_ai_tool_name"), "{{gen_ai_tool_name}}")),
		b.TimeSeries("Error rate by server", "Share of each server's calls that fail. A step at a deployment time asks for a rollback.",
			b.Unit("percentunit"), b.Bounds(0, 1), errorLimits, b.Query(errorShare("mcpsec_server_name"), "{{mcpsec_server_name}}")),
		b.TimeSeries("Errors by type", "What fails: tool_error is the tool's own answer, a JSON-RPC code is the protocol, an HTTP status is the transport.",
			b.Unit("short"), b.Decimals(0), b.Bars(), b.MinStep("1m"), b.Empty("no errors"), b.Query(perStep(callFails, "error_type"), "{{error_type}}")),
	}
}

func latency() []*b.Panel {
	return []*b.Panel{
		b.TimeSeries("Latency percentiles", "Duration of tool calls. p50 and p99 rising together is load; p99 alone is one slow tool or backend.",
			b.Unit("s"), latencyLimits, percentiles(durations)),
		b.Heatmap("Latency distribution", "How many calls took how long. A second band far above the first is a timeout or a retry on the way.", "s", "reqps",
			b.Buckets(rate(durations, "le"))),
		b.TimeSeries("p99 by tool", "The slowest percent of each tool. Above 2 s over 10 minutes an alert fires: runbook ir-latency.",
			b.Unit("s"), latencyLimits, b.Query(quantile("0.99", durations, "gen_ai_tool_name, mcpsec_server_name"), "{{gen_ai_tool_name}} · {{mcpsec_server_name}}")),
	}
}

func sessions() []*b.Panel {
	ended := sel("mcp_session_duration_seconds_bucket", typeIs)
	return []*b.Panel{
		b.TimeSeries("Connections and sessions", "Open connections and live sessions by server. Sessions far above connections are abandoned, not ended.",
			b.Unit("short"), b.Decimals(0),
			b.Query(named("sum by (mcpsec_server_name) ("+sel("mcp_active_connections", serverIs)+")", "mcpsec_server_name", "no server"), "connections · {{mcpsec_server_name}}"),
			b.Query("sum by (mcpsec_server_name) ("+sel("mcp_sessions_active", serverIs)+")", "sessions · {{mcpsec_server_name}}")),
		b.TimeSeries("Session duration", "Length of ended sessions. A type whose sessions grow far longer is stuck or automated by someone else.",
			b.Unit("s"), percentiles(ended)),
		b.TimeSeries("Calls per session", "Tool calls per ended session, 95th percentile by session type. A jump is a loop, a new agent version or an extraction.",
			b.Unit("short"), b.Decimals(0),
			b.Query(quantile("0.95", sel("mcp_session_calls_bucket", typeIs), "mcpsec_session_type"), "{{mcpsec_session_type}}")),
	}
}

func tops() []*b.Panel {
	return []*b.Panel{
		b.BarGauge("Top tools", "Tools by calls in the selected time range. A tool new to this list deserves a look at who calls it.",
			b.Unit("short"), b.Decimals(0), b.Shade(b.Blue), b.Now(top(inRange(calls, "gen_ai_tool_name")), "{{gen_ai_tool_name}}")),
		b.BarGauge("Top users", "Users by calls in the selected time range. One user far above the rest is an unattended agent: look at its sessions.",
			b.Unit("short"), b.Decimals(0), b.Shade(b.Purple), b.Now(named(top(inRange(calls, "user_id")), "user_id", "unknown"), "{{user_id}}")),
		b.Grid("Tools", "Calls, failures and p99 of each tool in the selected time range. Sort by a column to find the tool that hurts most.",
			b.Table(inRange(calls, "gen_ai_tool_name, mcpsec_server_name")),
			b.Table(inRange(callFails, "gen_ai_tool_name, mcpsec_server_name")),
			b.Table("histogram_quantile(0.99, sum by (le, gen_ai_tool_name, mcpsec_server_name) (rate("+durations+"[$__range]))) >= 0"),
			b.Decimals(0),
			b.Columns(
				b.Column{Field: "gen_ai_tool_name", Title: "Tool"}, b.Column{Field: "mcpsec_server_name", Title: "Server"},
				b.Column{Field: "Value #A", Title: "Calls", Unit: "short"}, b.Column{Field: "Value #B", Title: "Failed", Unit: "short"},
				b.Column{Field: "Value #C", Title: "p99", Unit: "s"}),
			b.Gauged("Calls"), b.Shaded("Failed", b.Step{Color: "transparent"}, b.From(1, b.Orange)),
			b.Shaded("p99", b.Step{Color: "transparent"}, b.From(1, b.Orange), b.From(2, b.Red)), b.SortBy("Calls")),
	}
}

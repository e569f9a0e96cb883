// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/board"
	"github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/promql"
)

// Label matchers of the filters above the panels.
const (
	serverIs = `mcpsec_server_name=~"$server"`
	toolIs   = `gen_ai_tool_name=~"$tool"`
	typeIs   = `mcpsec_session_type=~"$session_type"`
)

// Uids of the dashboards, which links use.
const (
	operationsUID = "otelcol-mcp-operations"
	securityUID   = "otelcol-mcp-security"
	lokiUID       = "otelcol-mcp-session-loki"
	elasticUID    = "otelcol-mcp-session-elasticsearch"
	healthUID     = "otelcol-mcp-collector"
)

func filters() []board.Variable {
	return []board.Variable{
		board.DatasourceVariable(board.Prometheus, "Prometheus"),
		board.LabelValues("server", "Server", "mcp_tool_calls_total", "mcpsec_server_name"),
		board.LabelValues("tool", "Tool", `mcp_tool_calls_total{mcpsec_server_name=~"$server"}`, "gen_ai_tool_name"),
		board.LabelValues("session_type", "Session type", "mcp_session_calls_count", "mcpsec_session_type"),
	}
}

// sel is a metric with label matchers.
func sel(metric string, matchers ...string) string {
	return metric + "{" + strings.Join(matchers, ",") + "}"
}

// rate is the rate of a counter summed by labels; none of them sums it all.
func rate(metric, by string) string {
	return sum(by, "rate("+metric+"[$__rate_interval])")
}

// perStep is what a counter gained in each step of a graph, the first value of a new series included.
func perStep(metric, by string) string { return sum(by, gainedPerStep(metric)) }

func gainedPerStep(metric string) string { return promql.Count(metric, "$__interval", "15m") }

// gainedIn is what a counter gained in the window of a rate, counted as the alerts do: rate() does not see the first value of a
// series, and the first value is often the only one of an error.
func gainedIn(metric string) string { return promql.Count(metric, "$__rate_interval", "1h") }

// inRange is what a counter gained in the time range of the dashboard.
func inRange(metric, by string) string { return sum(by, gainedInRange(metric)) }

func gainedInRange(metric string) string { return promql.Increase(metric, "$__range") }

// orZero makes an empty sum a zero.
func orZero(expr string) string { return expr + " or vector(0)" }

// top keeps the ten largest.
func top(expr string) string { return "topk(10, " + expr + " > 0)" }

func sum(by, expr string) string {
	if by == "" {
		return "sum(" + expr + ")"
	}
	return "sum by (" + by + ") (" + expr + ")"
}

// named gives series without the label a name to be shown by.
func named(expr, label, text string) string {
	return `label_replace(` + expr + `, "` + label + `", "` + text + `", "` + label + `", "")`
}

// number leaves out what is not one: a share or a quantile of nothing.
func number(expr string) string { return "(" + expr + ") >= 0" }

// quantile of a histogram by labels; nothing where nothing was observed.
func quantile(q, metric, by string) string {
	labels := "le"
	if by != "" {
		labels += ", " + by
	}
	return "histogram_quantile(" + q + ", sum by (" + labels + ") (rate(" + metric + "[$__rate_interval]))) >= 0"
}

// percentiles adds p50, p95 and p99 of a histogram.
func percentiles(metric string) board.Option {
	return func(p *board.Panel) {
		for _, q := range []struct{ value, name string }{{"0.5", "p50"}, {"0.95", "p95"}, {"0.99", "p99"}} {
			board.Query(quantile(q.value, metric, ""), q.name)(p)
		}
		board.Colored(board.PercentileColors, board.Percentiles)(p)
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"strconv"
	"strings"

	b "github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/board"
)

// weights of a finding by its severity, as mcpreport scores sessions; info weighs nothing.
var weights = []struct {
	severity string
	weight   int
}{{"critical", 100}, {"high", 40}, {"medium", 15}, {"low", 5}}

const ofType = "mcpsec_session_type"

// typed is the counter of findings about a session whose type is known.
func typed(severity string) string {
	return found(`mcpsec_session_type!=""`, `mcpsec_finding_severity="`+severity+`"`)
}

// score is what the findings of a window weigh, by session type; gained says what a counter gained in the window.
func score(gained func(metric string) string) string {
	var parts []string
	for _, w := range weights {
		parts = append(parts, strconv.Itoa(w.weight)+" * ("+gained(typed(w.severity))+")")
	}
	return sum(ofType, strings.Join(parts, " or "))
}

func risk() []*b.Panel {
	severity := func(name string) b.Option { return b.Table(inRange(typed(name), ofType)) }
	return []*b.Panel{
		b.Grid("Risk by session type", "What the findings about each session type weigh: critical 100, high 40, medium 15, low 5. The type at the top is where to begin: filter by it and open its findings.",
			b.Decimals(0),
			b.Table(score(gainedInRange)), severity("critical"), severity("high"), severity("medium"),
			b.Table(inRange(sel("mcp_session_calls_count", typeIs), ofType)),
			b.Columns(
				b.Column{Field: ofType, Title: "Session type"}, b.Column{Field: "Value #A", Title: "Risk", Unit: "none"},
				b.Column{Field: "Value #B", Title: "Critical", Unit: "none"}, b.Column{Field: "Value #C", Title: "High", Unit: "none"},
				b.Column{Field: "Value #D", Title: "Medium", Unit: "none"}, b.Column{Field: "Value #E", Title: "Sessions ended", Unit: "none"}),
			b.Shaded("Risk", b.Step{Color: "transparent"}, b.From(15, b.Yellow), b.From(40, b.Orange), b.From(100, b.Red)), b.SortBy("Risk")),
		b.TimeSeries("Risk over time", "The weight of new findings by session type. One column is an incident; a type that never rests needs its tools, its prompts or its thresholds changed.",
			b.Unit("none"), b.Decimals(0), b.Bars(), b.MinStep("1m"), b.Empty("no findings"), b.Query(score(gainedPerStep), "{{mcpsec_session_type}}")),
	}
}

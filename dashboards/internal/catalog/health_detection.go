// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package catalog

import b "github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/board"

func detection() []*b.Panel {
	anomaly := func(metric string) string { return own("connector_session_anomaly_" + metric) }
	return []*b.Panel{
		b.TimeSeries("Events judged", "Audit events the connector took, those that came late or twice, and records that are none. Late events mean clocks or queues are off: order matters to detections.",
			b.Unit("cps"),
			b.Query(rate(anomaly("events"), ""), "taken"),
			b.Query(rate(anomaly("events_late"), ""), "late"),
			b.Query(rate(anomaly("events_repeated"), ""), "repeated"),
			b.Query(rate(anomaly("records_ignored"), ""), "ignored")),
		b.TimeSeries("Sessions held", "Sessions the connector keeps state for. At its limit state is evicted and detections forget: raise the limit or add a node.",
			b.Decimals(0), b.Query("sum by (instance) ("+anomaly("sessions_live")+")", "{{instance}}")),
		lossPanel("Sessions ended", "Sessions that are over, by reason. The reasons count and bytes are evictions: an alert fires, runbook ir-collector.", anomaly("sessions_ended")),
		b.TimeSeries("Baselines", "What statistical detectors compare with: warm, or still warming up and silent. All warming long after the start means that state is lost at every restart: configure storage.",
			b.Decimals(0), b.Query("sum by (state) ("+anomaly("baselines")+")", "{{state}}")),
		b.TimeSeries("Left out by detectors", "What a detector left out because of a limit or bad input. A detector at its limit sees less: raise the limit its reason names.",
			b.Decimals(0), b.Bars(), b.MinStep("1m"), b.Empty("none"),
			b.Query(perStep(anomaly("detector_drops"), "detector, reason"), "{{detector}} · {{reason}}"),
			b.Query(perStep(anomaly("expression_errors"), ""), "OTTL expressions that failed")),
		b.TimeSeries("Findings held back", "Findings not sent because an equal one was (repeated) or a condition suppressed them. A suppression that hides much deserves a review.",
			b.Decimals(0), b.Bars(), b.MinStep("1m"), b.Empty("none"), b.Query(perStep(anomaly("findings_held_back"), "detector, reason"), "{{detector}} · {{reason}}")),
	}
}

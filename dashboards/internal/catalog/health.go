// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"strings"

	b "github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/board"
)

const instanceIs = `instance=~"$instance"`

// own is a metric that the collector exposes about itself.
func own(metric string) string { return sel("otelcol_"+metric, instanceIs) }

func health() *b.Dashboard {
	d := b.New(healthUID, "MCP collector health",
		"What the collector received, dropped, scanned, evicted and delivered: can the other dashboards be trusted?")
	d.Templating.List = []b.Variable{
		b.DatasourceVariable(b.Prometheus, "Prometheus"),
		b.LabelValues("instance", "Collector", "otelcol_process_uptime", "instance"),
	}
	d.Line(4, 6, healthStats()...)
	d.Row("Tap (mcp receiver)", 8, 3, tap()...)
	d.Row("Data loss prevention (dlp processor)", 8, 3, scanning()...)
	d.Row("Detection (session_anomaly connector)", 8, 3, detection()...)
	d.Row("Pipelines and exporters", 8, 3, delivery()...)
	d.Row("Process", 7, 4, process()...)
	return d
}

// lost is everything that never arrived anywhere, in the selected time range.
func lost() []string {
	return []string{
		own("receiver_mcp_dropped"), own("receiver_refused_log_records"),
		own("exporter_send_failed_log_records"), own("exporter_enqueue_failed_log_records"),
	}
}

func healthStats() []*b.Panel {
	var losses []string
	for _, metric := range lost() {
		losses = append(losses, "("+orZero(inRange(metric, ""))+")")
	}
	return []*b.Panel{
		b.Stat("Collectors up", "Collectors that Prometheus sees. Fewer than you run: a node is down or not scraped, runbook ir-collector.",
			b.Decimals(0), b.Limits(), b.Empty("none"), b.Query("count("+own("process_uptime")+")", "collectors")),
		b.Stat("Events in", "Audit events the tap hands to the pipeline, per second. Zero with traffic flowing: see dropped by reason.",
			b.Unit("cps"), b.Decimals(2), b.Shade(b.Blue), b.Query(orZero(rate(own("receiver_mcp_events"), "")), "events")),
		b.Stat("Events lost", "Events dropped, refused or not delivered in the selected time range. Any: the audit trail has a hole, runbook ir-collector.",
			b.Decimals(0), b.Limits(b.From(1, b.Red)), b.Now(strings.Join(losses, " + "), "lost")),
		b.Stat("Values replaced unscanned", "Values the dlp processor could not scan within its limits and replaced. Nothing leaked, evidence is missing: runbook ir-collector.",
			b.Decimals(0), b.Limits(b.From(1, b.Orange)), b.Now(orZero(inRange(own("processor_dlp_values_cut"), "")), "values")),
		b.Stat("Fullest queue", "The fullest sending queue. Above 80% for 5 minutes an alert fires: the target is slow or away.",
			b.Unit("percentunit"), b.Decimals(0), b.Bounds(0, 1), b.Limits(b.From(0.5, b.Orange), b.From(0.8, b.Red)), b.Empty("no queue"),
			b.Query("max("+own("exporter_queue_size")+" / "+own("exporter_queue_capacity")+")", "queue")),
		b.Stat("Memory", "Resident memory of the largest collector. Near the limit of memory_limiter, data is refused: lower session limits or add a node.",
			b.Unit("bytes"), b.Shade(b.Blue), b.Query("max("+own("process_memory_rss")+")", "memory")),
	}
}

func tap() []*b.Panel {
	return []*b.Panel{
		b.TimeSeries("Events by kind", "What the tap emits. Sessions without operations are clients that connect and do nothing; transport rejections are clients turned away.",
			b.Unit("cps"), b.Stacked(), b.Query(rate(own("receiver_mcp_events"), "event"), "{{event}}")),
		lossPanel("Dropped by the tap", "Observations dropped so that traffic is never held up, by reason. A full queue means the pipeline behind is too slow.", own("receiver_mcp_dropped")),
		lossPanel("Refused by the tap", "HTTP requests the tap itself answered with an error, by reason. upstream errors are the server's, size and host refusals are configuration.", own("receiver_mcp_refused")),
		lossPanel("Protocol anomalies", "Messages that are not what the protocol allows, by kind; they were passed on untouched. Duplicate keys and header mismatches are how one hides from a gateway.", own("receiver_mcp_anomalies")),
		b.TimeSeries("Held in memory", "Sessions, exchanges under way and requests waiting for an answer. Pending that only grows: a server does not answer.",
			b.Decimals(0),
			b.Query("sum("+own("receiver_mcp_sessions")+")", "sessions"),
			b.Query("sum("+own("receiver_mcp_streams")+")", "exchanges"),
			b.Query("sum("+own("receiver_mcp_pending")+")", "pending")),
		b.TimeSeries("Frames ingested", "Frames sent by mcptap and gateways, by result. Refused frames name the mistake in the answer to the sender.",
			b.Unit("cps"), b.Empty("ingest not in use"), b.Query(rate(own("receiver_mcp_frames"), "reason"), "{{reason}}")),
	}
}

// lossPanel counts something that should not happen, by its reason.
func lossPanel(title, description, metric string) *b.Panel {
	return b.TimeSeries(title, description, b.Decimals(0), b.Bars(), b.MinStep("1m"), b.Empty("none"), b.Query(perStep(metric, "reason"), "{{reason}}"))
}

func scanning() []*b.Panel {
	return []*b.Panel{
		b.TimeSeries("Bytes scanned", "What the dlp processor reads per second. Far below the traffic: fields are excluded from scanning.",
			b.Unit("Bps"), b.Query(rate(own("processor_dlp_scanned"), "instance"), "{{instance}}")),
		b.TimeSeries("Matches by rule", "Matches per minute, by rule. One rule far above the rest is a source to clean or a rule to narrow.",
			b.Decimals(0), b.Bars(), b.MinStep("1m"), b.Empty("nothing found"), b.Query(perStep(own("processor_dlp_findings"), "rule"), "{{rule}}")),
		lossPanel("Replaced unscanned", "Values replaced by a marker because a limit stopped the scan, by reason. Raise the limit named, or stop capturing that tool's content.", own("processor_dlp_values_cut")),
	}
}

func process() []*b.Panel {
	return []*b.Panel{
		b.TimeSeries("CPU", "Cores used by each collector. At the machine's limit, events queue and latency of the tap grows: add a node.",
			b.Unit("short"), b.Decimals(3), b.Query(rate(own("process_cpu_seconds"), "instance"), "{{instance}}")),
		b.TimeSeries("Memory", "Resident memory of each collector. A steady climb without more sessions is a leak: report it with a heap profile.",
			b.Unit("bytes"), b.Query("sum by (instance) ("+own("process_memory_rss")+")", "{{instance}}")),
		b.TimeSeries("Memory of sessions", "Memory of all live sessions. It must follow the number of sessions; if it grows alone, sessions carry more content than before.",
			b.Unit("bytes"), b.Query("sum by (instance) ("+own("connector_session_anomaly_sessions_bytes")+")", "{{instance}}")),
		b.TimeSeries("Uptime", "Time since each collector started. A saw-tooth is a crash loop: read its log for the last lines before the restart.",
			b.Unit("s"), b.Query("sum by (instance) ("+own("process_uptime")+")", "{{instance}}")),
	}
}

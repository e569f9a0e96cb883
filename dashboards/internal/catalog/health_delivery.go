// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package catalog

import b "github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/board"

func delivery() []*b.Panel {
	return []*b.Panel{
		b.TimeSeries("Accepted and refused", "Log records that receivers handed to pipelines, and those that pipelines refused. Refused is memory_limiter or a blocked exporter.",
			b.Unit("cps"),
			b.Query(rate(own("receiver_accepted_log_records"), "receiver"), "accepted · {{receiver}}"),
			b.Query(rate(own("receiver_refused_log_records"), "receiver"), "refused · {{receiver}}")),
		b.TimeSeries("Processors", "Items into and out of each processor. A gap is what a processor drops: filters on purpose, memory_limiter in need.",
			b.Unit("cps"),
			b.Query(rate(own("processor_incoming_items"), "processor"), "in · {{processor}}"),
			b.Query(rate(own("processor_outgoing_items"), "processor"), "out · {{processor}}")),
		b.TimeSeries("Sent", "Log records delivered by each exporter. An exporter at zero while others send has lost its target.",
			b.Unit("cps"), b.Query(rate(own("exporter_sent_log_records"), "exporter"), "{{exporter}}")),
		b.TimeSeries("Not delivered", "Log records that an exporter gave up on (failed) or had no room for (queue full). Check the target's health, credentials and quota.",
			b.Decimals(0), b.Bars(), b.MinStep("1m"), b.Empty("none"),
			b.Query(perStep(own("exporter_send_failed_log_records"), "exporter"), "failed · {{exporter}}"),
			b.Query(perStep(own("exporter_enqueue_failed_log_records"), "exporter"), "queue full · {{exporter}}")),
		b.TimeSeries("Queue fill", "How full each sending queue is. Above 80% for 5 minutes an alert fires; at 100% records are lost.",
			b.Unit("percentunit"), b.Bounds(0, 1), b.Limits(b.From(0.5, b.Orange), b.From(0.8, b.Red)), b.Empty("no queue"),
			b.Query("max by (instance, exporter) ("+own("exporter_queue_size")+" / "+own("exporter_queue_capacity")+")", "{{exporter}} · {{instance}}")),
		b.TimeSeries("Metric points sent", "Metric points delivered by each exporter. Zero: the dashboards about MCP traffic go blind before the audit trail does.",
			b.Unit("cps"), b.Query(rate(own("exporter_sent_metric_points"), "exporter"), "{{exporter}}")),
	}
}

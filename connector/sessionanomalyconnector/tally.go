// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

// tally counts what happens on the way of every event, so that the metrics SDK is asked once a batch.
type tally struct {
	events, late, repeated, ignored, failed int64
	drops                                   []drop
}

// drop counts what one detector left out for one reason. There are so few of them that a list is searched faster than a map.
type drop struct {
	detector, reason string
	n                int64
}

func (t *tally) drop(detector, reason string, n int64) {
	for i := range t.drops {
		if d := &t.drops[i]; d.detector == detector && d.reason == reason {
			d.n += n
			return
		}
	}
	t.drops = append(t.drops, drop{detector, reason, n})
}

// publish adds the counts to the connector's own telemetry and begins anew.
func (o *observer) publish() {
	ctx, n := context.Background(), &o.counts
	for _, c := range [...]struct {
		n   int64
		add func(context.Context, int64, ...metric.AddOption)
	}{
		{n.events, o.telemetry.ConnectorSessionAnomalyEvents.Add},
		{n.late, o.telemetry.ConnectorSessionAnomalyEventsLate.Add},
		{n.repeated, o.telemetry.ConnectorSessionAnomalyEventsRepeated.Add},
		{n.ignored, o.telemetry.ConnectorSessionAnomalyRecordsIgnored.Add},
		{n.failed, o.telemetry.ConnectorSessionAnomalyExpressionErrors.Add},
	} {
		if c.n > 0 {
			c.add(ctx, c.n)
		}
	}
	for _, d := range n.drops {
		o.telemetry.ConnectorSessionAnomalyDetectorDrops.Add(ctx, d.n,
			metric.WithAttributes(attribute.String("detector", d.detector), attribute.String("reason", d.reason)))
	}
	*n = tally{drops: n.drops[:0]}
}

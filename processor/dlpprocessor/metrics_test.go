// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/metadata"
)

// measured passes metrics through a processor and returns what came out.
func measured(tb testing.TB, cfg *Config, metrics pmetric.Metrics) []pmetric.Metrics {
	tb.Helper()
	require.NoError(tb, cfg.Validate())
	sink := new(consumertest.MetricsSink)
	p, err := NewFactory().CreateMetrics(context.Background(), processortest.NewNopSettings(metadata.Type), cfg, sink)
	require.NoError(tb, err)
	require.NoError(tb, p.ConsumeMetrics(context.Background(), metrics))
	return sink.AllMetrics()
}

// kinds returns one metric of each kind, with one data point that fill was given the attributes of.
func kinds(fill func(pcommon.Map)) pmetric.Metrics {
	metrics := pmetric.NewMetrics()
	all := metrics.ResourceMetrics().AppendEmpty().ScopeMetrics().AppendEmpty().Metrics()
	number := func(dp pmetric.NumberDataPoint) {
		fill(dp.Attributes())
		fill(dp.Exemplars().AppendEmpty().FilteredAttributes())
	}
	number(all.AppendEmpty().SetEmptyGauge().DataPoints().AppendEmpty())
	number(all.AppendEmpty().SetEmptySum().DataPoints().AppendEmpty())
	h := all.AppendEmpty().SetEmptyHistogram().DataPoints().AppendEmpty()
	fill(h.Attributes())
	fill(h.Exemplars().AppendEmpty().FilteredAttributes())
	e := all.AppendEmpty().SetEmptyExponentialHistogram().DataPoints().AppendEmpty()
	fill(e.Attributes())
	fill(e.Exemplars().AppendEmpty().FilteredAttributes())
	fill(all.AppendEmpty().SetEmptySummary().DataPoints().AppendEmpty().Attributes())
	all.AppendEmpty().SetName("without data")
	return metrics
}

func TestEveryKindOfMetricIsRewrittenAndNothingAdded(t *testing.T) {
	in := kinds(func(m pcommon.Map) { m.PutStr("user", mail) })
	rm := in.ResourceMetrics().At(0)
	rm.Resource().Attributes().PutStr("user", mail)
	rm.ScopeMetrics().At(0).Scope().Attributes().PutStr("user", mail)
	first := rm.ScopeMetrics().At(0).Metrics().At(0)
	first.SetDescription("calls of " + mail)
	first.Metadata().PutStr("user", mail)

	want := kinds(func(m pcommon.Map) { m.PutStr("user", pseudonymOf(t, "email", mail)) })
	rm = want.ResourceMetrics().At(0)
	rm.Resource().Attributes().PutStr("user", pseudonymOf(t, "email", mail))
	rm.ScopeMetrics().At(0).Scope().Attributes().PutStr("user", pseudonymOf(t, "email", mail))
	first = rm.ScopeMetrics().At(0).Metrics().At(0)
	first.SetDescription("calls of " + pseudonymOf(t, "email", mail))
	first.Metadata().PutStr("user", pseudonymOf(t, "email", mail))

	out := measured(t, testConfig(), in)
	require.Len(t, out, 1)
	assert.Equal(t, text(t, want), text(t, out[0]))
}

func text(tb testing.TB, metrics pmetric.Metrics) string {
	tb.Helper()
	b, err := (&pmetric.JSONMarshaler{}).MarshalMetrics(metrics)
	require.NoError(tb, err)
	return string(b)
}

func TestDropTakesDataPoints(t *testing.T) {
	cfg := testConfig(func(c *Config) { c.Actions.Rules = map[string]string{"email": "drop"} })
	out := measured(t, cfg, kinds(func(m pcommon.Map) { m.PutStr("user", mail) }))
	require.Len(t, out, 1, "the metric without data has nothing to drop")
	assert.Equal(t, 1, out[0].MetricCount())

	described := pmetric.NewMetrics()
	m := described.ResourceMetrics().AppendEmpty().ScopeMetrics().AppendEmpty().Metrics().AppendEmpty()
	m.SetDescription(mail)
	m.SetEmptyGauge().DataPoints().AppendEmpty()
	assert.Empty(t, measured(t, cfg, described))
}

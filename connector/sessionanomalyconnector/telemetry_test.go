// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/metric/metricdata/metricdatatest"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/metadatatest"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// TestOwnTelemetry counts what comes in and what is left out.
func TestOwnTelemetry(t *testing.T) {
	tel := componenttest.NewTelemetry()
	cfg := defaultConfig()
	cfg.Sessions.MaxCount = 1
	side, err := NewFactory().CreateLogsToLogs(t.Context(), metadatatest.NewSettings(tel), cfg, new(consumertest.LogsSink))
	require.NoError(t, err)
	require.NoError(t, side.Start(t.Context(), componenttest.NewNopHost()))

	again := toolCall("s2", "read")
	again[schema.JSONRPCRequestID] = "1"
	once := logsOf(t, noon, again)
	require.NoError(t, side.ConsumeLogs(t.Context(), logsOf(t, noon, toolCall("s1", "read"))))
	require.NoError(t, side.ConsumeLogs(t.Context(), once))
	require.NoError(t, side.ConsumeLogs(t.Context(), once))
	unknown := logsOf(t, noon, record{"x": "y"})
	unknown.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0).SetEventName("")
	require.NoError(t, side.ConsumeLogs(t.Context(), unknown))

	one := []metricdata.DataPoint[int64]{{Value: 1}}
	ignore := metricdatatest.IgnoreTimestamp()
	metadatatest.AssertEqualConnectorSessionAnomalyEvents(t, tel, []metricdata.DataPoint[int64]{{Value: 2}}, ignore)
	metadatatest.AssertEqualConnectorSessionAnomalyEventsRepeated(t, tel, one, ignore)
	metadatatest.AssertEqualConnectorSessionAnomalyRecordsIgnored(t, tel, one, ignore)
	metadatatest.AssertEqualConnectorSessionAnomalySessionsEnded(t, tel, []metricdata.DataPoint[int64]{
		{Value: 1, Attributes: attribute.NewSet(attribute.String("reason", "count"))},
	}, ignore)
	require.NoError(t, side.Shutdown(t.Context()))
	require.NoError(t, tel.Shutdown(t.Context()))
}

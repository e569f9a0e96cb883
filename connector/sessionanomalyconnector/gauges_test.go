// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// connected adds up the clients that count as connected.
func connected(c *core) (n int64) {
	for _, m := range c.render(noon).ResourceMetrics().At(0).ScopeMetrics().At(0).Metrics().All() {
		if m.Name() != schema.MetricActiveConnections {
			continue
		}
		for _, p := range m.Gauge().DataPoints().All() {
			n += int64(p.DoubleValue()) + p.IntValue()
		}
	}
	return n
}

func from(address string) record {
	r := toolCall("s-"+address, "read")
	r[schema.ClientAddress] = address
	return r
}

func TestConnectionsEndInAQuietStream(t *testing.T) {
	c := newTestCore(t, func(*Config) {})
	require.NoError(t, c.consumeLogs(t.Context(), logsOf(t, noon, from("192.0.2.1"), from("192.0.2.2"))))
	assert.Equal(t, int64(2), connected(c))
	c.keepUp(noon.Add(4 * time.Minute))
	assert.Equal(t, int64(2), connected(c))
	c.keepUp(noon.Add(8 * time.Minute))
	assert.Zero(t, connected(c), "nobody was seen for longer than the window")
}

func TestOneClockThatIsAheadDisconnectsNobody(t *testing.T) {
	c := newTestCore(t, func(*Config) {})
	require.NoError(t, c.consumeLogs(t.Context(), logsOf(t, noon, from("192.0.2.1"), from("192.0.2.2"))))
	require.NoError(t, c.consumeLogs(t.Context(), logsOf(t, noon.Add(1000*time.Hour), from("192.0.2.3"))))
	require.NoError(t, c.consumeLogs(t.Context(), logsOf(t, noon.Add(time.Second), from("192.0.2.4"))))
	assert.Equal(t, int64(4), connected(c))
}

func TestDataFlowCarriesTheTrace(t *testing.T) {
	c := newTestCore(t, func(*Config) {})
	said := "Board minutes: the merger with Kestrel is to be announced on the third of May, at nine dollars a share."
	read, sent := toolCall("s1", "read_notes"), toolCall("s1", "send_email")
	read[schema.GenAIToolResult], sent[schema.GenAIToolArguments] = said, `{"body":"`+said+`"}`
	logs := logsOf(t, noon, read, sent)
	logs.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(1).SetTraceID([16]byte{7})
	require.NoError(t, c.consumeLogs(t.Context(), logs))
	p := metricOf(t, c.render(noon), schema.MetricDataFlow).Sum().DataPoints().At(0)
	require.Equal(t, 1, p.Exemplars().Len())
	assert.Equal(t, [16]byte{7}, [16]byte(p.Exemplars().At(0).TraceID()))
}

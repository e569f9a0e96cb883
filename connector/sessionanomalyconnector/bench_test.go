// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/connector/connectortest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/metadata"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

const benchBatch = 500

// traffic makes batches of ordinary tool calls that go round all sessions, each batch a second after the last.
type traffic struct {
	sessions, resultSize int
	next                 int
	at                   time.Time
}

var (
	benchTools = []string{"read_customer", "search_orders", "list_files", "read_file", "update_ticket", "send_email"}
	benchWords = strings.Fields("order ticket customer invoice shipped pending contact region account balance note review meeting status summary update item price total")
)

func (tr *traffic) batch() plog.Logs {
	logs := plog.NewLogs()
	list := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	list.EnsureCapacity(benchBatch)
	for range benchBatch {
		tr.record(list.AppendEmpty())
	}
	tr.at = tr.at.Add(time.Second)
	logs.MarkReadOnly()
	return logs
}

func (tr *traffic) record(lr plog.LogRecord) {
	n := tr.next
	tr.next++
	session, turn := n%tr.sessions, n/tr.sessions
	lr.SetEventName(schema.EventOperation)
	lr.SetTimestamp(pcommon.NewTimestampFromTime(tr.at))
	a := lr.Attributes()
	a.PutStr(schema.MCPMethodName, "tools/call")
	a.PutStr(schema.GenAIToolName, benchTools[(session+turn)%len(benchTools)])
	a.PutStr(schema.ServerName, "crm")
	a.PutStr(schema.Outcome, schema.OutcomeSuccess)
	a.PutStr(schema.UserID, "user"+strconv.Itoa(session%500))
	a.PutStr(schema.GenAIAgentName, "support-bot")
	a.PutStr(schema.ClientAddress, "10.0."+strconv.Itoa(session%200)+".7")
	a.PutStr(schema.SessionKey, "[mcp-session:k1:"+fmt.Sprintf("%016x", session)+"]")
	a.PutStr(schema.SessionKeySource, schema.KeySourceTransport)
	a.PutStr(schema.JSONRPCRequestID, strconv.Itoa(n))
	a.PutDouble(schema.Duration, 0.045)
	a.PutStr(schema.GenAIToolArguments, `{"id":"`+strconv.Itoa(n%9973)+`","query":"`+benchWords[n%len(benchWords)]+" "+benchWords[(n*7)%len(benchWords)]+`"}`)
	a.PutStr(schema.GenAIToolResult, `{"content":[{"type":"text","text":"`+tr.text(n)+`"}]}`)
	a.PutInt(schema.DLPFindingsCount, 0)
}

func (tr *traffic) text(n int) string {
	var b strings.Builder
	for i := n; b.Len() < tr.resultSize; i += 3 {
		b.WriteString(benchWords[(i*i+n)%len(benchWords)])
		b.WriteByte(' ')
		if i%7 == 0 {
			b.WriteString(strconv.Itoa(i * 31))
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func benchSides(b *testing.B) (toMetrics, toLogs connector.Logs) {
	b.Helper()
	cfg, f, set := createDefaultConfig().(*Config), NewFactory(), connectortest.NewNopSettings(metadata.Type)
	toMetrics, err := f.CreateLogsToMetrics(b.Context(), set, cfg, consumertest.NewNop())
	require.NoError(b, err)
	toLogs, err = f.CreateLogsToLogs(b.Context(), set, cfg, consumertest.NewNop())
	require.NoError(b, err)
	require.NoError(b, toMetrics.Start(b.Context(), componenttest.NewNopHost()))
	require.NoError(b, toLogs.Start(b.Context(), componenttest.NewNopHost()))
	b.Cleanup(func() {
		require.NoError(b, toMetrics.Shutdown(b.Context()))
		require.NoError(b, toLogs.Shutdown(b.Context()))
	})
	return toMetrics, toLogs
}

// BenchmarkConsumeLogs runs every detector with its defaults over ordinary tool calls. An operation is a batch of 500.
func BenchmarkConsumeLogs(b *testing.B) {
	for _, tt := range []struct {
		name                 string
		sessions, resultSize int
	}{
		{"10000_sessions/300B", 10_000, 300},
		{"10000_sessions/2KB", 10_000, 2048},
		{"100_sessions/300B", 100, 300},
		{"100000_sessions/300B", 100_000, 300},
	} {
		b.Run(tt.name, func(b *testing.B) {
			toMetrics, _ := benchSides(b)
			tr := &traffic{sessions: tt.sessions, resultSize: tt.resultSize, at: noon}
			for range tt.sessions/benchBatch + 1 {
				require.NoError(b, toMetrics.ConsumeLogs(b.Context(), tr.batch()))
			}
			batches := make([]plog.Logs, 64)
			b.ReportAllocs()
			var spent time.Duration
			for i := 0; b.Loop(); i++ {
				if i%len(batches) == 0 {
					b.StopTimer()
					for j := range batches {
						batches[j] = tr.batch()
					}
					b.StartTimer()
				}
				start := time.Now()
				if err := toMetrics.ConsumeLogs(b.Context(), batches[i%len(batches)]); err != nil {
					b.Fatal(err)
				}
				spent += time.Since(start)
			}
			b.ReportMetric(float64(b.N)*benchBatch/spent.Seconds(), "events/s")
		})
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package pdatatraffic makes audit events of ordinary sessions, for benchmarks.
package pdatatraffic

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// Batch is how many events are in a batch.
const Batch = 500

// Traffic makes batches of tool calls that go round all sessions, each batch a second after the last. Tools, arguments and
// results vary, so that no cache makes the figures better than they are.
type Traffic struct {
	Sessions, ResultSize int
	At                   time.Time

	next int
}

var (
	tools = []string{"read_customer", "search_orders", "list_files", "read_file", "update_ticket", "send_email"}
	words = strings.Fields("order ticket customer invoice shipped pending contact region account balance note review meeting status summary update item price total")
)

// Next returns the next batch, read-only as a pipeline shares it.
func (tr *Traffic) Next() plog.Logs {
	logs := plog.NewLogs()
	list := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	list.EnsureCapacity(Batch)
	for range Batch {
		tr.record(list.AppendEmpty())
	}
	tr.At = tr.At.Add(time.Second)
	logs.MarkReadOnly()
	return logs
}

func (tr *Traffic) record(lr plog.LogRecord) {
	n := tr.next
	tr.next++
	session, turn := n%tr.Sessions, n/tr.Sessions
	lr.SetEventName(schema.EventOperation)
	lr.SetTimestamp(pcommon.NewTimestampFromTime(tr.At))
	a := lr.Attributes()
	a.PutStr(schema.MCPMethodName, "tools/call")
	a.PutStr(schema.GenAIToolName, tools[(session+turn)%len(tools)])
	a.PutStr(schema.ServerName, "crm")
	a.PutStr(schema.Outcome, schema.OutcomeSuccess)
	a.PutStr(schema.UserID, "user"+strconv.Itoa(session%500))
	a.PutStr(schema.GenAIAgentName, "support-bot")
	a.PutStr(schema.ClientAddress, "10.0."+strconv.Itoa(session%200)+".7")
	a.PutStr(schema.SessionKey, "[mcp-session:k1:"+fmt.Sprintf("%016x", session)+"]")
	a.PutStr(schema.SessionKeySource, schema.KeySourceTransport)
	a.PutStr(schema.JSONRPCRequestID, strconv.Itoa(n))
	a.PutDouble(schema.Duration, 0.045)
	a.PutStr(schema.GenAIToolArguments, `{"id":"`+strconv.Itoa(n%9973)+`","query":"`+words[n%len(words)]+" "+words[(n*7)%len(words)]+`"}`)
	a.PutStr(schema.GenAIToolResult, `{"content":[{"type":"text","text":"`+tr.text(n)+`"}]}`)
	a.PutInt(schema.DLPFindingsCount, 0)
}

func (tr *Traffic) text(n int) string {
	var b strings.Builder
	for i := n; b.Len() < tr.ResultSize; i += 3 {
		b.WriteString(words[(i*i+n)%len(words)])
		b.WriteByte(' ')
		if i%7 == 0 {
			b.WriteString(strconv.Itoa(number(i)))
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// number is one of the numbers of a text. One in 32 is as long as that of an account, about as many as in what MCP servers really
// answer. They stay as long however many events there are: a text of nothing but long numbers is another kind of traffic.
func number(i int) int {
	if i%(7*32) == 0 {
		return 10_000_000 + i*31%90_000_000
	}
	return i * 31 % 1_000_000
}

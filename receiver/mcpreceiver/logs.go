// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
)

// appendLog writes one event as a log record.
func appendLog(records plog.LogRecordSlice, ev *audit.Event, id *identity) {
	rec := records.AppendEmpty()
	rec.SetEventName(ev.Name)
	rec.SetTimestamp(pcommon.NewTimestampFromTime(ev.End))
	rec.SetObservedTimestamp(pcommon.NewTimestampFromTime(ev.End))
	number, text := severity(ev)
	rec.SetSeverityNumber(number)
	rec.SetSeverityText(text)
	rec.Body().SetStr(summary(ev))
	if !id.span.IsEmpty() {
		rec.SetTraceID(id.trace)
		rec.SetSpanID(id.span)
	}
	putEvent(rec.Attributes(), ev)
	putContent(rec.Attributes(), ev)
	putInventory(rec.Attributes(), ev)
}

func severity(ev *audit.Event) (plog.SeverityNumber, string) {
	switch ev.Outcome {
	case "", schema.OutcomeSuccess:
		return plog.SeverityNumberInfo, "INFO"
	case schema.OutcomeUpstreamError, schema.OutcomeTimeout:
		return plog.SeverityNumberError, "ERROR"
	default:
		return plog.SeverityNumberWarn, "WARN"
	}
}

// summary is the one line a person reads.
func summary(ev *audit.Event) string {
	var b strings.Builder
	b.WriteString(subject(ev))
	if ev.Source.Server != "" {
		b.WriteString(" on ")
		b.WriteString(ev.Source.Server)
	}
	if who := who(ev); who != "" {
		b.WriteString(" by ")
		b.WriteString(who)
	}
	switch ev.Name {
	case schema.EventOperation, schema.EventTransportRejected:
		b.WriteString(": ")
		b.WriteString(ev.Outcome)
		if ev.HTTPStatus >= 400 {
			b.WriteString(" (HTTP ")
			b.WriteString(strconv.Itoa(ev.HTTPStatus))
			b.WriteByte(')')
		}
		b.WriteString(", ")
		b.WriteString(strconv.FormatInt(ev.End.Sub(ev.Start).Round(time.Millisecond).Milliseconds(), 10))
		b.WriteString(" ms")
	case schema.EventSessionEnd:
		b.WriteString(": ")
		b.WriteString(ev.Reason)
	}
	return b.String()
}

func subject(ev *audit.Event) string {
	switch ev.Name {
	case schema.EventSessionStart:
		return "session started"
	case schema.EventSessionEnd:
		return "session ended"
	case schema.EventToolsInventory:
		return "inventory of " + strconv.Itoa(len(ev.Tools)) + " tools"
	}
	method := ev.Method
	if method == "" {
		method = "HTTP request"
	}
	for _, target := range []string{ev.Tool, ev.Prompt} {
		if target != "" {
			return method + " " + target
		}
	}
	return method
}

func who(ev *audit.Event) string {
	for _, name := range []string{ev.Source.UserID, ev.Source.Agent, ev.Session.ClientName, ev.Source.ClientAddress} {
		if name != "" {
			return name
		}
	}
	return ""
}

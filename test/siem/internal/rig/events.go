// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package rig

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/plog/plogotlp"
)

// Text holds every character that one of the formats has to escape.
const Text = "a|b=c\\d \"quoted\" 'single' \nsecond line \t tab, ümläut 🚀, <tag> & [x] {y} %20 $1 ${z}"

// Audit makes n audit events in three sessions, every kind of event among them, in the order in which they happened.
func Audit(n int) plog.Logs { return AuditFrom(0, n) }

// AuditFrom makes the n events that follow the first ones.
func AuditFrom(first, n int) plog.Logs {
	logs := plog.NewLogs()
	records := newScope(logs)
	start := time.Now().Add(-time.Hour).Truncate(time.Hour)
	for i := first; i < first+n; i++ {
		r := records.AppendEmpty()
		session := fmt.Sprintf("[mcp-session:k1:%016x]", i%3+1)
		at := start.Add(time.Duration(i) * 10 * time.Millisecond)
		stamp(r, at, plog.SeverityNumberInfo)
		fill(r, map[string]any{
			"mcpsec.session.key": session, "mcpsec.session.key_source": "transport", "mcp.session.id": session,
			"mcpsec.server.name": "filesystem", "mcpsec.transport": "streamable_http", "mcpsec.direction": "client_to_server",
			"client.address": "192.0.2.7", "client.port": int64(50000 + i%1000), "user.id": "user-" + string(rune('a'+i%3)),
			"mcpsec.user.verified": true, "jsonrpc.request.id": strconv.Itoa(i),
		})
		kind(r, i)
	}
	return logs
}

// AuditCut is Audit, and two events more where values are cut at a length: one with a result of just that many bytes, one
// with a result a byte longer that would be cut through the middle of a character.
func AuditCut(n, limit int) plog.Logs {
	logs := AuditFrom(0, n)
	if limit == 0 {
		return logs
	}
	more := AuditFrom(n-n%8+5, 4) // the first and the last are calls
	fits := more.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0)
	fits.Attributes().PutStr("gen_ai.tool.call.result", strings.Repeat("x", limit))
	long := more.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(1)
	long.Attributes().PutStr("gen_ai.tool.call.result", strings.Repeat("x", limit-1)+"ü")
	more.ResourceLogs().MoveAndAppendTo(logs.ResourceLogs())
	return logs
}

func kind(r plog.LogRecord, i int) {
	switch i % 8 {
	case 0:
		event(r, "mcp.session.start", "session started", nil)
	case 1:
		event(r, "mcp.tools.inventory", "tools of filesystem", map[string]any{
			"mcpsec.tools.hash":      "sha256:77",
			"mcpsec.tools.inventory": []any{map[string]any{"name": "read_file", "hash": "sha256:01"}},
		})
	case 2:
		event(r, "mcp.notification", "notifications/progress", map[string]any{"mcp.method.name": "notifications/progress"})
	case 3:
		stamp(r, r.Timestamp().AsTime(), plog.SeverityNumberWarn)
		event(r, "mcp.operation", "tools/call write_file: access_denied", call("write_file", "access_denied", map[string]any{
			"error.type": "403", "http.response.status_code": int64(403), "dlp.findings.rules": []any{"aws-access-token"},
		}))
	case 4:
		stamp(r, r.Timestamp().AsTime(), plog.SeverityNumberError)
		event(r, "mcp.transport.rejected", "HTTP 502", map[string]any{"mcpsec.outcome": "upstream_error", "http.response.status_code": int64(502)})
	case 7:
		event(r, "mcp.session.end", "session ended", map[string]any{"mcpsec.session.end_reason": "client_delete"})
	default:
		event(r, "mcp.operation", Text, call("read_file", "success", map[string]any{
			"gen_ai.tool.call.result": map[string]any{"content": []any{map[string]any{"type": "text", "text": Text}}},
			"user_agent.original":     "agent/1.0 (" + Text + ")",
		}))
	}
}

func call(tool, outcome string, more map[string]any) map[string]any {
	attrs := map[string]any{
		"mcp.method.name": "tools/call", "gen_ai.tool.name": tool, "gen_ai.operation.name": "execute_tool",
		"gen_ai.agent.name": "support-bot", "mcpsec.outcome": outcome, "mcpsec.duration": 0.125,
		"mcpsec.request.size": int64(212), "mcpsec.response.size": int64(2048), "mcpsec.tool.read_only": tool == "read_file",
		"mcpsec.params.hash":         "[params:k1:0c0c0c0c0c0c0c0c]",
		"gen_ai.tool.call.arguments": map[string]any{"path": Text, "depth": int64(3), "deep": map[string]any{"list": []any{int64(1), "two", true}}},
	}
	maps.Copy(attrs, more)
	return attrs
}

// Findings makes one finding of every severity.
func Findings() plog.Logs {
	logs := plog.NewLogs()
	records := newScope(logs)
	start := time.Now().Add(-time.Hour).Truncate(time.Second)
	for i, severity := range []string{"info", "low", "medium", "high", "critical"} {
		r := records.AppendEmpty()
		stamp(r, start.Add(time.Duration(i)*time.Second), plog.SeverityNumberWarn)
		event(r, "mcpsec.finding", "read_then_exfiltrate: "+Text, map[string]any{
			"mcpsec.finding.id": fmt.Sprintf("f-%04d", i), "mcpsec.finding.detector": "read_then_exfiltrate",
			"mcpsec.finding.title": "Customer data left | through = post_webhook", "mcpsec.finding.description": Text,
			"mcpsec.finding.severity": severity, "mcpsec.finding.confidence": 0.9, "mcpsec.finding.observed": 12.0,
			"mcpsec.finding.baseline": 3.0, "mcpsec.finding.dedup_key": "read_then_exfiltrate|1",
			"mcpsec.finding.evidence": []any{map[string]any{"time": "2026-11-21T04:00:00Z", "tool": "query", "note": Text}},
			"mcpsec.finding.atlas":    []any{"AML.T0086"}, "mcpsec.finding.owasp_mcp": []any{"MCP10"},
			"mcpsec.finding.owasp_agentic": []any{"ASI02"}, "mcpsec.finding.runbook": "https://example.com/ir-data-exfiltration.md",
			"mcpsec.session.key": "[mcp-session:k1:0000000000000001]", "user.id": "user-a", "mcpsec.server.name": "crm",
			"gen_ai.tool.name": "post_webhook", "security_rule.name": "read_then_exfiltrate", "security_rule.version": "0.1.0",
		})
	}
	return logs
}

// newScope has no service.name, as what the receiver makes has none: the configurations give it one.
func newScope(logs plog.Logs) plog.LogRecordSlice {
	rl := logs.ResourceLogs().AppendEmpty()
	rl.Resource().Attributes().PutStr("host.name", "tap-1")
	sl := rl.ScopeLogs().AppendEmpty()
	sl.Scope().SetName("rig")
	return sl.LogRecords()
}

func stamp(r plog.LogRecord, at time.Time, severity plog.SeverityNumber) {
	r.SetTimestamp(pcommonTime(at))
	r.SetObservedTimestamp(pcommonTime(at))
	r.SetSeverityNumber(severity)
	r.SetSeverityText(severity.String())
}

func event(r plog.LogRecord, name, body string, attrs map[string]any) {
	r.SetEventName(name)
	r.Body().SetStr(body)
	fill(r, attrs)
}

// Send delivers logs over OTLP/HTTP and fails the test unless they were accepted.
func Send(t *testing.T, addr string, logs plog.Logs) {
	t.Helper()
	status, body := TrySend(t, addr, logs)
	require.Equal(t, http.StatusOK, status, body)
}

// TrySend delivers logs over OTLP/HTTP and returns the answer; status 0 stands for no answer.
func TrySend(t *testing.T, addr string, logs plog.Logs) (status int, body string) {
	t.Helper()
	payload, err := plogotlp.NewExportRequestFromLogs(logs).MarshalProto()
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+addr+"/v1/logs", bytes.NewReader(payload))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/x-protobuf")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err.Error()
	}
	defer resp.Body.Close()
	answer, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(answer)
}

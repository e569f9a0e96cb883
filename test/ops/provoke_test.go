// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ops

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/rig"
)

// provoke adds to the demo's trouble what does not come from MCP traffic through the tap: the events of a gateway that blocks
// content and enforces budgets, events late, twice or too large, frames good and bad, and a failing target.
func provoke(t *testing.T, d *rig.Demo) {
	t.Helper()
	twice := call("gateway-twice", "success", map[string]any{"jsonrpc.request.id": "77"})
	twice.At = time.Now()
	late := call("gateway-late", "success", nil)
	late.Ago = 2 * time.Hour
	for n := range 12 {
		d.Send(t, call(fmt.Sprintf("gateway-%d", n), "budget_exceeded", nil), call(fmt.Sprintf("gateway-%d", n), "dlp_blocked", map[string]any{
			"dlp.findings.rules": []string{"iban"}, "dlp.findings.actions": []string{"block"},
			"dlp.findings.categories": []string{"financial"}, "dlp.findings.count": 1,
		}))
	}
	d.Send(t, twice, twice, late,
		rig.Event{Attrs: map[string]any{"no": "audit event"}},
		call("gateway-long", "success", map[string]any{"gen_ai.tool.call.result": strings.Repeat("x ", 5000)}),
		call("gateway-wide", "success", map[string]any{"gen_ai.tool.call.arguments": `[` + strings.Repeat(`"x",`, 400) + `"x"]`}),
		rig.Event{Name: "mcp.session.end", Attrs: map[string]any{"mcpsec.session.key": "gateway-twice", "mcpsec.server.name": "crm", "mcpsec.session.end_reason": "client_delete"}})
	d.Frames(t, frame("client_to_server", `{"jsonrpc":"2.0","id":1,"method":"tools/list"}`), frame("server_to_client", `{"jsonrpc":"2.0","id":1,"result":{"tools":[]}}`), `{"message": not json}`)
	for range 3 {
		d.Knock(t)
		time.Sleep(200 * time.Millisecond) // more than the receiver's flush interval: each goes by itself
	}
}

func frame(direction, message string) string {
	return `{"session_id":"f1","server":"crm","direction":"` + direction + `","message":` + message + `}`
}

func call(session, outcome string, more map[string]any) rig.Event {
	attrs := map[string]any{
		"mcp.method.name": "tools/call", "gen_ai.tool.name": "query_ledger", "mcpsec.server.name": "crm", "mcpsec.outcome": outcome,
		"mcpsec.duration": 0.05, "mcpsec.session.key": session, "mcpsec.session.type": "bot/crm", "user.id": "mara",
		"client.address": "192.0.2.7", "mcpsec.direction": "client_to_server", "mcpsec.auth.present": true,
	}
	if outcome != "success" {
		attrs["error.type"] = outcome
	}
	maps.Copy(attrs, more)
	return rig.Event{Name: "mcp.operation", Attrs: attrs}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/correlate"
)

// TestMirroredArguments: what a tool's schema has clients mirror into headers is compared with the body, once the schema
// was seen.
func TestMirroredArguments(t *testing.T) {
	const meta = `"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}`
	const list = `{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{` + meta + `}}`
	const tools = `{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"query","inputSchema":{"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"}}}}]}}`
	call := func(arguments string) string {
		return fmt.Sprintf(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"query","arguments":%s,`+meta+`}}`, arguments)
	}
	for _, tt := range []struct {
		name   string
		listed bool
		header []string
		body   string
		want   string
	}{
		{"equal", true, []string{"Mcp-Param-Region", "eu"}, `{"region":"eu"}`, ""},
		{"encoded", true, []string{"Mcp-Param-Region", "=?base64?w6Q=?="}, `{"region":"ä"}`, ""},
		{"different", true, []string{"Mcp-Param-Region", "eu"}, `{"region":"us"}`, `["Mcp-Param-Region"]`},
		{"missing", true, nil, `{"region":"us"}`, `["Mcp-Param-Region"]`},
		{"too much", true, []string{"Mcp-Param-Region", "eu"}, `{}`, `["Mcp-Param-Region"]`},
		{"unknown schema", false, []string{"Mcp-Param-Region", "eu"}, `{"region":"us"}`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tp := startTap(t, upstream{"tools/list": tools, "tools/call": callAnswer}, nil)
			if tt.listed {
				tp.post(t, list, "Mcp-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/list")
			}
			tp.post(t, call(tt.body), append([]string{"Mcp-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", "query"}, tt.header...)...)
			assert.Equal(t, tt.want, str(tp.event(t, schema.EventOperation, "tools/call"), schema.HeaderMismatch))
			want := int64(0)
			if tt.want != "" {
				want = 1
			}
			assert.Equal(t, want, tp.metric(t, "receiver_mcp_anomalies", correlate.AnomalyMismatch))
		})
	}
}

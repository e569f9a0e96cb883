// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
)

// A client calls a tool through the agent, which hands the audit event, the span and its own metrics to the gateway, a
// second collector. The gateway is away in between, and the agent is killed with kill -9 meanwhile: every call arrives.
func TestAgentAndGateway(t *testing.T) {
	t.Parallel()
	certs := rig.NewCerts(t)
	server := httptest.NewServer(http.HandlerFunc(answer))
	t.Cleanup(server.Close)
	gateway := newSecured(t, certs, "gateway.yaml", "", nil)
	gateway.Start()
	listen := rig.Addr(t)
	agent := rig.New(t, "agent.yaml", "", map[string]string{
		"OTELCOL_MCP_GATEWAY": gateway.grpc, "OTELCOL_MCP_TOKEN": token, "OTELCOL_MCP_CA_FILE": certs.CAFile,
		"OTELCOL_MCP_LISTEN": listen, "OTELCOL_MCP_UPSTREAM": server.URL + "/mcp",
	})
	agent.Start()
	calls := func(from, to int) {
		for i := from; i < to; i++ {
			resp, err := http.Post("http://"+listen+"/mcp", "application/json", strings.NewReader( //nolint:noctx // on loopback.
				fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"echo","arguments":{"n":%d}}}`, i, i)))
			require.NoError(t, err)
			raw, err := io.ReadAll(resp.Body)
			_ = resp.Body.Close()
			require.NoError(t, err)
			require.Equal(t, http.StatusOK, resp.StatusCode, "%s", raw)
		}
	}
	ids := func() int {
		seen := map[any]bool{}
		for _, r := range rig.ReadLogs(filepath.Join(gateway.files, "audit.jsonl")) {
			if r.Event == "mcp.operation" && r.Attrs["gen_ai.tool.name"] == "echo" {
				seen[r.Attrs["jsonrpc.request.id"]] = true
			}
		}
		return len(seen)
	}
	calls(0, 10)
	arrive(t, 10, ids)
	gateway.Stop()
	calls(10, 20)
	time.Sleep(time.Second) // the receiver hands over within its flush interval
	agent.Kill()
	agent.Start()
	gateway.Start()
	calls(20, 30)
	arrive(t, 30, ids)
	require.Eventually(t, func() bool {
		_, metrics := gateway.ask(t, http.MethodGet, "https://"+gateway.Prometheus+"/metrics", gateway.basic(), nil, "")
		return strings.Contains(metrics, `mcp_tool_calls_total{`)
	}, rig.Patience, 500*time.Millisecond)
}

// The demo through agent and gateway: the audit trail and the spans are what the agent made, and the gateway finds what the
// agent would have found.
func TestDemoThroughAgentAndGateway(t *testing.T) {
	t.Parallel()
	certs := rig.NewCerts(t)
	gateway := newSecured(t, certs, "gateway.yaml", usual, nil)
	gateway.Start()
	explain(t, gateway.Collector)
	d := rig.PlayDemo(t, "agent.yaml", "logs", "", map[string]string{
		"OTELCOL_MCP_GATEWAY": gateway.grpc, "OTELCOL_MCP_TOKEN": token, "OTELCOL_MCP_CA_FILE": certs.CAFile,
	})
	file := func(name string) func() []rig.Record {
		return func() []rig.Record { return rig.ReadLogs(filepath.Join(gateway.files, name)) }
	}
	again := &product{ // the gateway's dlp counts what it has scanned
		holds:     func(r rig.Record) rig.Record { unscanned(r.Attrs); return r },
		holdsSpan: func(s rig.Span) rig.Span { unscanned(s.Attrs); return s },
	}
	sent, got := both(t, d.Audit, file("audit.jsonl"))
	same(t, again.expect(sent), got)
	sentSpans, gotSpans := both(t, d.Spans, func() []rig.Span { return rig.ReadSpans(filepath.Join(gateway.files, "traces.jsonl")) })
	sameSpans(t, again, sentSpans, gotSpans)
	found, foundThere := both(t, d.Findings, file("findings.jsonl"))
	assert.Equal(t, abouts(found), abouts(foundThere))
}

func unscanned(attrs map[string]any) {
	for key := range attrs {
		if strings.HasPrefix(key, "dlp.scanned.") {
			delete(attrs, key)
		}
	}
}

// usual tells tool_diversity what the demo tells it.
const usual = `
connectors: { session_anomaly: { detectors: { tool_diversity: { initial_baseline: 4 } } } }
`

// abouts counts findings by detector and what they are about.
func abouts(findings []rig.Record) map[string]int {
	out := map[string]int{}
	for _, f := range findings {
		out[fmt.Sprint(f.Attrs["mcpsec.finding.detector"], " ", f.Attrs["mcpsec.finding.dedup_key"])]++
	}
	return out
}

// answer is an MCP server with one tool.
func answer(w http.ResponseWriter, r *http.Request) {
	var request struct {
		ID json.RawMessage `json:"id"`
	}
	raw, _ := io.ReadAll(r.Body)
	_ = json.Unmarshal(raw, &request)
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.Copy(w, bytes.NewReader([]byte(`{"jsonrpc":"2.0","id":`+string(request.ID)+`,"result":{"content":[{"type":"text","text":"ok"}]}}`)))
}

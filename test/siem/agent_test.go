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
		for _, r := range readOTLP(filepath.Join(gateway.files, "audit.jsonl")) {
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
	}, 60*time.Second, 500*time.Millisecond)
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

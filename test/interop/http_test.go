// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package interop

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/mark3labs/mcp-go/client"
	"github.com/mark3labs/mcp-go/mcp"
	"github.com/mark3labs/mcp-go/server"
	"github.com/mark3labs/mcp-go/server/servertest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func helloServer() *server.MCPServer {
	s := server.NewMCPServer("mcp-go", "1.2.1")
	s.AddTool(mcp.NewTool("hello"), func(context.Context, mcp.CallToolRequest) (*mcp.CallToolResult, error) {
		return mcp.NewToolResultText("hello"), nil
	})
	return s
}

func callHello(t *testing.T, c *client.Client) {
	t.Helper()
	require.NoError(t, c.Start(t.Context()))
	init := mcp.InitializeRequest{}
	init.Params.ProtocolVersion = "2025-11-25"
	init.Params.ClientInfo = mcp.Implementation{Name: "mcp-go-client", Version: "1.2.1"}
	_, err := c.Initialize(t.Context(), init)
	require.NoError(t, err)
	request := mcp.CallToolRequest{}
	request.Params.Name = "hello"
	result, err := c.CallTool(t.Context(), request)
	require.NoError(t, err)
	require.Len(t, result.Content, 1)
	require.NoError(t, c.Close())
}

func TestMCPGoStreamableHTTP(t *testing.T) {
	up := servertest.NewTestStreamableHTTPServer(helloServer())
	defer up.Close()
	c := start(t, up.URL)
	cl, err := client.NewStreamableHttpClient("http://" + c.proxy + "/mcp")
	require.NoError(t, err)
	callHello(t, cl)
	e := call(t, c.stop(t))
	assert.Equal(t, event{"mcp.operation", "tools/call", "hello", "success", "streamable_http", e.Version, "mcp-go-client", "transport"}, e)
	assert.NotEmpty(t, e.Version)
}

func TestMCPGoHTTPSSE(t *testing.T) {
	up := servertest.NewTestServer(helloServer())
	defer up.Close()
	c := start(t, up.URL)
	cl, err := client.NewSSEMCPClient("http://" + c.proxy + "/sse")
	require.NoError(t, err)
	callHello(t, cl)
	e := call(t, c.stop(t))
	assert.Equal(t, event{"mcp.operation", "tools/call", "hello", "success", "http_sse", e.Version, "mcp-go-client", "transport"}, e)
}

func TestTypeScriptSDK(t *testing.T) {
	needNode(t)
	for _, tt := range []struct{ name, version string }{{"legacy", "2025-11-25"}, {"modern", "2026-07-28"}} {
		t.Run(tt.name, func(t *testing.T) {
			up := exec.Command("node", "ts.mjs", "server")
			up.Stderr = os.Stderr
			out, err := up.StdoutPipe()
			require.NoError(t, err)
			require.NoError(t, up.Start())
			defer func() { _ = up.Process.Kill() }() // it has no other end
			lines := bufio.NewScanner(out)
			require.True(t, lines.Scan())
			c := start(t, lines.Text())
			answer, err := exec.Command("node", "ts.mjs", "client", "http://"+c.proxy, tt.name).CombinedOutput()
			require.NoError(t, err, string(answer))
			assert.Equal(t, "hello", strings.TrimSpace(string(answer)))
			e := call(t, c.stop(t))
			assert.Equal(t, tt.version, e.Version)
			assert.Equal(t, "success", e.Outcome)
		})
	}
}

// needNode skips a test where only Go is there. "make e2e" installs the npm servers and says so: then they must be there.
func needNode(t *testing.T) {
	t.Helper()
	if _, err := os.Stat("node_modules"); err != nil {
		if os.Getenv("OTELCOL_MCP_E2E") != "" {
			t.Fatal("the npm servers are not installed (npm ci in test/interop):", err)
		}
		t.Skip("needs npm: run make e2e")
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package interop

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestStdioServers runs the reference servers from npm under mcptap, driven by the Go SDK.
func TestStdioServers(t *testing.T) {
	needNode(t)
	mcptap := filepath.Join(t.TempDir(), "mcptap")
	build := exec.Command("go", "build", "-o", mcptap, "./cmd/mcptap")
	build.Dir = "../.."
	out, err := build.CombinedOutput()
	require.NoError(t, err, string(out))
	dir, err := filepath.EvalSymlinks(t.TempDir())
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a.txt"), []byte("content"), 0o600))
	for _, tt := range []struct {
		name, server string
		args         []string
		tool         string
		arguments    map[string]any
	}{
		{"everything", "mcp-server-everything", []string{"stdio"}, "echo", map[string]any{"message": "hi"}},
		{"filesystem", "mcp-server-filesystem", []string{dir}, "read_text_file", map[string]any{"path": filepath.Join(dir, "a.txt")}},
		{"memory", "mcp-server-memory", nil, "read_graph", map[string]any{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := start(t, "http://127.0.0.1:1")
			args := append([]string{"--server", tt.name, "--to", "http://" + c.ingest, "--", "node_modules/.bin/" + tt.server}, tt.args...)
			client := mcp.NewClient(&mcp.Implementation{Name: "go-client", Version: "1"}, nil)
			session, err := client.Connect(t.Context(), &mcp.CommandTransport{Command: exec.Command(mcptap, args...)}, nil)
			require.NoError(t, err)
			_, err = session.ListTools(t.Context(), nil)
			require.NoError(t, err)
			result, err := session.CallTool(t.Context(), &mcp.CallToolParams{Name: tt.tool, Arguments: tt.arguments})
			require.NoError(t, err)
			require.False(t, result.IsError)
			_ = session.Close() // server-everything does not end with its stdin: a signal ends it, and is reported
			events := c.stop(t)
			e := call(t, events)
			assert.Equal(t, event{"mcp.operation", "tools/call", tt.tool, "success", "stdio", e.Version, "go-client", "transport"}, e)
			names := map[string]int{}
			for _, e := range events {
				names[e.Name]++
			}
			assert.Equal(t, 1, names["mcp.tools.inventory"])
			assert.Equal(t, 1, names["mcp.session.start"])
			assert.Equal(t, 1, names["mcp.session.end"])
		})
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package schema

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	conv "go.opentelemetry.io/otel/semconv/v1.41.0"
)

func TestPageEqualsCode(t *testing.T) {
	page, err := os.ReadFile("../../docs/schema.md")
	require.NoError(t, err)
	assert.Equal(t, Markdown(), string(page), "run make generate")
}

// TestElasticTemplate holds the file against the code. No key may be an object to another: Elasticsearch has no place for both.
func TestElasticTemplate(t *testing.T) {
	file, err := os.ReadFile("../../configs/siem/elastic-template.json")
	require.NoError(t, err)
	template, err := ElasticTemplate()
	require.NoError(t, err)
	assert.Equal(t, string(template), string(file), "run make generate")
	for _, k := range Keys {
		for _, other := range Keys {
			assert.False(t, strings.HasPrefix(other.Name, k.Name+"."), "%s and %s", k.Name, other.Name)
		}
	}
}

// TestEveryKeyIsInTheTable reads the constants from the source, so that a key added to keys.go cannot miss the page.
func TestEveryKeyIsInTheTable(t *testing.T) {
	listed := map[string]bool{}
	for _, k := range Keys {
		assert.False(t, listed[k.Name], "%s is listed twice", k.Name)
		listed[k.Name] = true
	}
	for _, m := range Metrics {
		for _, d := range m.Dimensions {
			listed[d] = true
		}
	}
	listed[Overflow] = true

	file, err := parser.ParseFile(token.NewFileSet(), "keys.go", nil, 0)
	require.NoError(t, err)
	ast.Inspect(file, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if ok && lit.Kind == token.STRING {
			name, err := strconv.Unquote(lit.Value)
			require.NoError(t, err)
			assert.True(t, listed[name], "%s is in keys.go and not in the table", name)
		}
		return true
	})
}

func TestSemconvKeysAreTheRegisteredOnes(t *testing.T) {
	for ours, registered := range map[string]string{
		ClientAddress:      string(conv.ClientAddressKey),
		ErrorType:          string(conv.ErrorTypeKey),
		GenAIAgentName:     string(conv.GenAIAgentNameKey),
		GenAIOperationName: string(conv.GenAIOperationNameKey),
		GenAIPromptName:    string(conv.GenAIPromptNameKey),
		GenAIToolArguments: string(conv.GenAIToolCallArgumentsKey),
		GenAIToolName:      string(conv.GenAIToolNameKey),
		GenAIToolResult:    string(conv.GenAIToolCallResultKey),
		HTTPStatusCode:     string(conv.HTTPResponseStatusCodeKey),
		JSONRPCRequestID:   string(conv.JSONRPCRequestIDKey),
		JSONRPCVersion:     string(conv.JSONRPCProtocolVersionKey),
		MCPMethodName:      string(conv.McpMethodNameKey),
		MCPProtocolVersion: string(conv.McpProtocolVersionKey),
		MCPResourceURI:     string(conv.McpResourceURIKey),
		MCPSessionID:       string(conv.McpSessionIDKey),
		NetworkTransport:   string(conv.NetworkTransportKey),
		RPCStatusCode:      string(conv.RPCResponseStatusCodeKey),
		SecurityRuleName:   string(conv.SecurityRuleNameKey),
		SecurityRuleRef:    string(conv.SecurityRuleReferenceKey),
		SecurityRuleset:    string(conv.SecurityRuleRulesetNameKey),
		ServiceName:        string(conv.ServiceNameKey),
		UserAgent:          string(conv.UserAgentOriginalKey),
		UserID:             string(conv.UserIDKey),
	} {
		assert.Equal(t, registered, ours)
	}
}

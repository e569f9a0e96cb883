// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdatafinding

import (
	"context"
	"encoding/json"
	"maps"
	"net/netip"
	"os"
	"testing"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottllog"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/ottlfuncs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.yaml.in/yaml/v3"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// shipped are the statements by which configs/siem/s3-ocsf.yaml makes an API Activity of an audit event.
type shipped []*ottl.Statement[*ottllog.TransformContext]

func readShipped(t *testing.T) shipped {
	t.Helper()
	data, err := os.ReadFile("../../../../configs/siem/s3-ocsf.yaml")
	require.NoError(t, err)
	var file struct {
		Processors struct {
			OCSF struct {
				LogStatements []struct{ Statements []string } `yaml:"log_statements"`
			} `yaml:"transform/ocsf"`
		}
	}
	require.NoError(t, yaml.Unmarshal(data, &file))
	require.Len(t, file.Processors.OCSF.LogStatements, 1)
	parser, err := ottllog.NewParser(ottlfuncs.StandardFuncs[*ottllog.TransformContext](), componenttest.NewNopTelemetrySettings(), ottllog.EnablePathContextNames())
	require.NoError(t, err)
	statements, err := parser.ParseStatements(file.Processors.OCSF.LogStatements[0].Statements)
	require.NoError(t, err)
	return statements
}

// apply gives the event as the JSON that the lake gets. Like the processor with error_mode ignore it goes on after a failure.
func (s shipped) apply(t *testing.T, record plog.LogRecord) map[string]any {
	t.Helper()
	resource := plog.NewResourceLogs()
	ctx := ottllog.NewTransformContextPtr(resource, resource.ScopeLogs().AppendEmpty(), record)
	defer ctx.Close()
	for _, statement := range s {
		_, _, _ = statement.Execute(context.Background(), ctx)
	}
	require.Equal(t, pcommon.ValueTypeMap, record.Body().Type())
	data, err := json.Marshal(record.Body().Map().AsRaw())
	require.NoError(t, err)
	var event map[string]any
	require.NoError(t, json.Unmarshal(data, &event))
	return event
}

var full = map[string]any{
	schema.MCPMethodName: "tools/call", schema.GenAIToolName: "send_email", schema.ServerName: "crm", schema.Outcome: schema.OutcomeSuccess,
	schema.UserID: "alice", schema.GenAIAgentName: "bot", schema.ClientName: "vscode", schema.ClientAddress: "192.0.2.7",
	"client.port": int64(50123), "server.address": "crm.example.com", "server.port": int64(443), schema.UserAgent: "node",
	schema.SessionKey: "s1", schema.JSONRPCRequestID: "7", schema.Duration: 0.045, schema.HTTPStatusCode: int64(200),
	schema.GenAIToolArguments: map[string]any{"to": "bob"}, schema.DLPFindingsCount: int64(0),
}

// with is full with some attributes changed, or without those that are nil.
func with(changes map[string]any) map[string]any {
	attrs := maps.Clone(full)
	for key, value := range changes {
		if attrs[key] = value; value == nil {
			delete(attrs, key)
		}
	}
	return attrs
}

// TestShippedAPIActivityKeepsToTheSchema: what a source leaves out, or gives in another type, leaves an event that is valid.
func TestShippedAPIActivityKeepsToTheSchema(t *testing.T) {
	class, statements := readOCSF(t, apiActivity), readShipped(t)
	cases := map[string]map[string]any{
		"a call with everything": full,
		"nothing at all":         {},
		"a refusal": with(map[string]any{
			schema.Outcome: schema.OutcomeAccessDenied, schema.ErrorType: "-32001", schema.RPCStatusCode: "-32001", schema.HTTPStatusCode: int64(403),
		}),
		"a session that ended":       {schema.SessionKey: "s1", schema.SessionEndReason: "idle"},
		"a read":                     with(map[string]any{schema.MCPMethodName: "resources/read", schema.GenAIToolName: nil}),
		"a tool that only reads":     with(map[string]any{schema.ToolReadOnly: true}),
		"a tool that destroys":       with(map[string]any{schema.ToolDestructive: true}),
		"an address of version 6":    with(map[string]any{schema.ClientAddress: "2001:db8::7"}),
		"an address that is none":    with(map[string]any{schema.ClientAddress: "999.1.1.1"}),
		"colons that are no address": with(map[string]any{schema.ClientAddress: "a:b"}),
		"a host for an address":      with(map[string]any{schema.ClientAddress: "build-7.example.com"}),
		"a port that is none":        with(map[string]any{"client.port": int64(70000), "server.port": int64(-1)}),
	}
	for key, value := range full {
		cases["without "+key] = with(map[string]any{key: nil})
		cases["empty "+key] = with(map[string]any{key: ""})
		cases["a number as "+key] = with(map[string]any{key: int64(7)})
		cases["a list as "+key] = with(map[string]any{key: []any{"x", int64(7)}})
		if n, ok := value.(int64); ok {
			cases["a text as "+key] = with(map[string]any{key: "x"})
			cases["a fraction as "+key] = with(map[string]any{key: float64(n) + 0.5})
		}
	}
	for name, attrs := range cases {
		t.Run(name, func(t *testing.T) {
			record := plog.NewLogRecord()
			record.SetEventName(schema.EventOperation)
			record.SetTimestamp(pcommon.NewTimestampFromTime(time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)))
			record.Body().SetStr("tools/call send_email on crm")
			require.NoError(t, record.Attributes().FromRaw(attrs))
			event := statements.apply(t, record)
			assert.Empty(t, class.problems(event))
			if name == "a call with everything" {
				assert.Equal(t, "192.0.2.7", event["src_endpoint"].(map[string]any)["ip"])
				assert.InDelta(t, 45, event["duration"], 0)
			}
		})
	}
	t.Run("a record without name, text and time of its own", func(t *testing.T) {
		record := plog.NewLogRecord()
		record.SetObservedTimestamp(pcommon.NewTimestampFromTime(time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)))
		assert.Empty(t, class.problems(statements.apply(t, record)))
	})
}

// TestShippedAddresses: what is no address is a name alone.
func TestShippedAddresses(t *testing.T) {
	statements := readShipped(t)
	for _, address := range []string{
		"0.0.0.0", "255.255.255.255", "192.0.2.7", "256.1.1.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.4.", "::", "::1", "fe80::1", "2001:DB8::7", "1:2:3:4:5:6:7:8",
		"1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1::3:4:5:6:7:8", "1:2:3:4::5:6:7:8", "1:2:3:4:5:6:7:8::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", ":::", "1::2::3", ":1", "1:", "12345::",
		"a:b", "g::1", "", "localhost", "::1\n",
	} {
		record := plog.NewLogRecord()
		record.Attributes().PutStr(schema.ClientAddress, address)
		source := statements.apply(t, record)["src_endpoint"].(map[string]any)
		_, is := source["ip"]
		_, err := netip.ParseAddr(address)
		assert.Equal(t, err == nil, is, "%q", address)
		if address != "" {
			assert.Equal(t, address, source["name"])
		}
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/connector/connectortest"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.yaml.in/yaml/v3"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detectors"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/engine"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/metadata"
)

// shippedConfig is the connector's section of a file in configs/.
func shippedConfig(tb testing.TB, path string) *Config {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "configs", path))
	require.NoError(tb, err)
	var file struct {
		Connectors map[string]map[string]any
	}
	require.NoError(tb, yaml.Unmarshal(data, &file))
	cfg := defaultConfig()
	require.NoError(tb, confmap.NewFromStringMap(file.Connectors["session_anomaly"]).Unmarshal(cfg))
	require.NoError(tb, confmap.Validate(cfg))
	return cfg
}

// TestShippedMappings runs each configs/mapping/<name>.yaml over testdata/mapping/<name>.txtar: "in" is log bodies, one a
// line, "attributes" is log attributes, one JSON object a line, and "spans" is OTLP JSON; "out" is the events that came
// of them.
func TestShippedMappings(t *testing.T) {
	configs, err := filepath.Glob("../../configs/mapping/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, configs)
	for _, path := range configs {
		name := strings.TrimSuffix(filepath.Base(path), ".yaml")
		t.Run(name, func(t *testing.T) {
			f := readFixture(t, filepath.Join("testdata", "mapping", name+".txtar"))
			c, seen := spyCore(t, shippedConfig(t, filepath.Join("mapping", name+".yaml")))
			if spans := f.sections["spans"]; spans != "" {
				traces, err := (&ptrace.JSONUnmarshaler{}).UnmarshalTraces([]byte(spans))
				require.NoError(t, err)
				require.NoError(t, c.consumeTraces(t.Context(), traces))
			} else {
				require.NoError(t, c.consumeLogs(t.Context(), f.lines(t)))
			}
			if *update {
				f.sections["out"] = seen.String()
				f.write(t)
			}
			assert.Equal(t, f.sections["out"], seen.String())
		})
	}
}

func (f *fixture) lines(t *testing.T) plog.Logs {
	t.Helper()
	logs := plog.NewLogs()
	list := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	for line := range strings.Lines(f.sections["in"]) {
		list.AppendEmpty().Body().SetStr(strings.TrimSuffix(line, "\n"))
	}
	for line := range strings.Lines(f.sections["attributes"]) {
		var attrs map[string]any
		require.NoError(t, json.Unmarshal([]byte(line), &attrs))
		require.NoError(t, list.AppendEmpty().Attributes().FromRaw(attrs))
	}
	logs.MarkReadOnly()
	return logs
}

// spy writes down the events it sees.
type spy struct{ strings.Builder }

func (*spy) Name() string { return "spy" }

func (s *spy) Observe(_ *detect.Env, ev *detect.Event, _ *detect.Session) {
	fmt.Fprintf(s, "%s %s", ev.Time.UTC().Format("15:04:05.000"), ev.Name)
	for _, kv := range []struct{ key, value string }{
		{"method", ev.Method},
		{"tool", ev.Tool},
		{"server", ev.Server},
		{"outcome", ev.Outcome},
		{"error", ev.ErrorType},
		{"user", ev.User},
		{"session", ev.SessionKey},
		{"from", ev.ClientAddress},
		{"client", ev.ClientName},
		{"args", ev.Arguments},
		{"result", ev.Result},
	} {
		if kv.value != "" {
			fmt.Fprintf(s, " %s=%s", kv.key, kv.value)
		}
	}
	if ev.HasAuth {
		fmt.Fprintf(s, " auth=%t verified=%t", ev.AuthPresent, ev.UserVerified)
	}
	if ev.HasDuration {
		fmt.Fprintf(s, " duration=%.3f", ev.Duration)
	}
	s.WriteString("\n")
}

// spyCore is a core whose only detector is a spy.
func spyCore(t *testing.T, cfg *Config) (*core, *spy) {
	t.Helper()
	cfg.Detectors = detectors.Config{}
	c, err := newCore(connectortest.NewNopSettings(metadata.Type), cfg)
	require.NoError(t, err)
	s := &spy{}
	c.engine = engine.New(cfg.engine(), detect.NewSetup(componenttest.NewNopTelemetrySettings().Logger), []detect.Detector{s}, nil, c.obs)
	return c, s
}

func TestMappingReportsEveryMistake(t *testing.T) {
	cfg := defaultConfig()
	require.NoError(t, confmap.NewFromStringMap(map[string]any{"mapping": map[string]any{"logs": []any{map[string]any{
		"name": "bad",
		"when": []any{"nonsense("},
		"let":  []any{map[string]any{"name": "UPPER", "value": "log.body"}},
		"set":  map[string]any{"no.such.key": []any{"log.body"}, "user.id": []any{"set(log.body, 1)"}},
	}}}}).Unmarshal(cfg))
	err := confmap.Validate(cfg)
	require.ErrorContains(t, err, "mapping::logs[0] bad: when")
	require.ErrorContains(t, err, "let[0]")
	require.ErrorContains(t, err, "no.such.key")
	require.ErrorContains(t, err, "set::user.id")
}

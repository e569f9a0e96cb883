// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.yaml.in/yaml/v3"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detectors"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

var update = flag.Bool("update", false, "rewrite the expected findings of fixtures")

// fixture is testdata/detectors/<detector>/<name>.txtar: a comment, then sections. "config" is laid over the defaults,
// "in" has one event (or a series of events, see expand) a line, "out" has the findings. A fixture named fires… must show
// a finding of its detector, one named silent… must not.
type fixture struct {
	path     string
	sections map[string]string
	order    []string
}

func readFixture(t *testing.T, path string) *fixture {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	f := &fixture{path: path, sections: map[string]string{}}
	name := ""
	for line := range strings.Lines(string(data)) {
		if inner, ok := strings.CutPrefix(strings.TrimSpace(line), "-- "); ok && strings.HasSuffix(inner, " --") {
			name = strings.TrimSuffix(inner, " --")
			f.order = append(f.order, name)
			continue
		}
		f.sections[name] += line
	}
	return f
}

func (f *fixture) write(t *testing.T) {
	t.Helper()
	var b bytes.Buffer
	b.WriteString(f.sections[""])
	for _, name := range f.order {
		fmt.Fprintf(&b, "-- %s --\n%s", name, f.sections[name])
	}
	require.NoError(t, os.WriteFile(f.path, b.Bytes(), 0o600))
}

func (f *fixture) config(t *testing.T) *Config {
	t.Helper()
	var raw map[string]any
	require.NoError(t, yaml.Unmarshal([]byte(f.sections["config"]), &raw))
	cfg := defaultConfig()
	require.NoError(t, confmap.NewFromStringMap(raw).Unmarshal(cfg))
	require.NoError(t, confmap.Validate(cfg))
	return cfg
}

// expand turns one line into events. "n" repeats the line, or the events under "calls", "every" apart; "{i}" in a string
// is the number of the repetition, and "at" moves the clock to an offset from the start.
func (f *fixture) events(t *testing.T) plog.Logs {
	t.Helper()
	logs := plog.NewLogs()
	list := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	now := noon
	for line := range strings.Lines(f.sections["in"]) {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		var one struct {
			N         int
			Every, At string
			Calls     []json.RawMessage
		}
		require.NoError(t, json.Unmarshal([]byte(line), &one), line)
		if one.At != "" {
			now = noon.Add(duration(t, one.At))
		}
		calls := one.Calls
		if calls == nil {
			calls = []json.RawMessage{json.RawMessage(line)}
		}
		for i := range max(one.N, 1) {
			next := now.Add(duration(t, orElse(one.Every, "1s")))
			for _, call := range calls {
				text := strings.ReplaceAll(string(call), "{i}", strconv.Itoa(i))
				fillRecord(t, list.AppendEmpty(), now, text)
				now = now.Add(time.Second)
			}
			now = next
		}
	}
	return logs
}

// shorthands are the short names of attributes in fixtures. Any key with a dot stands for itself.
var shorthands = map[string]string{
	"tool": schema.GenAIToolName, "server": schema.ServerName, "user": schema.UserID, "agent": schema.GenAIAgentName,
	"session": schema.SessionKey, "outcome": schema.Outcome, "addr": schema.ClientAddress, "method": schema.MCPMethodName,
	"args": schema.GenAIToolArguments, "result": schema.GenAIToolResult, "error": schema.ErrorType,
}

func fillRecord(t *testing.T, lr plog.LogRecord, at time.Time, text string) {
	t.Helper()
	raw := map[string]any{
		"tool": "", "server": "crm", "session": "s1", "agent": "bot", "user": "alice", "outcome": schema.OutcomeSuccess,
	}
	require.NoError(t, json.Unmarshal([]byte(text), &raw), text)
	lr.SetTimestamp(pcommon.NewTimestampFromTime(at))
	if foreign(t, lr, text) {
		return
	}
	lr.SetEventName(schema.EventOperation)
	if name, ok := raw["event"].(string); ok {
		lr.SetEventName(name)
	}
	if raw["tool"] != "" && raw["method"] == nil {
		raw["method"] = "tools/call"
	}
	attrs := map[string]any{}
	for key, value := range raw {
		long, short := shorthands[key]
		switch {
		case value == "":
		case key == "args" || key == "result":
			if s, ok := value.(string); ok {
				attrs[long] = s
				break
			}
			b, err := json.Marshal(value)
			require.NoError(t, err)
			attrs[long] = string(b)
		case short:
			attrs[long] = value
		case strings.Contains(key, "."):
			attrs[key] = value
		}
	}
	require.NoError(t, lr.Attributes().FromRaw(attrs))
}

// foreign fills records of other sources: "body" is the body (an object becomes JSON text), "attributes" the attributes.
func foreign(t *testing.T, lr plog.LogRecord, text string) bool {
	t.Helper()
	var other struct {
		Body       json.RawMessage
		Attributes map[string]any
	}
	require.NoError(t, json.Unmarshal([]byte(text), &other), text)
	if other.Body == nil && other.Attributes == nil {
		return false
	}
	lr.Body().SetStr(string(other.Body))
	require.NoError(t, lr.Attributes().FromRaw(other.Attributes))
	return true
}

func duration(t *testing.T, s string) time.Duration {
	t.Helper()
	d, err := time.ParseDuration(s)
	require.NoError(t, err)
	return d
}

func orElse(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}

// describe is one line for each finding.
func (r *rig) describe() string {
	var b strings.Builder
	r.eachFinding(func(lr plog.LogRecord) {
		get := func(key string) string {
			v, _ := lr.Attributes().Get(key)
			return v.AsString()
		}
		evidence, found := lr.Attributes().Get(schema.FindingEvidence)
		calls := 0
		if found && evidence.Type() == pcommon.ValueTypeSlice {
			calls = evidence.Slice().Len()
		}
		fmt.Fprintf(&b, "%s %s %s: %s (evidence: %d)\n", lr.Timestamp().AsTime().Format("15:04:05"),
			get(schema.FindingSeverity), get(schema.FindingDetector), get(schema.FindingTitle), calls)
	})
	return b.String()
}

func TestFixtures(t *testing.T) {
	paths, err := filepath.Glob("testdata/detectors/*/*.txtar")
	require.NoError(t, err)
	for _, path := range paths {
		detector, name := filepath.Base(filepath.Dir(path)), strings.TrimSuffix(filepath.Base(path), ".txtar")
		t.Run(detector+"/"+name, func(t *testing.T) {
			f := readFixture(t, path)
			r := newRig(t, f.config(t))
			r.consume(t, f.events(t))
			r.shutdown(t)
			got := r.describe()
			if *update {
				f.sections["out"] = got
				f.write(t)
			}
			assert.Equal(t, f.sections["out"], got)
			assert.Equal(t, strings.HasPrefix(name, "fires"), r.findings()[detector] > 0, "the name says whether it fires")
		})
	}
}

func TestEveryDetectorHasFixtures(t *testing.T) {
	for _, detector := range detectors.Names() {
		for _, kind := range []string{"fires", "silent"} {
			paths, err := filepath.Glob(filepath.Join("testdata/detectors", detector, kind+"*.txtar"))
			require.NoError(t, err)
			assert.NotEmpty(t, paths, "%s has no fixture named %s….txtar", detector, kind)
		}
	}
}

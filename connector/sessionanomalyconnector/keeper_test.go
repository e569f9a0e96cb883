// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/connector/connectortest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/extension/xextension/storage"
	"go.yaml.in/yaml/v3"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/metadata"
)

// memory is a storage extension, and the host that has it.
type memory struct {
	component.StartFunc
	component.ShutdownFunc
	storage.Client
	mu     sync.Mutex
	data   map[string][]byte
	broken bool
}

func newMemory() *memory { return &memory{Client: storage.NewNopClient(), data: map[string][]byte{}} }

var memoryID = component.MustNewID("memory")

func (m *memory) GetExtensions() map[component.ID]component.Component {
	return map[component.ID]component.Component{memoryID: m}
}

func (m *memory) GetClient(context.Context, component.Kind, component.ID, string) (storage.Client, error) {
	return m, nil
}

func (m *memory) Get(_ context.Context, key string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.data[key], nil
}

func (m *memory) Set(ctx context.Context, key string, value []byte) error {
	return m.Batch(ctx, storage.SetOperation(key, value))
}

func (m *memory) Delete(ctx context.Context, key string) error {
	return m.Batch(ctx, storage.DeleteOperation(key))
}

func (m *memory) Batch(_ context.Context, ops ...*storage.Operation) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken {
		return errors.New("disk is full")
	}
	for _, op := range ops {
		if op.Type == storage.Delete {
			delete(m.data, op.Key)
		} else {
			m.data[op.Key] = op.Value
		}
	}
	return nil
}

// copied is what a process that starts after a crash finds.
func (m *memory) copied() *memory {
	m.mu.Lock()
	defer m.mu.Unlock()
	after := newMemory()
	maps.Copy(after.data, m.data)
	return after
}

const (
	training = `{"n":40,"every":"10m","calls":[{"tool":"search","session":"t{i}"},{"tool":"read","session":"t{i}"},{"event":"mcp.session.end","session":"t{i}"}]}`
	broad    = `{"at":"20h","n":12,"tool":"tool_{i}","session":"odd"}`
)

func keeperConfig(change func(*Config)) *Config {
	cfg := defaultConfig()
	cfg.Baselines.Learning.WarmUp.Sessions, cfg.Baselines.Learning.WarmUp.Duration = 30, 0
	change(cfg)
	return cfg
}

// run starts a connector, gives it events, stops it and returns its findings.
func run(t *testing.T, cfg *Config, host component.Host, in string) map[string]int {
	t.Helper()
	r := newRigOn(t, cfg, host)
	r.consume(t, (&fixture{sections: map[string]string{"in": in}}).events(t))
	r.shutdown(t)
	return r.findings()
}

func TestBaselinesSurviveARestart(t *testing.T) {
	cfg := func() *Config { return keeperConfig(func(c *Config) { c.Storage = &memoryID }) }
	host := newMemory()
	require.Empty(t, run(t, cfg(), host, training))
	assert.NotEmpty(t, host.data["detector/tool_diversity"])
	assert.Positive(t, run(t, cfg(), host, broad)["tool_diversity"])
	assert.Empty(t, run(t, cfg(), newMemory(), broad), "without what was stored nothing is unusual")
}

func TestBaselinesTravelAsAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "baselines.json")
	staging := keeperConfig(func(c *Config) { c.Baselines.Export = path })
	require.Empty(t, run(t, staging, componenttest.NewNopHost(), training))
	production := keeperConfig(func(c *Config) { c.Baselines.Import = path })
	assert.Positive(t, run(t, production, componenttest.NewNopHost(), broad)["tool_diversity"])
}

func TestStateIsSavedWhileRunning(t *testing.T) {
	path := filepath.Join(t.TempDir(), "baselines.json")
	cfg := keeperConfig(func(c *Config) {
		c.Baselines.Export = path
		c.Baselines.SaveInterval = 10 * time.Millisecond
	})
	r := newRigOn(t, cfg, componenttest.NewNopHost())
	assert.Eventually(t, func() bool {
		_, err := os.Stat(path)
		return err == nil
	}, 5*time.Second, 10*time.Millisecond)
	r.shutdown(t)
}

func TestStateThatCannotBeReadDoesNotStopTheStart(t *testing.T) {
	host := newMemory()
	host.data["detector/tool_diversity"] = []byte("\x00")
	cfg := keeperConfig(func(c *Config) { c.Storage = &memoryID })
	assert.Empty(t, run(t, cfg, host, broad))
}

func TestStartFails(t *testing.T) {
	absent := component.MustNewID("absent")
	broken := filepath.Join(t.TempDir(), "broken.json")
	require.NoError(t, os.WriteFile(broken, []byte("{"), 0o600))
	for _, tt := range []struct {
		name   string
		change func(*Config)
		want   string
	}{
		{"no such extension", func(c *Config) { c.Storage = &absent }, "storage: extension"},
		{"no such file", func(c *Config) { c.Baselines.Import = broken + ".absent" }, "import baselines"},
		{"a broken file", func(c *Config) { c.Baselines.Import = broken }, "import baselines"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			side, err := NewFactory().CreateLogsToLogs(t.Context(), connectortest.NewNopSettings(metadata.Type), keeperConfig(tt.change), consumertest.NewNop())
			require.NoError(t, err)
			require.ErrorContains(t, side.Start(t.Context(), newMemory()), tt.want)
			require.NoError(t, side.Shutdown(t.Context()))
		})
	}
}

func TestBaselinesConfig(t *testing.T) {
	cfg := newBaselinesConfig()
	require.NoError(t, cfg.Validate())
	cfg.Learning.HalfLife, cfg.SaveInterval, cfg.Import, cfg.Export = time.Second, 0, "a", "a"
	err := cfg.Validate()
	for _, key := range []string{"half_life", "save_interval", "export"} {
		assert.ErrorContains(t, err, key)
	}
}

// TestTheBaselinesPage takes the page at its word: its configuration is valid, and its file can be imported.
func TestTheBaselinesPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/baselines.md")
	require.NoError(t, err)
	block := func(language string) string {
		_, rest, found := strings.Cut(string(page), "\n```"+language+"\n")
		require.True(t, found)
		text, _, _ := strings.Cut(rest, "\n```")
		return text
	}
	var raw map[string]map[string]map[string]any
	require.NoError(t, yaml.Unmarshal([]byte(block("yaml")), &raw))
	cfg := defaultConfig()
	require.NoError(t, confmap.NewFromStringMap(raw["connectors"]["session_anomaly"]).Unmarshal(cfg))
	require.NoError(t, confmap.Validate(cfg))

	path := filepath.Join(t.TempDir(), "baselines.json")
	require.NoError(t, os.WriteFile(path, []byte(block("json")), 0o600))
	cfg = defaultConfig()
	cfg.Baselines.Import = path
	found := run(t, cfg, componenttest.NewNopHost(), `{"n":7,"tool":"tool_{i}","session":"odd","agent":"support-bot"}`)
	assert.Equal(t, map[string]int{"tool_diversity": 1}, found)
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/confmap/confmaptest"
)

func loadConfig(t *testing.T, key string) (*Config, error) {
	t.Helper()
	conf, err := confmaptest.LoadConf(filepath.Join("testdata", "config.yaml"))
	require.NoError(t, err)
	sub, err := conf.Sub(key)
	require.NoError(t, err)
	cfg := createDefaultConfig().(*Config)
	if err := sub.Unmarshal(cfg); err != nil {
		return nil, err
	}
	return cfg, confmap.Validate(cfg)
}

func TestConfigRoutesHaveDefaults(t *testing.T) {
	cfg, err := loadConfig(t, "mcp")
	require.NoError(t, err)
	require.True(t, cfg.Proxy.HasValue())
	assert.False(t, cfg.Ingest.HasValue())
	assert.False(t, cfg.Replay.HasValue())
	assert.Equal(t, sessionIDsPlain, cfg.SessionIDs)

	files, crm := cfg.Proxy.Get().Routes[0], cfg.Proxy.Get().Routes[1]
	assert.Equal(t, captureOff, files.Capture.Get().Results)
	assert.Equal(t, captureFull, files.Capture.Get().Arguments, "what a capture section leaves out keeps its default")
	assert.False(t, crm.Capture.HasValue())
	assert.Equal(t, "/", crm.Path)
	assert.Equal(t, TimeoutsConfig{Connect: time.Second, IdleConnection: 90 * time.Second}, crm.Timeouts)
}

func TestConfigSections(t *testing.T) {
	cfg, err := loadConfig(t, "mcp/ingest")
	require.NoError(t, err)
	assert.Equal(t, "localhost:9999", cfg.Ingest.Get().Server.NetAddr.Endpoint)

	cfg, err = loadConfig(t, "mcp/replay")
	require.NoError(t, err)
	assert.True(t, cfg.Replay.Get().ExitWhenDone)
}

func TestConfigReportsEveryMistake(t *testing.T) {
	_, err := loadConfig(t, "mcp/wrong")
	require.Error(t, err)
	for _, want := range []string{
		"endpoint: must be host:port, for example localhost:4320, is \"localhost\"",
		"auth_challenge: must be one line",
		"max_request_body_bytes: must be at least 1",
		"routes::0: name: must be set",
		"path: must start with a slash",
		"upstream: must be a URL like http://localhost:8080/mcp, is \"ftp://***@host\"",
		"timeouts::connect: must not be negative",
		"host: must be a host name without port",
		`name "a" is used twice`,
		`path "/" with host "" is used twice`,
		`arguments: "some" is not known`,
		`format: "xml" is not known`,
		"max_bytes: must be at least 1",
		"files: list at least one file",
		`format: "csv" is not known`,
		`session_ids: "raw" is not known`,
		"trusted_proxies: must list the proxies",
		"max_sessions: must be at least 1",
		"idle_timeout: must be above zero",
		"size: must be at least 1",
		"key must have at least 16 bytes",
	} {
		require.ErrorContains(t, err, want)
	}
	assert.NotContains(t, err.Error(), "secret@")
}

func TestConfigNothingToDo(t *testing.T) {
	_, err := loadConfig(t, "mcp/empty")
	require.ErrorContains(t, err, "set at least one of proxy, ingest and replay")
}

func TestConfigUnknownKey(t *testing.T) {
	_, err := loadConfig(t, "mcp/unknown")
	require.ErrorContains(t, err, "rutes")
}

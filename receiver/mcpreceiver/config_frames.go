// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"errors"
	"fmt"
	"path/filepath"

	"go.opentelemetry.io/collector/config/confighttp"
)

// Values of replay.format.
const (
	formatFrames   = "frames"
	formatOTLPJSON = "otlp_json"
)

// IngestConfig is the endpoint that takes frames: POST /v1/frames, NDJSON, gzip allowed.
type IngestConfig struct {
	// Server holds every setting of confighttp: endpoint (default localhost:4321), tls, auth, cors, limits.
	Server confighttp.ServerConfig `mapstructure:",squash"`
	// MaxFrameBytes of one line; longer ones are refused. Default 4 MiB.
	MaxFrameBytes int `mapstructure:"max_frame_bytes"`

	_ struct{}
}

func newDefaultIngestConfig() IngestConfig {
	server := confighttp.NewDefaultServerConfig()
	server.NetAddr.Endpoint = "localhost:4321"
	return IngestConfig{Server: server, MaxFrameBytes: 4 << 20}
}

// Validate reports every mistake at once.
func (c *IngestConfig) Validate() error {
	errs := []error{atLeastOne("max_frame_bytes", int64(c.MaxFrameBytes))}
	if c.Server.NetAddr.Endpoint == "" {
		errs = append(errs, errors.New("endpoint: must be set, for example localhost:4321"))
	}
	return errors.Join(errs...)
}

// ReplayConfig reads recorded traffic from files, oldest entry of the list first, and gives the same events every time.
type ReplayConfig struct {
	// Files to read, in this order; patterns as of filepath.Match are allowed. Plain or gzip. Required.
	Files []string `mapstructure:"files"`
	// Format is "frames" (default: NDJSON as of the ingest endpoint) or "otlp_json" (the file exporter's log lines, which
	// go to the pipeline as they are).
	Format string `mapstructure:"format"`
	// MaxFrameBytes of one line; longer ones are refused and counted. Default 16 MiB.
	MaxFrameBytes int `mapstructure:"max_frame_bytes"`
	// ExitWhenDone shuts the collector down, with exit code 0, once everything was read. Default false.
	ExitWhenDone bool `mapstructure:"exit_when_done"`

	_ struct{}
}

func newDefaultReplayConfig() ReplayConfig {
	return ReplayConfig{Format: formatFrames, MaxFrameBytes: 16 << 20}
}

// Validate reports every mistake at once.
func (c *ReplayConfig) Validate() error {
	errs := []error{
		oneOf("format", c.Format, formatFrames, formatOTLPJSON),
		atLeastOne("max_frame_bytes", int64(c.MaxFrameBytes)),
	}
	if len(c.Files) == 0 {
		errs = append(errs, errors.New("files: list at least one file"))
	}
	for i, f := range c.Files {
		if _, err := filepath.Match(f, ""); err != nil || f == "" {
			errs = append(errs, fmt.Errorf("files[%d]: %q is not a path or pattern", i, f))
		}
	}
	return errors.Join(errs...)
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package collector runs the built distribution with a configuration of configs/, as a user would.
package collector

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

const (
	startTimeout = 60 * time.Second
	stopTimeout  = 30 * time.Second
)

// Settings say which binary runs with which configuration, and where its output goes.
type Settings struct {
	Binary   string
	Configs  []string // merged in this order, as the Collector merges them
	Dir      string   // audit.jsonl and findings.jsonl are written here
	Upstream string   // URL of the MCP server
	Log      io.Writer
}

// Process is a running collector.
type Process struct {
	Settings
	cmd       *exec.Cmd
	endpoints endpoints
	exited    chan error
}

// Start runs the collector and returns once its health check answers.
func Start(ctx context.Context, s Settings) (*Process, error) {
	p := &Process{Settings: s, exited: make(chan error, 1)}
	var err error
	if p.endpoints, err = choose(); err != nil {
		return nil, err
	}
	var args []string
	for _, config := range s.Configs {
		args = append(args, "--config", config)
	}
	p.cmd = exec.Command(s.Binary, args...) //nolint:gosec,noctx // G204: the binary under demonstration; Stop ends it.
	p.cmd.Stdout, p.cmd.Stderr = s.Log, s.Log
	p.cmd.Env = append(os.Environ(), "OTELCOL_MCP_DIR="+s.Dir, "OTELCOL_MCP_UPSTREAM="+s.Upstream)
	p.cmd.Env = append(p.cmd.Env, p.endpoints.env()...)
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { p.exited <- p.cmd.Wait() }()
	if err := p.waitHealthy(ctx); err != nil {
		return nil, errors.Join(err, p.Stop())
	}
	return p, nil
}

func (p *Process) waitHealthy(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	for {
		if _, err := get(ctx, "http://"+p.endpoints.health); err == nil {
			return nil
		}
		select {
		case err := <-p.exited:
			p.exited <- err
			return fmt.Errorf("the collector ended before it was healthy: %v", err) //nolint:errorlint // nil is possible and worth saying.
		case <-ctx.Done():
			return fmt.Errorf("the collector was not healthy within %s", startTimeout)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// Stop asks the collector to shut down, which drains its pipelines, and waits.
func (p *Process) Stop() error {
	_ = p.cmd.Process.Signal(os.Interrupt) // it may have ended by itself
	select {
	case err := <-p.exited:
		p.exited <- err
		return err
	case <-time.After(stopTimeout):
		return errors.Join(fmt.Errorf("the collector did not stop within %s", stopTimeout), p.cmd.Process.Kill())
	}
}

// URL returns the address of the tapped MCP endpoint.
func (p *Process) URL() string { return "http://" + p.endpoints.tap + "/mcp" }

// AuditFile returns the path of the audit trail.
func (p *Process) AuditFile() string { return filepath.Join(p.Dir, "audit.jsonl") }

// FindingsFile returns the path of the findings.
func (p *Process) FindingsFile() string { return filepath.Join(p.Dir, "findings.jsonl") }

// MetricsURL returns the address Prometheus scrapes.
func (p *Process) MetricsURL() string { return "http://" + p.endpoints.prometheus + "/metrics" }

// Metrics scrapes the metrics.
func (p *Process) Metrics(ctx context.Context) (string, error) { return get(ctx, p.MetricsURL()) }

// TelemetryURL returns the address of the metrics that the collector has about itself.
func (p *Process) TelemetryURL() string { return "http://" + p.endpoints.telemetry + "/metrics" }

func get(ctx context.Context, url string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return "", err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answered %s", url, resp.Status)
	}
	return string(body), err
}

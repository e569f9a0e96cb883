// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Pipelines that are compared: OTLP/HTTP in, nothing out, and what stands between.
const (
	pipelineBare    = "processors: []"
	pipelineDefault = "processors: [dlp]"
	pipelineSecrets = "processors: [dlp/secrets]"
)

const collectorConfig = `
receivers:
  otlp:
    protocols:
      http:
        endpoint: %s
processors:
  dlp:
    pseudonyms: {keys: [{id: k1, secret: "0123456789abcdef0123456789abcdef"}]}
  dlp/secrets:
    pseudonyms: {keys: [{id: k1, secret: "0123456789abcdef0123456789abcdef"}]}
    rule_sets:
      pii: {enabled: false}
      injection: {enabled: false}
exporters:
  nop:
service:
  telemetry:
    logs: {level: error}
    metrics: {level: none}
  pipelines:
    logs:
      receivers: [otlp]
      %s
      exporters: [nop]
`

// collector is a running process of the distribution.
type collector struct {
	command *exec.Cmd
	url     string
	client  http.Client
}

// startCollector starts the binary with one pipeline and waits until it takes logs.
func startCollector(ctx context.Context, binary, dir, pipeline string) (*collector, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	config := filepath.Join(dir, strings.TrimPrefix(address, "127.0.0.1:")+".yaml")
	if err := os.WriteFile(config, fmt.Appendf(nil, collectorConfig, address, pipeline), 0o600); err != nil {
		return nil, err
	}
	c := &collector{command: exec.CommandContext(ctx, binary, "--config", config), url: "http://" + address + "/v1/logs"} //nolint:gosec // G204: the binary that the caller names.
	c.command.Env = append(os.Environ(), "GOMAXPROCS=1")
	c.command.Stderr = os.Stderr
	if err := c.command.Start(); err != nil {
		return nil, err
	}
	for range 300 {
		if err = c.send(nil); err == nil {
			return c, nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	c.stop()
	return nil, fmt.Errorf("the collector does not answer: %w", err)
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// send posts one export request.
func (c *collector) send(request []byte) error {
	response, err := c.client.Post(c.url, "application/x-protobuf", bytes.NewReader(request))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the collector answers %s", response.Status)
	}
	return nil
}

func (c *collector) sendAll(requests [][]byte) error {
	for _, r := range requests {
		if err := c.send(r); err != nil {
			return err
		}
	}
	return nil
}

// cpu is what the process has used so far.
func (c *collector) cpu() (time.Duration, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", c.command.Process.Pid))
	if err != nil {
		return 0, err
	}
	// proc_pid_stat(5): the name, in parentheses, may hold anything; utime and stime are the 12th and 13th field after it.
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	const utime, stime, perSecond = 11, 12, 100
	if len(fields) <= stime {
		return 0, errStat
	}
	user, err1 := strconv.Atoi(fields[utime])
	system, err2 := strconv.Atoi(fields[stime])
	return time.Duration(user+system) * time.Second / perSecond, errors.Join(err1, err2)
}

var errStat = errors.New("/proc/PID/stat has too few fields")

func (c *collector) stop() {
	_ = c.command.Process.Kill() // it may have ended
	_ = c.command.Wait()
}

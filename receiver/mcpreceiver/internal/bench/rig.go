// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const config = `receivers:
  mcp:
    proxy:
      endpoint: %s
      routes: [{name: bench, upstream: "http://%s"}]
exporters:
  nop:
service:
  telemetry: {logs: {level: error}, metrics: {level: none}}
  pipelines:
    logs: {receivers: [mcp], exporters: [nop]}
`

// rig is the processes of the experiment.
type rig struct {
	dir                    string
	upstream, reverse, tap string // addresses
	tapProcess             *os.Process
	processes              []*exec.Cmd
}

func newRig(binary string) (*rig, error) {
	dir, err := os.MkdirTemp("", "tapbench")
	if err != nil {
		return nil, err
	}
	r := &rig{dir: dir}
	if r.upstream, r.reverse, r.tap, err = threeAddresses(); err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "config.yaml")
	if err := os.WriteFile(file, fmt.Appendf(nil, config, r.tap, r.upstream), 0o600); err != nil {
		return nil, err
	}
	err = errors.Join(
		r.start(r.upstream, "upstream", self, r.upstream),
		r.start(r.reverse, "reverse", self, r.reverse, r.upstream),
		r.start(r.tap, "", binary, "--config", file),
	)
	if err != nil {
		r.stop()
		return nil, err
	}
	r.tapProcess = r.processes[2].Process
	return r, nil
}

func threeAddresses() (a, b, c string, err error) {
	var out [3]string
	for i := range out {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return "", "", "", err
		}
		defer func() { _ = ln.Close() }() // only now, so that all three differ
		out[i] = ln.Addr().String()
	}
	return out[0], out[1], out[2], nil
}

// start starts a process on one core and waits until it listens.
func (r *rig) start(address, role, binary string, args ...string) error {
	cmd := exec.Command(binary, args...) //nolint:gosec // G204: this program and the one it measures
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1", envRole+"="+role)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	r.processes = append(r.processes, cmd)
	for range 200 {
		if conn, err := net.Dial("tcp", address); err == nil {
			return conn.Close()
		}
		time.Sleep(50 * time.Millisecond)
	}
	return fmt.Errorf("%s does not start to listen", binary)
}

func (r *rig) stop() {
	for _, cmd := range r.processes {
		_ = cmd.Process.Signal(syscall.SIGTERM) // fails when it has ended already
		_ = cmd.Wait()
	}
	_ = os.RemoveAll(r.dir) // a temporary directory
}

// memory is the resident memory of the tap in bytes.
func (r *rig) memory() (float64, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", r.tapProcess.Pid))
	if err != nil {
		return 0, err
	}
	for l := range strings.Lines(string(raw)) {
		if kb, ok := strings.CutPrefix(l, "VmRSS:"); ok {
			n, err := strconv.ParseFloat(strings.Fields(kb)[0], 64)
			return n * 1024, err
		}
	}
	return 0, errors.New("no VmRSS")
}

// ticks of /proc a second; Linux has 100 on every architecture Go runs on.
const ticks = 100

// cpu is the processor time the i-th process has used.
func (r *rig) cpu(i int) time.Duration {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", r.processes[i].Process.Pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(raw), ") ")
	fields := strings.Fields(after)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseInt(fields[11], 10, 64)
	system, _ := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * time.Second / ticks
}

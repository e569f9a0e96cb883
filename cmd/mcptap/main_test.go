// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// TestMain lets the test binary play mcptap and the servers it runs.
func TestMain(m *testing.M) {
	switch os.Getenv("MCPTAP_TEST_ROLE") {
	case "mcptap":
		_ = os.Setenv("MCPTAP_TEST_ROLE", "server")
		main()
	case "server":
		server(os.Args[1:])
	default:
		os.Exit(m.Run())
	}
}

func server(args []string) {
	switch args[0] {
	case "cat":
		_, _ = io.Copy(os.Stdout, os.Stdin)
	case "exit":
		fmt.Fprint(os.Stderr, "last words")
		os.Exit(42)
	case "signal":
		signals := make(chan os.Signal, 1)
		signal.Notify(signals, syscall.SIGTERM)
		fmt.Println("ready")
		<-signals
		fmt.Println("terminated")
		os.Exit(7)
	case "die":
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	case "env":
		fmt.Println(os.Getenv(envAuthorization))
	}
	os.Exit(0)
}

// collector takes frames, or fails.
type collector struct {
	*httptest.Server
	mu     sync.Mutex
	status int
	frames []string
	auth   string
	lost   string
}

func newCollector(t *testing.T, status int) *collector {
	t.Helper()
	c := &collector{status: status}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.auth, c.lost = r.Header.Get("Authorization"), c.lost+r.Header.Get("Mcptap-Lost")
		if c.status == http.StatusOK && r.URL.Path == "/v1/frames" {
			c.frames = append(c.frames, strings.Split(strings.TrimSpace(string(body)), "\n")...)
		}
		w.WriteHeader(c.status)
	}))
	t.Cleanup(c.Close)
	return c
}

func mcptap(t *testing.T, to string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	all := append([]string{"--server", "files", "--to", to, "--user", "alice", "--"}, self)
	cmd := exec.Command(self, append(all, args...)...)
	cmd.Env = append(os.Environ(), "MCPTAP_TEST_ROLE=mcptap", envAuthorization+"=Bearer t")
	return cmd
}

func TestBytesPassExactly(t *testing.T) {
	c := newCollector(t, http.StatusOK)
	noise := make([]byte, 1<<20)
	_, err := rand.Read(noise)
	require.NoError(t, err)
	noise = bytes.ReplaceAll(bytes.ReplaceAll(noise, []byte("{"), nil), []byte("["), nil) // no JSON by accident
	long := `{"jsonrpc":"2.0","id":2,"method":"` + strings.Repeat("x", 2<<20) + `"}`
	in := `{"jsonrpc":"2.0","id":1,"method":"ping"}` + "\r\n" + long + "\n" + string(noise) + "\n" + `{"forged":1},"server":"other","x":{}` + "\nno newline at the end"
	cmd := mcptap(t, c.URL, "cat")
	cmd.Stdin = strings.NewReader(in)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	require.NoError(t, cmd.Run())
	sameBytes(t, in, out.String())
	assert.Empty(t, errs.String())
	require.Len(t, heads(c.frames), 4, "two messages, both ways; what is no JSON is not spliced into frames")
	assert.Contains(t, strings.Join(c.frames, "\n"), `"server":"files","transport":"stdio","user_id":"alice","direction":"`+schema.ClientToServer+`"`)
	assert.Equal(t, "Bearer t", c.auth)
	assert.NotContains(t, strings.Join(c.frames, ""), "forged")
}

func TestExitCodeAndStderr(t *testing.T) {
	c := newCollector(t, http.StatusOK)
	for args, want := range map[string]int{"exit": 42, "die": -1, "env": 0} {
		t.Run(args, func(t *testing.T) {
			cmd := mcptap(t, c.URL, args)
			var out, errs bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &errs
			_ = cmd.Run() // the exit code tells
			assert.Equal(t, want, cmd.ProcessState.ExitCode())
			if args == "die" {
				assert.Equal(t, syscall.SIGKILL, cmd.ProcessState.Sys().(syscall.WaitStatus).Signal())
			}
			if args == "exit" {
				assert.Equal(t, "last words", errs.String())
			}
			if args == "env" {
				assert.Equal(t, "\n", out.String(), "the credential is not handed on")
			}
		})
	}
}

func TestSignalsReachTheServer(t *testing.T) {
	cmd := mcptap(t, newCollector(t, http.StatusOK).URL, "signal")
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	defer func() { _ = stdin.Close() }()
	require.NoError(t, cmd.Start())
	lines := bufio.NewScanner(stdout)
	require.True(t, lines.Scan())
	require.NoError(t, cmd.Process.Signal(syscall.SIGTERM))
	require.True(t, lines.Scan())
	assert.Equal(t, "terminated", lines.Text())
	_ = cmd.Wait() // the exit code tells
	assert.Equal(t, 7, cmd.ProcessState.ExitCode())
}

// TestCollectorAway: the server never notices.
func TestCollectorAway(t *testing.T) {
	busy := newCollector(t, http.StatusServiceUnavailable)
	for name, to := range map[string]string{"nobody there": "http://127.0.0.1:1", "busy": busy.URL} {
		t.Run(name, func(t *testing.T) {
			cmd := mcptap(t, to, "cat")
			in := strings.Repeat(`{"jsonrpc":"2.0","method":"x"}`+"\n", 10_000)
			cmd.Stdin = strings.NewReader(in)
			var out, errs bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &errs
			start := time.Now()
			require.NoError(t, cmd.Run())
			assert.Less(t, time.Since(start), 8*time.Second)
			sameBytes(t, in, out.String())
			assert.Empty(t, errs.String())
		})
	}
}

func TestUsage(t *testing.T) {
	for _, tt := range []struct {
		name string
		args []string
		want string
	}{
		{"nothing", nil, "--server is missing"},
		{"no command", []string{"--server", "x"}, "there is no command"},
		{"bad URL", []string{"--server", "x", "--to", "localhost", "--", "cat"}, "--to must be a URL"},
		{"unknown flag", []string{"--sever", "x"}, "flag provided but not defined"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := parse(tt.args, io.Discard)
			require.ErrorContains(t, err, tt.want)
		})
	}
	o, err := parse([]string{"--server", "x", "--", "cat", "--flag"}, io.Discard)
	require.NoError(t, err)
	assert.Equal(t, "http://localhost:4321/v1/frames", o.to)
	assert.Equal(t, []string{"cat", "--flag"}, o.command)
}

func TestCommandThatDoesNotExist(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self, "--server", "x", "--", "/does/not/exist")
	cmd.Env = append(os.Environ(), "MCPTAP_TEST_ROLE=mcptap")
	out, _ := cmd.CombinedOutput()
	assert.Equal(t, exitNotFound, cmd.ProcessState.ExitCode())
	assert.Contains(t, string(out), "cannot be started")
}

// sameBytes compares without printing megabytes.
func sameBytes(t *testing.T, want, got string) {
	t.Helper()
	if want != got {
		t.Fatalf("%d bytes became %d, or changed on the way", len(want), len(got))
	}
}

// heads keeps a failure readable.
func heads(frames []string) []string {
	out := make([]string, len(frames))
	for i, f := range frames {
		out[i] = f[:min(len(f), 200)]
	}
	return out
}

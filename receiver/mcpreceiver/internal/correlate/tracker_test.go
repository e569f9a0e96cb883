// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/frames"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
)

var update = flag.Bool("update", false, "write what comes out into testdata")

// log collects events as lines a reviewer can read.
type log struct {
	start time.Time
	lines []string
}

func newTracker(t *testing.T, l *log, change func(*Settings)) *Tracker {
	t.Helper()
	keyer, err := pseudonym.New("k1", []byte("0123456789abcdef"))
	require.NoError(t, err)
	set := Settings{
		Keyer: keyer, PlainSessions: true, MaxSessions: 100, MaxPending: 100, IdleTimeout: 30 * time.Minute,
		RequestTimeout: 15 * time.Minute, StateHandles: []string{"conversation_id"}, JWTClaim: "sub", MaxDecoded: 1 << 20,
		Emit:    func(ev *audit.Event) { l.lines = append(l.lines, l.line(ev)) },
		Anomaly: func(kind string) { l.lines = append(l.lines, "anomaly "+kind) },
	}
	if change != nil {
		change(&set)
	}
	return New(set)
}

func (l *log) line(ev *audit.Event) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", ev.End.Sub(l.start), ev.Name)
	add := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, " %s=%s", name, value)
		}
	}
	add("session", ev.Session.ID)
	if ev.Session.KeySource != schema.KeySourceTransport {
		add("key", ev.Session.KeySource)
	}
	add("server", ev.Source.Server)
	if ev.Direction == schema.ServerToClient {
		add("from", "server")
	}
	add("method", ev.Method)
	add("id", ev.RequestID)
	for _, target := range []string{ev.Tool, ev.Prompt, ev.URI} {
		add("target", target)
	}
	add("outcome", ev.Outcome)
	add("error", ev.ErrorType)
	add("reason", ev.Reason)
	add("version", ev.Session.ProtocolVersion)
	add("client", ev.Session.ClientName)
	add("server_version", ev.Session.ServerVersion)
	add("arguments", string(ev.Arguments))
	add("result", string(ev.Result))
	if ev.Hints != nil {
		add("hints", fmt.Sprintf("%+v", *ev.Hints))
	}
	if ev.Duplicates {
		add("duplicates", "true")
	}
	add("result_type", ev.ResultType)
	if ev.CallID != "" {
		add("round", fmt.Sprintf("%s/%d", ev.CallID[:4], ev.Round))
	}
	for _, tool := range ev.Tools {
		add("tool", tool.Name+":"+tool.Hash[7:11])
	}
	return b.String()
}

// TestConversations runs the files in testdata: lines "<seconds> <session or -> <server> > {message}" (to the server) or
// "<" (to the client), then "----", then the events.
func TestConversations(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			in, want, _ := strings.Cut(string(raw), "----\n")
			got := converse(t, in)
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(in+"----\n"+got), 0o600))
				return
			}
			assert.Equal(t, want, got)
		})
	}
}

func converse(t *testing.T, script string) string {
	t.Helper()
	l := &log{start: time.Unix(1_700_000_000, 0)}
	tr := newTracker(t, l, nil)
	now := l.start
	for line := range strings.Lines(script) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		part := strings.SplitN(line, " ", 5)
		require.Len(t, part, 5, line)
		offset, err := time.ParseDuration(part[0] + "s")
		require.NoError(t, err)
		f := frames.Frame{Server: part[2], Direction: schema.ClientToServer, Transport: schema.TransportStdio, Message: []byte(part[4])}
		if part[1] != "-" {
			f.SessionID = part[1]
		}
		if part[3] == "<" {
			f.Direction = schema.ServerToClient
		}
		now = l.start.Add(offset)
		tr.Frame(&f, now, observe.Capture{Arguments: true, Results: true, MaxBytes: 60})
		for i := range f.Message {
			f.Message[i] = 'x' // nothing may be kept of a frame
		}
	}
	tr.Close(now, "end")
	return strings.Join(l.lines, "\n") + "\n"
}

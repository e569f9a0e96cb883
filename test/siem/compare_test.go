// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/sink"
)

const events = 48

// run starts a shipped pipeline, sends it audit events and findings, and returns what was sent.
func run(t *testing.T, config, overlay string, env map[string]string) (audit, findings []rig.Record) {
	t.Helper()
	c := rig.New(t, config, rig.Feed+overlay, env)
	c.Start()
	t.Cleanup(func() {
		if t.Failed() {
			c.Stop()
			t.Log(c.Logs())
		}
	})
	a, f := rig.Audit(events), rig.Findings()
	audit, findings = rig.Records(a), rig.Records(f)
	send(t, c, a, f)
	return audit, findings
}

func send(t *testing.T, c *rig.Collector, audit, findings plog.Logs) {
	t.Helper()
	rig.Send(t, c.Audit, audit)
	rig.Send(t, c.Findings, findings)
}

func arrive(t *testing.T, n int, count func() int) {
	t.Helper()
	require.Eventually(t, func() bool { return count() >= n }, 60*time.Second, 50*time.Millisecond, "%d of %d arrived", count(), n)
}

// same checks that what arrived is what was sent: as many, in the order within each session, every attribute with its
// value. view gives an arrived item's attributes by our names.
func same[T any](t *testing.T, sent []rig.Record, arrived []T, view func(T) map[string]any) {
	t.Helper()
	require.Len(t, arrived, len(sent))
	want, got := map[any][]rig.Record{}, map[any][]map[string]any{}
	for _, r := range sent {
		want[r.Attrs["mcpsec.session.key"]] = append(want[r.Attrs["mcpsec.session.key"]], r)
	}
	for _, item := range arrived {
		attrs := view(item)
		got[attrs["mcpsec.session.key"]] = append(got[attrs["mcpsec.session.key"]], attrs)
	}
	for session, records := range want {
		require.Len(t, got[session], len(records), "events of session %v", session)
		for i, r := range records {
			for key, value := range r.Attrs {
				assert.Equal(t, loose(value), loose(got[session][i][key]), "%s of event %d (%s) of session %v", key, i, r.Event, session)
			}
		}
	}
}

// loose makes values comparable across formats that know text alone: structures and numbers by their JSON.
func loose(v any) string {
	if s, ok := v.(string); ok {
		var parsed any
		if json.Unmarshal([]byte(s), &parsed) != nil {
			return s
		}
		v = parsed
	}
	raw, _ := json.Marshal(v)
	return string(raw)
}

// flat parses one flat JSON object.
func flat(t *testing.T, raw []byte) map[string]any {
	t.Helper()
	out := map[string]any{}
	require.NoError(t, json.Unmarshal(raw, &out), "%s", raw)
	return out
}

// lines splits the NDJSON of objects whose key has a prefix.
func lines(t *testing.T, objects []sink.Object, prefix string) []map[string]any {
	t.Helper()
	var out []map[string]any
	for _, o := range objects {
		if strings.HasPrefix(o.Key, prefix) {
			for line := range strings.SplitSeq(strings.TrimSpace(string(o.Data)), "\n") {
				out = append(out, flat(t, []byte(line)))
			}
		}
	}
	return out
}

func identity(m map[string]any) map[string]any { return m }

func merge(base, more map[string]string) map[string]string {
	out := maps.Clone(base)
	maps.Copy(out, more)
	return out
}

// trust lets the collector trust the test's authority.
func trust(certs *rig.Certs) map[string]string {
	return map[string]string{"SSL_CERT_FILE": certs.CAFile}
}

func hostPort(addr string) (host, port string) {
	host, port, _ = strings.Cut(addr, ":")
	return host, port
}

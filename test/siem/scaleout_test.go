// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"fmt"
	"maps"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/plog/plogotlp"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/sink"
)

const sessions = 30

// plain leaves the dlp processor out: what it finds is its own tests' business.
const plain = `
service: { pipelines: { logs/audit: { processors: [memory_limiter] } } }
`

// findings reads what collectors found, as detector and what it is about: equal findings of two collectors count once.
func findings(t *testing.T, collectors ...*secured) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, c := range collectors {
		for _, r := range rig.ReadLogs(filepath.Join(c.files, "findings.jsonl")) {
			out[fmt.Sprintf("%v %v", r.Attrs["mcpsec.finding.detector"], r.Attrs["mcpsec.finding.dedup_key"])] = true
		}
	}
	return out
}

// settle waits until no finding has been added for a while.
func settle(t *testing.T, least int, collectors ...*secured) map[string]bool {
	t.Helper()
	var last map[string]bool
	since := time.Now()
	require.Eventually(t, func() bool {
		now := findings(t, collectors...)
		if len(now) != len(last) {
			last, since = now, time.Now()
		}
		return len(now) >= least && time.Since(since) > 4*time.Second
	}, rig.Patience, 250*time.Millisecond, "%d findings, at least %d are expected", len(last), least)
	return last
}

func deliver(t *testing.T, c *secured, logs plog.Logs) {
	t.Helper()
	payload, err := plogotlp.NewExportRequestFromLogs(logs).MarshalProto()
	require.NoError(t, err)
	status, answer := c.ask(t, http.MethodPost, "https://"+c.http+"/v1/logs", bearer, payload, "application/x-protobuf")
	require.Equal(t, http.StatusOK, status, answer)
}

// single is what one process finds.
func single(t *testing.T, certs *rig.Certs, parts ...plog.Logs) map[string]bool {
	t.Helper()
	one := newSecured(t, certs, "gateway.yaml", plain, nil)
	one.Start()
	for _, part := range parts {
		deliver(t, one, part)
	}
	found := settle(t, sessions, one)
	one.Stop()
	return found
}

// tier is a front, three collectors keyed by session and one keyed by tool.
type tier struct {
	front, tools *secured
	sessions     []*secured
}

func (x *tier) back() []*secured { return append(slices.Clone(x.sessions), x.tools) }

const frontPlain = `
service: { pipelines: { logs/in: { processors: [memory_limiter] } } }
`

func balancing(t *testing.T, certs *rig.Certs, back string) *tier {
	t.Helper()
	x := &tier{tools: newSecured(t, certs, "scale-out/balancing-tools.yaml", back, nil)}
	var list []string
	for range 3 {
		s := newSecured(t, certs, "scale-out/balancing-sessions.yaml", back, nil)
		x.sessions, list = append(x.sessions, s), append(list, s.grpc)
	}
	x.front = newSecured(t, certs, "scale-out/balancing-front.yaml", frontPlain, map[string]string{
		"OTELCOL_MCP_SESSIONS_TIER": "[" + strings.Join(list, ",") + "]", "OTELCOL_MCP_TOOLS_TIER": "[" + x.tools.grpc + "]",
	})
	x.start()
	return x
}

func kafka(t *testing.T, certs *rig.Certs, back string) *tier {
	t.Helper()
	k := sink.NewKafka(t, certs, "mcp.sessions", "mcp.tools")
	env := func(instance string) map[string]string {
		return map[string]string{
			"KAFKA_BROKERS": k.Brokers, "KAFKA_USERNAME": sink.User, "KAFKA_PASSWORD": sink.Password, "KAFKA_CLIENT_CA_FILE": certs.CAFile,
			"OTELCOL_MCP_INSTANCE": instance,
		}
	}
	x := &tier{front: newSecured(t, certs, "scale-out/kafka-front.yaml", frontPlain, env("")), tools: newSecured(t, certs, "scale-out/kafka-tools.yaml", back, env("tools-0"))}
	for i := range 3 {
		x.sessions = append(x.sessions, newSecured(t, certs, "scale-out/kafka-sessions.yaml", back, env(fmt.Sprintf("sessions-%d", i))))
	}
	x.start()
	return x
}

func (x *tier) start() {
	for _, c := range x.back() {
		c.Start()
	}
	x.front.Start()
}

// tiers starts each kind; back is an overlay for what is behind the front.
var tiers = map[string]func(t *testing.T, certs *rig.Certs, back string) *tier{"balancing": balancing, "kafka": kafka}

// Three collectors find exactly what one finds, and no session is split between them.
func TestScaleOut(t *testing.T) {
	for name, start := range tiers {
		t.Run(name, func(t *testing.T) {
			certs := rig.NewCerts(t)
			first, second := rig.Attacks(0, sessions)
			want := single(t, certs, first, second)
			x := start(t, certs, "")
			deliver(t, x.front, first)
			deliver(t, x.front, second)
			got := settle(t, len(want), x.back()...)
			assert.Equal(t, slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got)))
			t.Logf("%d findings by one process, %d by the tiers", len(want), len(got))

			owner := map[any]int{}
			total, busy := 0, map[int]bool{}
			for i, c := range x.sessions {
				for _, r := range rig.ReadLogs(filepath.Join(c.files, "audit.jsonl")) {
					key := r.Attrs["mcpsec.session.key"]
					if other, seen := owner[key]; seen {
						assert.Equal(t, other, i, "session %v is split", key)
					}
					owner[key], busy[i] = i, true
					total++
				}
			}
			assert.Equal(t, first.LogRecordCount()+second.LogRecordCount(), total, "every event is in the audit trail once")
			assert.Len(t, busy, 3, "every collector has a share")
		})
	}
}

// One of three is killed between the two halves of its sessions and restarted. What it had in memory is lost: at most the
// findings that need both halves of those sessions. Nothing else is: not the audit trail, not later sessions.
func TestScaleOutKill(t *testing.T) {
	for name, start := range tiers {
		t.Run(name, func(t *testing.T) {
			certs := rig.NewCerts(t)
			first, second := rig.Attacks(0, sessions)
			third, fourth := rig.Attacks(sessions, sessions)
			want := single(t, certs, first, second, third, fourth)
			x := start(t, certs, "")
			deliver(t, x.front, first)
			arrive(t, first.LogRecordCount(), func() int { return audited(x.sessions) })
			victim := x.sessions[0]
			held := map[string]bool{}
			for _, r := range rig.ReadLogs(filepath.Join(victim.files, "audit.jsonl")) {
				held[r.Attrs["mcpsec.session.key"].(string)] = true
			}
			victim.Kill()
			deliver(t, x.front, second)
			victim.Start()
			deliver(t, x.front, third)
			deliver(t, x.front, fourth)
			arrive(t, first.LogRecordCount()+second.LogRecordCount()+third.LogRecordCount()+fourth.LogRecordCount(), func() int { return audited(x.sessions) })
			got := settle(t, len(want)-len(held), x.back()...)
			lost := 0
			for finding := range want {
				if got[finding] {
					continue
				}
				lost++
				inHeld := slices.ContainsFunc(slices.Collect(maps.Keys(held)), func(key string) bool { return strings.Contains(finding, key) })
				assert.True(t, inHeld, "%s is lost, and is not about a session that the killed collector held", finding)
			}
			for finding := range got {
				assert.Contains(t, want, finding, "found only because a collector was killed")
			}
			t.Logf("%d of %d findings lost; the killed collector held %d sessions", lost, len(want), len(held))
		})
	}
}

// The demo through an agent, a front and the second tier: the audit trail is what the agent made, whole sessions in order, and
// the findings are those of one process.
func TestDemoThroughScaleOut(t *testing.T) {
	for name, start := range tiers {
		t.Run(name, func(t *testing.T) {
			certs := rig.NewCerts(t)
			x := start(t, certs, usual)
			d := rig.PlayDemo(t, "agent.yaml", "logs", "", map[string]string{
				"OTELCOL_MCP_GATEWAY": x.front.grpc, "OTELCOL_MCP_TOKEN": token, "OTELCOL_MCP_CA_FILE": certs.CAFile,
			})
			trail := func() (out []rig.Record) {
				for _, c := range x.sessions {
					out = append(out, rig.ReadLogs(filepath.Join(c.files, "audit.jsonl"))...)
				}
				return out
			}
			sent, got := both(t, d.Audit, trail)
			same(t, sent, got)
			want := map[string]bool{}
			for about := range abouts(d.Findings()) {
				want[about] = true
			}
			assert.Equal(t, want, settle(t, len(want), x.back()...))
		})
	}
}

func audited(collectors []*secured) int {
	ids := map[any]bool{}
	for _, c := range collectors {
		for _, r := range rig.ReadLogs(filepath.Join(c.files, "audit.jsonl")) {
			ids[fmt.Sprint(r.Attrs["mcpsec.session.key"], r.Attrs["jsonrpc.request.id"])] = true
		}
	}
	return len(ids)
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"net/http"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/sink"
)

// outage is how long a target stays away: a minute with OTELCOL_MCP_E2E, 5 seconds without.
func outage() time.Duration {
	if os.Getenv("OTELCOL_MCP_E2E") != "" {
		return time.Minute
	}
	return 5 * time.Second
}

// target is a product that can fail, and what it holds: how often each request id arrived.
type target struct {
	server  *sink.Server
	config  string
	overlay string
	env     map[string]string
	count   func() map[string]int
}

// stores are the products of each exporter over HTTP that answers when it has stored. Azure Monitor's is not one: what it
// loses in an outage is in docs/deployment.md.
var stores = []string{"elastic", "newrelic", "splunk", "clickhouse", "tinybird-s3"}

// targets are where the queue itself is tried: ids make Elasticsearch store a document once, OTLP has nothing of that kind.
var targets = []string{"elastic", "newrelic"}

func newTarget(t *testing.T, name string, certs *rig.Certs) target {
	t.Helper()
	p := products[name](t, certs)
	return target{p.server, "siem/" + name + ".yaml", rig.Feed + p.overlay, p.env, func() map[string]int {
		out := map[string]int{}
		for _, r := range p.audit() {
			out[r.Attrs["jsonrpc.request.id"].(string)]++
		}
		return out
	}}
}

// complete waits until every id below n arrived, and returns how many records came more than once.
func complete(t *testing.T, n int, count func() map[string]int) (duplicates int) {
	t.Helper()
	arrive(t, n, func() int { return len(count()) })
	arrived := count()
	for i := range n {
		times := arrived[strconv.Itoa(i)]
		require.Positive(t, times, "event %d is lost", i)
		duplicates += times - 1
	}
	return duplicates
}

// A target that is away, or says that it is busy, gets everything afterwards, once.
func TestOutage(t *testing.T) {
	t.Parallel()
	faults := map[string]struct{ fail, heal func(s *sink.Server) }{
		"down": {(*sink.Server).Down, (*sink.Server).Up},
		"429":  {func(s *sink.Server) { s.Refuse(http.StatusTooManyRequests) }, func(s *sink.Server) { s.Refuse(0) }},
		"503":  {func(s *sink.Server) { s.Refuse(http.StatusServiceUnavailable) }, func(s *sink.Server) { s.Refuse(0) }},
	}
	for _, name := range stores {
		for fault, f := range faults {
			t.Run(name+"/"+fault, func(t *testing.T) {
				t.Parallel()
				certs := rig.NewCerts(t)
				to := newTarget(t, name, certs)
				c := rig.New(t, to.config, to.overlay, to.env)
				c.Start()
				rig.Send(t, c.Audit, rig.AuditFrom(0, 100))
				complete(t, 100, to.count)
				f.fail(to.server)
				before := to.server.Requests.Load()
				for i := 1; i <= 5; i++ {
					rig.Send(t, c.Audit, rig.AuditFrom(100*i, 100))
					time.Sleep(outage() / 5)
				}
				if fault != "down" {
					assert.Greater(t, to.server.Requests.Load(), before, "the target was asked")
				}
				f.heal(to.server)
				assert.Zero(t, complete(t, 600, to.count), "what was refused was not taken: nothing comes twice")
			})
		}
	}
}

// What was accepted survives kill -9 while the target is away.
func TestKillWhileTheTargetIsAway(t *testing.T) {
	t.Parallel()
	for _, name := range targets {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			certs := rig.NewCerts(t)
			to := newTarget(t, name, certs)
			to.server.Down()
			c := rig.New(t, to.config, to.overlay, to.env)
			c.Start()
			for i := range 5 {
				rig.Send(t, c.Audit, rig.AuditFrom(100*i, 100))
			}
			c.Kill()
			to.server.Up()
			c.Start()
			assert.Zero(t, complete(t, 500, to.count))
		})
	}
}

// Killed while it delivers, a collector sends at most what was under way again: one batch.
func TestKillWhileDelivering(t *testing.T) {
	t.Parallel()
	for _, name := range targets {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			certs := rig.NewCerts(t)
			to := newTarget(t, name, certs)
			c := rig.New(t, to.config, to.overlay, to.env)
			c.Start()
			const size, batches = 100, 10
			for i := range batches {
				rig.Send(t, c.Audit, rig.AuditFrom(size*i, size))
				if i != batches/2 {
					continue
				}
				// Stored, and killed before the answer is out: the one moment in which a record can come twice.
				to.server.Slow(500 * time.Millisecond)
				stored := len(to.count())
				require.Eventually(t, func() bool { return len(to.count()) > stored || to.server.Requests.Load() > 1 }, 20*time.Second, time.Millisecond)
				time.Sleep(100 * time.Millisecond)
				c.Kill()
				to.server.Slow(0)
				c.Start()
			}
			duplicates := complete(t, size*batches, to.count)
			t.Logf("%d of %d records came twice", duplicates, size*batches)
			if name == "elastic" {
				assert.Zero(t, duplicates, "a document has one id, however often it is sent")
			} else {
				assert.LessOrEqual(t, duplicates, size*(batches/2+1), "at most what waited when the collector was killed")
			}
		})
	}
}

// A full disk refuses new data; what was accepted before arrives, and new data is accepted again afterwards.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	for _, name := range targets {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			state, enter := smallDisk(t)
			certs := rig.NewCerts(t)
			to := newTarget(t, name, certs)
			to.server.Down()
			c := rig.New(t, to.config, to.overlay, merge(to.env, map[string]string{"OTELCOL_MCP_STATE": state}))
			c.Inside(enter...)
			c.Start()
			accepted, refused := 0, 0
			for range 100 {
				status, _ := rig.TrySend(t, c.Audit, rig.AuditFrom(accepted, 1000))
				if status == http.StatusOK {
					accepted += 1000
					continue
				}
				if refused++; refused == 3 {
					break
				}
			}
			require.Equal(t, 3, refused, "the disk never filled")
			t.Logf("%d records fit", accepted)
			to.server.Up()
			arrive(t, accepted, func() int { return len(to.count()) })
			require.Eventually(t, func() bool {
				status, _ := rig.TrySend(t, c.Audit, rig.AuditFrom(accepted, 200))
				return status == http.StatusOK
			}, 30*time.Second, 500*time.Millisecond, "accepts again")
			assert.Zero(t, complete(t, accepted+200, to.count), "what was refused was not kept: nothing comes twice")
			assert.True(t, c.Healthy())
		})
	}
}

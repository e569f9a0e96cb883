// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/sink"
)

// product is a counterpart of one file of configs/siem, as it is started for one test.
type product struct {
	// env and overlay are what the configuration needs to find it. An overlay changes waiting times and addresses alone.
	env     map[string]string
	overlay string
	// server is what can be made to fail, where it is one of HTTP.
	server *sink.Server
	// audit and findings are what has arrived, under our names and in the order in which it did.
	audit, findings func() []rig.Record
	// spans and points are nil where the configuration sends none.
	spans  func() []rig.Span
	points func() []rig.Point
	// holds gives what the format has a place for of one record, span; nil stands for all of it.
	holds     func(rig.Record) rig.Record
	holdsSpan func(rig.Span) rig.Span
	// cut is the length at which the configuration cuts an attribute's value, 0 where it does not.
	cut int
	// own says that findings come from the connector in a form of its own, and cannot be made up by the test.
	own bool
	// check looks at what only this product has, after the rig's own events have arrived; always does after the demo's, too.
	check, always func(t *testing.T)
}

// products has every file of configs/siem.
var products = map[string]func(t *testing.T, certs *rig.Certs) *product{
	"splunk": splunk, "elastic": elastic, "azure-monitor": azureMonitor, "syslog-json": syslogJSON, "syslog-cef": syslogCEF,
	"newrelic": newRelic, "moesif": moesif, "grafana-cloud": grafanaCloud, "loki": loki, "victorialogs": victoriaLogs, "datadog": datadog,
	"honeycomb": honeycomb, "kafka": kafkaJSON, "tinybird-kafka": tinybirdKafka, "tinybird-s3": tinybirdS3, "s3-ocsf": s3OCSF,
	"clickhouse": clickHouse, "file": files,
}

// No configuration is without its counterpart, and none sends a signal that is not looked at.
func TestEveryConfigurationHasItsCounterpart(t *testing.T) {
	t.Parallel()
	found, err := filepath.Glob(filepath.Join(rig.Root(t), "configs", "siem", "*.yaml"))
	require.NoError(t, err)
	var names []string
	for _, file := range found {
		names = append(names, strings.TrimSuffix(filepath.Base(file), ".yaml"))
	}
	require.ElementsMatch(t, names, slices.Collect(maps.Keys(products)))
	for _, name := range names {
		p := products[name](t, rig.NewCerts(t))
		pipelines := load(t, filepath.Join(rig.Root(t), "configs", "siem", name+".yaml"))["service"].(map[string]any)["pipelines"].(map[string]any)
		spans, points := false, false
		for id, raw := range pipelines {
			signal, _, _ := strings.Cut(id, "/")
			spans = spans || signal == "traces"
			points = points || signal == "metrics" && !slices.Equal(raw.(map[string]any)["exporters"].([]any), []any{"prometheus"})
		}
		assert.Equal(t, spans, p.spans != nil, "%s: spans", name)
		assert.Equal(t, points, p.points != nil, "%s: metrics", name)
	}
}

// The rig's own events have every kind of event, every severity, and every character that a format has to escape.
func TestProducts(t *testing.T) {
	t.Parallel()
	for name, start := range products {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			certs := rig.NewCerts(t)
			p := start(t, certs)
			overlay := rig.Feed
			if p.own {
				overlay = rig.FeedAudit
			}
			c := rig.New(t, "siem/"+name+".yaml", overlay+p.overlay, p.env)
			c.Start()
			explain(t, c)
			audit := rig.AuditCut(events, p.cut)
			rig.Send(t, c.Audit, audit)
			sent := rig.Records(audit)
			arrive(t, len(sent), func() int { return len(p.audit()) })
			same(t, p.expect(sent), p.audit())
			if !p.own {
				findings := rig.Findings()
				rig.Send(t, c.Findings, findings)
				arrive(t, findings.LogRecordCount(), func() int { return len(p.findings()) })
				same(t, p.expect(rig.Records(findings)), p.findings())
			}
			for _, check := range []func(*testing.T){p.check, p.always} {
				if check != nil {
					check(t)
				}
			}
		})
	}
}

// The demo's clients and server, with the shipped configuration between them: whatever its receiver, processors and
// connector make of the traffic arrives, every record, span and data point of it.
func TestDemo(t *testing.T) {
	t.Parallel()
	for name, start := range products {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t, rig.NewCerts(t))
			d := rig.PlayDemo(t, "siem/"+name+".yaml", "logs/in", p.overlay, p.env)
			sent, got := both(t, d.Audit, p.audit)
			require.GreaterOrEqual(t, len(sent), 100, "the demo makes more than a hundred events")
			same(t, p.expect(sent), got)
			sent, got = both(t, d.Findings, p.findings)
			require.GreaterOrEqual(t, len(sent), 4)
			same(t, p.expect(sent), got)
			if p.spans != nil {
				sent, got := both(t, d.Spans, p.spans)
				sameSpans(t, p, sent, got)
			}
			if p.points != nil {
				samePoints(t, d.Points, p.points)
			}
			if p.always != nil {
				p.always(t)
			}
		})
	}
}

// both waits until as much has arrived as was sent, and nothing has come since.
func both[T any](t *testing.T, sent, arrived func() []T) (all, got []T) {
	t.Helper()
	last := -1
	require.Eventually(t, func() bool {
		all, got = sent(), arrived()
		settled := len(all) > 0 && len(all) == len(got) && len(all) == last
		last = len(all)
		return settled
	}, rig.Patience, 1200*time.Millisecond, "%d sent, %d arrived", len(all), len(got))
	return all, got
}

// explain shows what the collector said when the test fails.
func explain(t *testing.T, c *rig.Collector) {
	t.Helper()
	t.Cleanup(func() {
		if t.Failed() {
			c.Stop()
			t.Log(c.Logs())
		}
	})
}

// trust lets the collector trust the test's authority.
func trust(certs *rig.Certs) map[string]string {
	return map[string]string{"SSL_CERT_FILE": certs.CAFile}
}

func merge(base, more map[string]string) map[string]string {
	out := maps.Clone(base)
	maps.Copy(out, more)
	return out
}

func hostPort(addr string) (host, port string) {
	host, port, _ = strings.Cut(addr, ":")
	return host, port
}

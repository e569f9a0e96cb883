// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/sink"
)

func splunk(t *testing.T, certs *rig.Certs) *product {
	t.Helper()
	hec := sink.NewHEC(t, certs, "token-1")
	index := func(name string) func() []rig.Record {
		return func() []rig.Record { return hecIndex(t, hec, name) }
	}
	return &product{
		server: hec.Server,
		env: merge(trust(certs), map[string]string{
			"SPLUNK_HEC_ENDPOINT": "https://" + hec.Addr + "/services/collector", "SPLUNK_HEC_TOKEN": "token-1",
		}),
		audit: index("mcp_audit"), findings: index("mcp_findings"), holds: cimSeverity,
		check: func(t *testing.T) {
			t.Helper()
			types := map[string]int{}
			for _, logs := range hec.Logs.AllLogs() {
				eachHEC(logs, func(meta map[string]any, _ plog.LogRecord) { types[meta["com.splunk.sourcetype"].(string)]++ })
			}
			assert.Equal(t, map[string]int{"mcp:session": 12, "mcp:inventory": 6, "mcp:notification": 6, "mcp:transport": 6, "mcp:operation": 18, "mcp:finding": 5}, types)
			for _, r := range hecIndex(t, hec, "mcp_findings") {
				assert.Equal(t, "alert", r.Attrs["type"])
				assert.Equal(t, "read_then_exfiltrate", r.Attrs["signature_id"])
				assert.Equal(t, "threat", r.Attrs["security_domain"])
				assert.Contains(t, r.Attrs["drilldown_search"], "mcpsec.session.key=")
			}
		},
	}
}

// hecIndex lists the events of one index. The receiver groups a request by sourcetype; an indexer orders by the event's
// time, as this does.
func hecIndex(t *testing.T, hec *sink.HEC, name string) []rig.Record {
	t.Helper()
	var out []rig.Record
	for _, logs := range hec.Logs.AllLogs() {
		eachHEC(logs, func(meta map[string]any, r plog.LogRecord) {
			if meta["com.splunk.index"] != name {
				return
			}
			got := record(t, rig.Plain(r.Body().AsRaw()).(map[string]any))
			assert.WithinDuration(t, got.Time, r.Timestamp().AsTime(), time.Microsecond, "HEC's own time")
			out = append(out, got)
		})
	}
	slices.SortStableFunc(out, func(a, b rig.Record) int { return a.Time.Compare(b.Time) })
	return out
}

func eachHEC(logs plog.Logs, visit func(meta map[string]any, r plog.LogRecord)) {
	for _, rl := range logs.ResourceLogs().All() {
		for _, r := range rl.ScopeLogs().At(0).LogRecords().All() {
			visit(rl.Resource().Attributes().AsRaw(), r)
		}
	}
}

// cimSeverity gives a finding the word that Splunk's Common Information Model has for its severity.
func cimSeverity(r rig.Record) rig.Record {
	if r.Event == "mcpsec.finding" {
		r.Severity = r.Attrs["mcpsec.finding.severity"].(string)
		if r.Severity == "info" {
			r.Severity = "informational"
		}
	}
	return noLevel(r)
}

func elastic(t *testing.T, certs *rig.Certs) *product {
	t.Helper()
	bulk := sink.NewBulk(t, certs, "a2V5")
	index := func(name string) func() []rig.Record {
		return func() (out []rig.Record) {
			for _, d := range bulk.Docs.All() {
				if d.Index == name {
					assert.NotEmpty(t, d.ID)
					out = append(out, ecs(t, dotted("", d.Source)))
				}
			}
			return out
		}
	}
	audit, findings := index("logs-mcp.audit-default"), index("logs-mcp.findings-default")
	return &product{
		server: bulk.Server,
		env: merge(trust(certs), map[string]string{
			"ELASTICSEARCH_ENDPOINT": "https://" + bulk.Addr, "ELASTICSEARCH_API_KEY": "a2V5",
		}),
		audit: audit, findings: findings, holds: noLevel,
		check: func(t *testing.T) {
			t.Helper()
			last := findings()[4].Attrs
			assert.Equal(t, "alert", last["event.kind"])
			assert.InDelta(t, 99, last["event.risk_score"], 0)
			assert.Equal(t, "MITRE ATLAS", last["threat.framework"])
			for _, r := range audit() {
				assert.Equal(t, "event", r.Attrs["event.kind"])
				assert.Contains(t, []any{"success", "failure", "unknown"}, r.Attrs["event.outcome"])
				assert.Equal(t, "192.0.2.7", r.Attrs["source.ip"])
			}
		},
	}
}

// dotted flattens nested objects into dotted names, which is how Elasticsearch sees them.
func dotted(prefix string, m map[string]any) map[string]any {
	out := map[string]any{}
	for k, v := range m {
		if sub, ok := v.(map[string]any); ok {
			maps.Copy(out, dotted(prefix+k+".", sub))
			continue
		}
		out[prefix+k] = v
	}
	return out
}

// ecs brings the few fields that ECS names otherwise back under our names.
func ecs(t *testing.T, d map[string]any) rig.Record {
	t.Helper()
	if d["gen_ai.agent.name"] == nil {
		d["gen_ai.agent.name"] = d["agent.name"]
	}
	at, err := time.Parse(time.RFC3339Nano, d["@timestamp"].(string))
	require.NoError(t, err)
	body, _ := d["message"].(string)
	severity, _ := d["log.level"].(string)
	return rig.Record{Event: d["event.action"].(string), Body: body, Severity: severity, Time: at, Attrs: d}
}

func azureMonitor(t *testing.T, certs *rig.Certs) *product {
	t.Helper()
	const key = "00000000-0000-0000-0000-000000000001"
	breeze := sink.NewBreeze(t, certs, key)
	kind := func(finding bool) func() []rig.Record {
		return func() (out []rig.Record) {
			for _, e := range breeze.Messages.All() {
				if r := appTrace(t, e); r.Event == "mcpsec.finding" == finding {
					out = append(out, r)
				}
			}
			return out
		}
	}
	return &product{
		env: merge(trust(certs), map[string]string{
			"APPLICATIONINSIGHTS_CONNECTION_STRING": "InstrumentationKey=" + key + ";IngestionEndpoint=https://" + breeze.Addr + "/",
		}),
		audit: kind(false), findings: kind(true), cut: 8192, holds: appSeverity,
		spans: func() (out []rig.Span) {
			for _, e := range breeze.Spans.All() {
				out = append(out, appSpan(t, e))
			}
			return out
		},
		// The rest of a span's fields has no place in AppRequests and AppDependencies.
		holdsSpan: func(s rig.Span) rig.Span {
			return rig.Span{Trace: s.Trace, ID: s.ID, Parent: s.Parent, Name: s.Name, Start: s.Start, Attrs: s.Attrs}
		},
	}
}

// appTrace is an item as a row of AppTraces has it.
func appTrace(t *testing.T, e sink.Envelope) rig.Record {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, e.Time)
	require.NoError(t, err)
	attrs := properties(e)
	event, _ := attrs["event.name"].(string)
	return rig.Record{Event: event, Body: e.Data.BaseData.Message, Level: e.Data.BaseData.SeverityLevel, Time: at, Attrs: attrs}
}

func appSpan(t *testing.T, e sink.Envelope) rig.Span {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, e.Time)
	require.NoError(t, err)
	return rig.Span{
		Trace: e.Tags["ai.operation.id"], Parent: e.Tags["ai.operation.parentId"], ID: e.Data.BaseData.ID, Name: e.Data.BaseData.Name,
		Start: at.UTC(), Attrs: properties(e),
	}
}

func properties(e sink.Envelope) map[string]any {
	attrs := map[string]any{}
	for k, v := range e.Data.BaseData.Properties {
		attrs[k] = v
	}
	return attrs
}

// appSeverity is Application Insights' number of a severity: 0 verbose, 1 information, 2 warning, 3 error, 4 critical.
func appSeverity(r rig.Record) rig.Record {
	r.Severity = ""
	switch {
	case r.Level >= int(plog.SeverityNumberFatal):
		r.Level = 4
	case r.Level >= int(plog.SeverityNumberError):
		r.Level = 3
	case r.Level >= int(plog.SeverityNumberWarn):
		r.Level = 2
	case r.Level >= int(plog.SeverityNumberInfo):
		r.Level = 1
	default:
		r.Level = 0
	}
	return r
}

func syslogJSON(t *testing.T, certs *rig.Certs) *product {
	t.Helper()
	s, env := newSyslog(t, certs)
	kind := func(finding bool) func() []rig.Record {
		return func() (out []rig.Record) {
			for _, m := range s.Messages.All() {
				if m.MsgID == "mcpsec.finding" != finding {
					continue
				}
				r := record(t, flat(t, []byte(m.Msg)))
				assert.Equal(t, "otelcol-mcp", m.App)
				assert.Equal(t, m.MsgID, r.Event)
				header, err := time.Parse(time.RFC3339Nano, m.Time)
				require.NoError(t, err)
				assert.Equal(t, r.Time.Truncate(time.Microsecond), header, "the header's time")
				out = append(out, r)
			}
			return out
		}
	}
	return &product{
		env: env, audit: kind(false), findings: kind(true), cut: 16384, holds: noLevel,
		check: func(t *testing.T) {
			t.Helper()
			assert.Equal(t, 106, priority(s.Messages.All(), "mcpsec.finding"), "the worst finding is critical")
		},
	}
}

func syslogCEF(t *testing.T, certs *rig.Certs) *product {
	t.Helper()
	s, env := newSyslog(t, certs)
	kind := func(finding bool) func() []rig.Record {
		return func() (out []rig.Record) {
			for _, m := range s.Messages.All() {
				if e := parseCEF(t, m.Msg); e.ext["cat"] == "finding" == finding {
					assert.Equal(t, m.MsgID, e.event())
					out = append(out, e.record(t))
				}
			}
			return out
		}
	}
	return &product{
		env: env, audit: kind(false), findings: kind(true), holds: cefHolds,
		check: func(t *testing.T) {
			t.Helper()
			for _, m := range s.Messages.All() {
				if e := parseCEF(t, m.Msg); e.ext["cat"] == "finding" {
					assert.Equal(t, "read_then_exfiltrate", e.signature)
					assert.Equal(t, "Customer data left | through = post_webhook", e.name)
				}
			}
		},
	}
}

func newSyslog(t *testing.T, certs *rig.Certs) (*sink.Syslog, map[string]string) {
	t.Helper()
	s := sink.NewSyslog(t, certs)
	host, port := hostPort(s.Addr)
	return s, map[string]string{"SYSLOG_HOST": host, "SYSLOG_PORT": port, "SYSLOG_CA_FILE": certs.CAFile}
}

func priority(messages []sink.Message, id string) int {
	lowest := 1000
	for _, m := range messages {
		if m.MsgID == id {
			lowest = min(lowest, m.Priority)
		}
	}
	return lowest
}

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

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/sink"
)

func TestSplunk(t *testing.T) {
	t.Parallel()
	certs := rig.NewCerts(t)
	hec := sink.NewHEC(t, certs, "token-1")
	audit, findings := run(t, "siem/splunk.yaml", "", merge(trust(certs), map[string]string{
		"SPLUNK_HEC_ENDPOINT": "https://" + hec.Addr + "/services/collector", "SPLUNK_HEC_TOKEN": "token-1",
	}))
	arrive(t, len(audit)+len(findings), hec.Logs.LogRecordCount)

	types := map[string]int{}
	byIndex := map[string][]map[string]any{}
	// The receiver groups a request by sourcetype; an indexer orders by the event's time, as this does.
	when := func(e map[string]any) time.Time {
		at, err := time.Parse(time.RFC3339Nano, e["time"].(string))
		require.NoError(t, err)
		return at
	}
	order := func(a, b map[string]any) int { return when(a).Compare(when(b)) }
	for _, logs := range hec.Logs.AllLogs() {
		for _, rl := range logs.ResourceLogs().All() {
			meta := rl.Resource().Attributes().AsRaw()
			for _, r := range rl.ScopeLogs().At(0).LogRecords().All() {
				types[meta["com.splunk.sourcetype"].(string)]++
				index := meta["com.splunk.index"].(string)
				byIndex[index] = append(byIndex[index], rig.Plain(r.Body().AsRaw()).(map[string]any))
			}
		}
	}
	slices.SortStableFunc(byIndex["mcp_audit"], order)
	same(t, audit, byIndex["mcp_audit"], identity)
	assert.Equal(t, map[string]int{"mcp:session": 12, "mcp:inventory": 6, "mcp:notification": 6, "mcp:transport": 6, "mcp:operation": 18, "mcp:finding": 5}, types)
	for _, e := range byIndex["mcp_findings"] {
		assert.Equal(t, "alert", e["type"])
		assert.Equal(t, "read_then_exfiltrate", e["signature_id"])
		assert.Equal(t, "threat", e["security_domain"])
		assert.Contains(t, e["drilldown_search"], "mcpsec.session.key=")
	}
	same(t, findings, byIndex["mcp_findings"], identity)
	assert.Equal(t, "informational", byIndex["mcp_findings"][0]["severity"], "CIM's word for it")
}

func TestElastic(t *testing.T) {
	t.Parallel()
	certs := rig.NewCerts(t)
	bulk := sink.NewBulk(t, certs, "a2V5")
	audit, findings := run(t, "siem/elastic.yaml", "", merge(trust(certs), map[string]string{
		"ELASTICSEARCH_ENDPOINT": "https://" + bulk.Addr, "ELASTICSEARCH_API_KEY": "a2V5",
	}))
	arrive(t, len(audit)+len(findings), bulk.Docs.Len)
	byIndex := map[string][]map[string]any{}
	for _, d := range bulk.Docs.All() {
		assert.NotEmpty(t, d.ID)
		byIndex[d.Index] = append(byIndex[d.Index], dotted("", d.Source))
	}
	same(t, audit, ecs(byIndex["logs-mcp.audit-default"]), identity)
	same(t, findings, ecs(byIndex["logs-mcp.findings-default"]), identity)
	require.NotEmpty(t, byIndex["logs-mcp.findings-default"])
	last := byIndex["logs-mcp.findings-default"][4]
	assert.Equal(t, "alert", last["event.kind"])
	assert.InDelta(t, 99, last["event.risk_score"], 0)
	assert.Equal(t, "MITRE ATLAS", last["threat.framework"])
	for _, d := range byIndex["logs-mcp.audit-default"] {
		assert.Equal(t, "event", d["event.kind"])
		assert.Contains(t, []any{"success", "failure", "unknown"}, d["event.outcome"])
		assert.Equal(t, "192.0.2.7", d["source.ip"])
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
func ecs(docs []map[string]any) []map[string]any {
	for _, d := range docs {
		if d["gen_ai.agent.name"] == nil {
			d["gen_ai.agent.name"] = d["agent.name"]
		}
	}
	return docs
}

func TestAzureMonitor(t *testing.T) {
	t.Parallel()
	certs := rig.NewCerts(t)
	breeze := sink.NewBreeze(t, certs, "00000000-0000-0000-0000-000000000001")
	audit, findings := run(t, "siem/azure-monitor.yaml", "", merge(trust(certs), map[string]string{
		"APPLICATIONINSIGHTS_CONNECTION_STRING": "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://" + breeze.Addr + "/",
	}))
	arrive(t, len(audit)+len(findings), breeze.Items.Len)
	var a, f []map[string]any
	for _, e := range breeze.Items.All() {
		attrs := map[string]any{}
		for k, v := range e.Data.BaseData.Properties {
			attrs[k] = v
		}
		if attrs["event.name"] == "mcpsec.finding" {
			f = append(f, attrs)
		} else {
			a = append(a, attrs)
		}
	}
	same(t, audit, a, identity)
	same(t, findings, f, identity)
}

func TestSyslogJSON(t *testing.T) {
	t.Parallel()
	audit, findings, messages := syslog(t, "siem/syslog-json.yaml")
	var a, f []map[string]any
	for _, m := range messages {
		assert.Equal(t, "otelcol-mcp", m.App)
		attrs := flat(t, []byte(m.Msg))
		assert.Equal(t, m.MsgID, attrs["event_name"])
		if m.MsgID == "mcpsec.finding" {
			f = append(f, attrs)
		} else {
			a = append(a, attrs)
		}
	}
	same(t, audit, a, identity)
	same(t, findings, f, identity)
	assert.Equal(t, 106, priority(messages, "mcpsec.finding"), "the worst finding is critical")
}

func TestSyslogCEF(t *testing.T) {
	t.Parallel()
	audit, findings, messages := syslog(t, "siem/syslog-cef.yaml")
	var a, f []map[string]any
	for _, m := range messages {
		e := parseCEF(t, m.Msg)
		if e.ext["cat"] == "finding" {
			assert.Equal(t, "read_then_exfiltrate", e.signature)
			assert.Equal(t, "Customer data left | through = post_webhook", e.name)
			f = append(f, e.attrs())
		} else {
			assert.Equal(t, m.MsgID, e.signature)
			a = append(a, e.attrs())
		}
	}
	same(t, only(audit, cefAudit), a, identity)
	same(t, only(findings, cefFindings), f, identity)
}

func syslog(t *testing.T, config string) (audit, findings []rig.Record, messages []sink.Message) {
	t.Helper()
	certs := rig.NewCerts(t)
	s := sink.NewSyslog(t, certs)
	host, port := hostPort(s.Addr)
	audit, findings = run(t, config, "", map[string]string{"SYSLOG_HOST": host, "SYSLOG_PORT": port, "SYSLOG_CA_FILE": certs.CAFile})
	arrive(t, len(audit)+len(findings), s.Messages.Len)
	return audit, findings, s.Messages.All()
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

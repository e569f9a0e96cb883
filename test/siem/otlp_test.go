// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/sink"
)

// vendor is a product that takes OTLP over HTTP.
type vendor struct {
	// base is the path before /v1/, headers what the vendor insists on.
	base    string
	headers map[string]string
	signals []string
	env     func(address string) map[string]string
	// cut and cutSpans are the vendor's limits on attribute values.
	cut, cutSpans int
}

func (v vendor) start(t *testing.T, certs *rig.Certs) *product {
	t.Helper()
	o := sink.NewOTLP(t, certs, v.base, v.headers, v.signals...)
	p := &product{server: o.Server, env: merge(trust(certs), v.env("https://"+o.Addr)), cut: v.cut}
	kind := func(finding bool) func() []rig.Record {
		return func() (out []rig.Record) {
			for _, r := range o.Records() {
				if r.Event == "mcpsec.finding" == finding {
					out = append(out, r)
				}
			}
			return out
		}
	}
	p.audit, p.findings = kind(false), kind(true)
	for _, signal := range v.signals {
		switch signal {
		case "traces":
			p.spans = o.Spans
		case "metrics":
			p.points = o.Points
		}
	}
	if v.cutSpans > 0 {
		p.holdsSpan = func(s rig.Span) rig.Span {
			s.Attrs = cutAll(s.Attrs, v.cutSpans)
			return s
		}
	}
	p.always = func(t *testing.T) {
		t.Helper()
		for _, r := range o.Records() {
			assert.Equal(t, r.Event, r.Attrs["event.name"])
		}
		for _, r := range o.Resources() {
			assert.NotEmpty(t, r["service.name"], "what these products group by")
		}
	}
	return p
}

func basic(user, password string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password))
}

func newRelic(t *testing.T, certs *rig.Certs) *product {
	t.Helper()
	return vendor{
		"", map[string]string{"api-key": "nr"}, []string{"logs", "traces", "metrics"}, func(at string) map[string]string {
			return map[string]string{"NEW_RELIC_LICENSE_KEY": "nr", "NEW_RELIC_OTLP_ENDPOINT": at}
		}, 4095, 0,
	}.start(t, certs)
}

func moesif(t *testing.T, certs *rig.Certs) *product {
	t.Helper()
	return vendor{
		"", map[string]string{"X-Moesif-Application-Id": "app"}, []string{"logs", "traces"}, func(at string) map[string]string {
			return map[string]string{"MOESIF_APPLICATION_ID": "app", "MOESIF_BASE": at}
		}, 65536, 0,
	}.start(t, certs)
}

func grafanaCloud(t *testing.T, certs *rig.Certs) *product {
	t.Helper()
	return vendor{
		"/otlp", map[string]string{"Authorization": basic("123", "glc")}, []string{"logs", "traces", "metrics"}, func(at string) map[string]string {
			return map[string]string{"GRAFANA_CLOUD_INSTANCE_ID": "123", "GRAFANA_CLOUD_TOKEN": "glc", "GRAFANA_CLOUD_OTLP_ENDPOINT": at + "/otlp"}
		}, 16384, 2048,
	}.start(t, certs)
}

func loki(t *testing.T, certs *rig.Certs) *product {
	t.Helper()
	return vendor{
		"/otlp", map[string]string{"Authorization": basic("u", "p"), "X-Scope-OrgID": "fake"}, []string{"logs"}, func(at string) map[string]string {
			return map[string]string{"LOKI_USERNAME": "u", "LOKI_PASSWORD": "p", "LOKI_OTLP_ENDPOINT": at + "/otlp"}
		}, 16384, 0,
	}.start(t, certs)
}

func victoriaLogs(t *testing.T, certs *rig.Certs) *product {
	t.Helper()
	headers := map[string]string{"Authorization": "Bearer vl", "VL-Stream-Fields": "service.name,event.name", "AccountID": "0"}
	return vendor{
		"/insert/opentelemetry", headers, []string{"logs"}, func(at string) map[string]string {
			return map[string]string{"VICTORIALOGS_TOKEN": "vl", "VICTORIALOGS_ENDPOINT": at}
		}, 262144, 0,
	}.start(t, certs)
}

func datadog(t *testing.T, certs *rig.Certs) *product {
	t.Helper()
	return vendor{
		"", map[string]string{"dd-api-key": "dd"}, []string{"logs"}, func(at string) map[string]string {
			return map[string]string{"DD_API_KEY": "dd", "DD_OTLP_LOGS_ENDPOINT": at + "/v1/logs"}
		}, 262144, 0,
	}.start(t, certs)
}

func honeycomb(t *testing.T, certs *rig.Certs) *product {
	t.Helper()
	return vendor{
		"", map[string]string{"x-honeycomb-team": "hc", "x-honeycomb-dataset": "otelcol-mcp"}, []string{"logs", "traces", "metrics"}, func(at string) map[string]string {
			return map[string]string{"HONEYCOMB_API_KEY": "hc", "HONEYCOMB_ENDPOINT": at}
		}, 65535, 0,
	}.start(t, certs)
}

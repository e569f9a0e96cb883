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

func TestOTLPTargets(t *testing.T) {
	t.Parallel()
	basic := func(user, password string) string {
		return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password))
	}
	tests := []struct {
		name    string
		path    string
		headers map[string]string
		env     func(base string) map[string]string
	}{
		{"newrelic", "/v1/logs", map[string]string{"api-key": "nr"}, func(base string) map[string]string {
			return map[string]string{"NEW_RELIC_LICENSE_KEY": "nr", "NEW_RELIC_OTLP_ENDPOINT": base}
		}},
		{"moesif", "/v1/logs", map[string]string{"X-Moesif-Application-Id": "app"}, func(base string) map[string]string {
			return map[string]string{"MOESIF_APPLICATION_ID": "app", "MOESIF_BASE": base}
		}},
		{"grafana-cloud", "/otlp/v1/logs", map[string]string{"Authorization": basic("123", "glc")}, func(base string) map[string]string {
			return map[string]string{"GRAFANA_CLOUD_INSTANCE_ID": "123", "GRAFANA_CLOUD_TOKEN": "glc", "GRAFANA_CLOUD_OTLP_ENDPOINT": base + "/otlp"}
		}},
		{"loki", "/otlp/v1/logs", map[string]string{"Authorization": basic("u", "p"), "X-Scope-OrgID": "fake"}, func(base string) map[string]string {
			return map[string]string{"LOKI_USERNAME": "u", "LOKI_PASSWORD": "p", "LOKI_OTLP_ENDPOINT": base + "/otlp"}
		}},
		{"victorialogs", "/insert/opentelemetry/v1/logs", map[string]string{"Authorization": "Bearer vl", "VL-Stream-Fields": "service.name,event.name", "AccountID": "0"}, func(base string) map[string]string {
			return map[string]string{"VICTORIALOGS_TOKEN": "vl", "VICTORIALOGS_ENDPOINT": base}
		}},
		{"datadog", "/v1/logs", map[string]string{"dd-api-key": "dd"}, func(base string) map[string]string {
			return map[string]string{"DD_API_KEY": "dd", "DD_OTLP_LOGS_ENDPOINT": base + "/v1/logs"}
		}},
		{"honeycomb", "/v1/logs", map[string]string{"x-honeycomb-team": "hc", "x-honeycomb-dataset": "otelcol-mcp"}, func(base string) map[string]string {
			return map[string]string{"HONEYCOMB_API_KEY": "hc", "HONEYCOMB_ENDPOINT": base}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			certs := rig.NewCerts(t)
			otlp := sink.NewOTLP(t, certs, tt.path, tt.headers)
			audit, findings := run(t, "siem/"+tt.name+".yaml", "", merge(trust(certs), tt.env("https://"+otlp.Addr)))
			arrive(t, len(audit)+len(findings), func() int { return len(otlp.Records()) })
			var a, f []map[string]any
			for _, r := range otlp.Records() {
				assert.Equal(t, r.Event, r.Attrs["event.name"])
				if r.Event == "mcpsec.finding" {
					f = append(f, r.Attrs)
				} else {
					a = append(a, r.Attrs)
				}
			}
			same(t, audit, a, identity)
			same(t, findings, f, identity)
		})
	}
}

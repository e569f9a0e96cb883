// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/sink"
)

func clickHouse(t *testing.T, certs *rig.Certs) *product {
	t.Helper()
	ch := sink.NewClickHouse(t, certs, "writer", "insert only")
	table := func(name string) func() []rig.Record {
		return func() (out []rig.Record) {
			for _, row := range ch.Rows.All() {
				if row.Table == name {
					out = append(out, rowRecord(row.Values))
				}
			}
			return out
		}
	}
	return &product{
		env: map[string]string{
			"CLICKHOUSE_ENDPOINT": "https://" + ch.Addr, "CLICKHOUSE_USERNAME": "writer", "CLICKHOUSE_PASSWORD": "insert only", "CLICKHOUSE_CA_FILE": certs.CAFile,
		},
		audit: table("mcp.mcp_audit"), findings: table("mcp.mcp_findings"),
		always: func(t *testing.T) {
			t.Helper()
			for _, row := range ch.Rows.All() {
				assert.NotEmpty(t, row.Values["ServiceName"])
				assert.Equal(t, row.Values["EventName"], row.Values["LogAttributes"].(map[string]string)["event.name"])
			}
		},
	}
}

func rowRecord(v map[string]any) rig.Record {
	attrs := map[string]any{}
	for k, value := range v["LogAttributes"].(map[string]string) {
		attrs[k] = value
	}
	return rig.Record{
		Event: v["EventName"].(string), Body: v["Body"].(string), Severity: v["SeverityText"].(string), Level: v["SeverityNumber"].(int),
		Time: v["Timestamp"].(time.Time), Attrs: attrs,
	}
}

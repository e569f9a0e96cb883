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
		server: ch.Server,
		audit:  table("mcp.mcp_audit"), findings: table("mcp.mcp_findings"),
		always: func(t *testing.T) {
			t.Helper()
			for _, row := range ch.Rows.All() {
				assert.NotEmpty(t, row.Values["ServiceName"])
				assert.Equal(t, row.Values["EventName"], row.Values["LogAttributes"].(map[string]string)["event.name"])
			}
		},
	}
}

// The exporter looks at the tables once, when it starts. Where ClickHouse is away at that moment nothing is missing either.
func TestClickHouseAwayAtStart(t *testing.T) {
	t.Parallel()
	certs := rig.NewCerts(t)
	p := clickHouse(t, certs)
	p.server.Down()
	c := rig.New(t, "siem/clickhouse.yaml", rig.Feed, p.env)
	c.Start()
	explain(t, c)
	audit := rig.Audit(events)
	rig.Send(t, c.Audit, audit)
	p.server.Up()
	arrive(t, events, func() int { return len(p.audit()) })
	same(t, p.expect(rig.Records(audit)), p.audit())
	p.always(t)
}

func rowRecord(v map[string]any) rig.Record {
	attrs := map[string]any{}
	for k, value := range v["LogAttributes"].(map[string]string) {
		attrs[k] = value
	}
	event, _ := v["EventName"].(string)
	return rig.Record{
		Event: event, Body: v["Body"].(string), Severity: v["SeverityText"].(string), Level: v["SeverityNumber"].(int),
		Time: v["Timestamp"].(time.Time), Attrs: attrs,
	}
}

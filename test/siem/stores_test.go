// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/twmb/franz-go/pkg/kgo"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/sink"
)

func TestKafka(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, audit, findings string }{
		{"kafka", "mcp.audit", "mcp.findings"},
		{"tinybird-kafka", "mcp_audit", "mcp_findings"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			certs := rig.NewCerts(t)
			kafka := sink.NewKafka(t, certs, tt.audit, tt.findings)
			audit, findings := run(t, "siem/"+tt.name+".yaml", "", map[string]string{
				"KAFKA_BROKERS": kafka.Brokers, "KAFKA_USERNAME": sink.User, "KAFKA_PASSWORD": sink.Password, "KAFKA_CA_FILE": certs.CAFile,
			})
			records := kafka.Read(t, tt.audit, len(audit))
			partitions := map[any]map[int32]bool{}
			view := func(r *kgo.Record) map[string]any {
				attrs := flat(t, r.Value)
				key := attrs["mcpsec.session.key"]
				if partitions[key] == nil {
					partitions[key] = map[int32]bool{}
				}
				partitions[key][r.Partition] = true
				assert.NotEmpty(t, r.Key)
				return attrs
			}
			same(t, audit, records, view)
			for key, p := range partitions {
				assert.Len(t, p, 1, "session %v is on one partition", key)
			}
			same(t, findings, kafka.Read(t, tt.findings, len(findings)), view)
		})
	}
}

func s3Env(s *sink.S3, certs *rig.Certs) map[string]string {
	return merge(trust(certs), map[string]string{
		"AWS_REGION": "eu-central-1", "S3_BUCKET": "lake", "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret",
		"S3_ENDPOINT": "https://" + s.Addr, "S3_PATH_STYLE": "true", "AWS_ACCOUNT_ID": "123456789012",
	})
}

// quick writes files at once: a test does not wait a minute for a batch.
const quick = `
exporters:
  awss3/audit: { sending_queue: { batch: { flush_timeout: 200ms } } }
  awss3/findings: { sending_queue: { batch: { flush_timeout: 200ms } } }
`

func TestTinybirdS3(t *testing.T) {
	t.Parallel()
	certs := rig.NewCerts(t)
	s3 := sink.NewS3(t, certs, "lake", "AKIDEXAMPLE")
	audit, findings := run(t, "siem/tinybird-s3.yaml", quick, s3Env(s3, certs))
	arrive(t, len(audit), func() int { return len(lines(t, s3.Objects.All(), "mcp_audit/year=")) })
	arrive(t, len(findings), func() int { return len(lines(t, s3.Objects.All(), "mcp_findings/year=")) })
	same(t, audit, lines(t, s3.Objects.All(), "mcp_audit/"), identity)
	same(t, findings, lines(t, s3.Objects.All(), "mcp_findings/"), identity)
}

func TestS3OCSF(t *testing.T) {
	t.Parallel()
	certs := rig.NewCerts(t)
	s3 := sink.NewS3(t, certs, "lake", "AKIDEXAMPLE")
	c := rig.New(t, "siem/s3-ocsf.yaml", ownFindings+quick, s3Env(s3, certs))
	c.Start()
	audit := rig.Audit(events)
	rig.Send(t, c.Audit, audit)
	const api = "ext/mcp-api-activity/1.0/region=eu-central-1/accountId=123456789012/eventDay="
	arrive(t, events, func() int { return len(lines(t, s3.Objects.All(), api)) })
	unmapped := func(o map[string]any) map[string]any { return o["unmapped"].(map[string]any) }
	same(t, rig.Records(audit), lines(t, s3.Objects.All(), api), unmapped)
	for _, o := range lines(t, s3.Objects.All(), api) {
		required(t, o, "activity_id", "actor", "api", "category_uid", "class_uid", "metadata", "severity_id", "src_endpoint", "time", "type_uid")
		assert.InDelta(t, o["class_uid"].(float64)*100+o["activity_id"].(float64), o["type_uid"], 0)
		assert.NotEmpty(t, o["api"].(map[string]any)["operation"])
	}

	// Findings in OCSF are the connector's own.
	read, exfiltrate := rig.Attacks(0, 3)
	rig.Send(t, c.Audit, read)
	rig.Send(t, c.Audit, exfiltrate)
	const det = "ext/mcp-detection-finding/1.0/region=eu-central-1/accountId=123456789012/eventDay="
	arrive(t, 3, func() int { return len(lines(t, s3.Objects.All(), det)) })
	for _, o := range lines(t, s3.Objects.All(), det) {
		required(t, o, "activity_id", "category_uid", "class_uid", "finding_info", "metadata", "severity_id", "time", "type_uid")
		assert.InDelta(t, 200401, o["type_uid"], 0)
		assert.NotEmpty(t, o["finding_info"].(map[string]any)["uid"])
		assert.NotEmpty(t, o["metadata"].(map[string]any)["product"])
	}
}

// ownFindings replaces the receiver of audit events alone: findings are the connector's.
const ownFindings = `
receivers:
  otlp/audit: { protocols: { http: { endpoint: "${env:TEST_AUDIT}" } } }
service: { pipelines: { logs/in: { receivers: [otlp/audit] } } }
`

func required(t *testing.T, o map[string]any, keys ...string) {
	t.Helper()
	for _, k := range keys {
		assert.Contains(t, o, k, "OCSF requires it")
	}
}

func TestFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	audit, findings := run(t, "siem/file.yaml", "", map[string]string{"OTELCOL_MCP_DIR": dir})
	read := func(name string) []rig.Record { return readOTLP(filepath.Join(dir, name)) }
	arrive(t, len(audit), func() int { return len(read("audit.jsonl")) })
	arrive(t, len(findings), func() int { return len(read("findings.jsonl")) })
	attrs := func(r rig.Record) map[string]any { return r.Attrs }
	same(t, audit, read("audit.jsonl"), attrs)
	same(t, findings, read("findings.jsonl"), attrs)
	for i, r := range read("findings.jsonl") {
		require.True(t, strings.HasPrefix(r.Body, "read_then_exfiltrate"), "finding %d: %s", i, r.Body)
	}
}

// readOTLP reads what the file exporter wrote.
func readOTLP(path string) []rig.Record {
	raw, _ := os.ReadFile(path)
	var out []rig.Record
	for line := range bytes.SplitSeq(bytes.TrimSpace(raw), []byte("\n")) {
		if logs, err := (&plog.JSONUnmarshaler{}).UnmarshalLogs(line); err == nil {
			out = append(out, rig.Records(logs)...)
		}
	}
	return out
}

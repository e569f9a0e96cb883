// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/sink"
)

func kafkaJSON(t *testing.T, certs *rig.Certs) *product {
	t.Helper()
	return newKafkaJSON(t, certs, "mcp.audit", "mcp.findings")
}

func tinybirdKafka(t *testing.T, certs *rig.Certs) *product {
	t.Helper()
	return newKafkaJSON(t, certs, "mcp_audit", "mcp_findings")
}

func newKafkaJSON(t *testing.T, certs *rig.Certs, audit, findings string) *product {
	t.Helper()
	kafka := sink.NewKafka(t, certs, audit, findings)
	topic := func(name string) func() []rig.Record {
		return func() (out []rig.Record) {
			for _, r := range kafka.Records(name) {
				out = append(out, record(t, flat(t, r.Value)))
			}
			return out
		}
	}
	return &product{
		env: map[string]string{
			"KAFKA_BROKERS": kafka.Brokers, "KAFKA_USERNAME": sink.User, "KAFKA_PASSWORD": sink.Password, "KAFKA_CA_FILE": certs.CAFile,
		},
		audit: topic(audit), findings: topic(findings), holds: noLevel,
		always: func(t *testing.T) {
			t.Helper()
			partitions := map[any]map[int32]bool{}
			for _, r := range kafka.Records(audit) {
				key := flat(t, r.Value)[session]
				if partitions[key] == nil {
					partitions[key] = map[int32]bool{}
				}
				partitions[key][r.Partition] = true
				assert.NotEmpty(t, r.Key)
			}
			for key, p := range partitions {
				assert.Len(t, p, 1, "session %v is on one partition", key)
			}
		},
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

func tinybirdS3(t *testing.T, certs *rig.Certs) *product {
	t.Helper()
	s3 := sink.NewS3(t, certs, "lake", "AKIDEXAMPLE")
	files := func(prefix string) func() []rig.Record {
		return func() (out []rig.Record) {
			for _, o := range lines(t, s3.Objects.All(), prefix) {
				out = append(out, record(t, o))
			}
			return out
		}
	}
	return &product{server: s3.Server, env: s3Env(s3, certs), overlay: quick, audit: files("mcp_audit/year="), findings: files("mcp_findings/year="), holds: noLevel}
}

// lines splits the NDJSON of objects whose key has a prefix.
func lines(t *testing.T, objects []sink.Object, prefix string) []map[string]any {
	t.Helper()
	var out []map[string]any
	for _, o := range objects {
		if strings.HasPrefix(o.Key, prefix) {
			for line := range strings.SplitSeq(strings.TrimSpace(string(o.Data)), "\n") {
				out = append(out, flat(t, []byte(line)))
			}
		}
	}
	return out
}

func s3OCSF(t *testing.T, certs *rig.Certs) *product {
	t.Helper()
	s3 := sink.NewS3(t, certs, "lake", "AKIDEXAMPLE")
	return &product{
		env: s3Env(s3, certs), overlay: quick, own: true,
		audit: func() (out []rig.Record) {
			for _, o := range lines(t, s3.Objects.All(), "ext/mcp-api-activity/1.0/region=eu-central-1/accountId=123456789012/eventDay=") {
				out = append(out, apiActivity(t, o))
			}
			return out
		},
		findings: func() (out []rig.Record) {
			for _, o := range lines(t, s3.Objects.All(), "ext/mcp-detection-finding/1.0/region=eu-central-1/accountId=123456789012/eventDay=") {
				out = append(out, detectionFinding(t, o))
			}
			return out
		},
		holds: ocsfHolds,
	}
}

// apiActivity reads OCSF's API Activity, class 6003.
func apiActivity(t *testing.T, o map[string]any) rig.Record {
	t.Helper()
	required(t, o, "activity_id", "actor", "api", "category_uid", "class_uid", "metadata", "severity_id", "src_endpoint", "time", "type_uid")
	assert.InDelta(t, 6003, o["class_uid"], 0)
	assert.InDelta(t, o["class_uid"].(float64)*100+o["activity_id"].(float64), o["type_uid"], 0)
	assert.NotEmpty(t, o["api"].(map[string]any)["operation"])
	return rig.Record{
		Event: o["metadata"].(map[string]any)["log_name"].(string), Body: o["message"].(string), Level: int(o["severity_id"].(float64)),
		Time: time.UnixMilli(int64(o["time"].(float64))), Attrs: o["unmapped"].(map[string]any),
	}
}

// detectionFinding reads OCSF's Detection Finding, class 2004. The connector makes the whole of it, so the whole is compared.
func detectionFinding(t *testing.T, o map[string]any) rig.Record {
	t.Helper()
	required(t, o, "activity_id", "category_uid", "class_uid", "finding_info", "metadata", "severity_id", "time", "type_uid")
	assert.InDelta(t, 200401, o["type_uid"], 0)
	assert.NotEmpty(t, o["finding_info"].(map[string]any)["uid"])
	assert.NotEmpty(t, o["metadata"].(map[string]any)["product"])
	return rig.Record{Event: "mcpsec.finding", Body: jsonText(o)}
}

func required(t *testing.T, o map[string]any, keys ...string) {
	t.Helper()
	for _, k := range keys {
		assert.Contains(t, o, k, "OCSF requires it")
	}
}

// ocsfHolds is a finding's body alone, and of an audit event everything with OCSF's milliseconds and severity: 1
// informational, 2 low, 3 medium.
func ocsfHolds(r rig.Record) rig.Record {
	if r.Event == "mcpsec.finding" {
		return rig.Record{Event: r.Event, Body: r.Body}
	}
	r.Severity, r.Time = "", r.Time.Truncate(time.Millisecond)
	switch {
	case r.Level >= int(plog.SeverityNumberError):
		r.Level = 3
	case r.Level >= int(plog.SeverityNumberWarn):
		r.Level = 2
	default:
		r.Level = 1
	}
	return r
}

// Findings in OCSF are the connector's own: three attacks, three findings.
func TestOCSFFindings(t *testing.T) {
	t.Parallel()
	certs := rig.NewCerts(t)
	p := s3OCSF(t, certs)
	c := rig.New(t, "siem/s3-ocsf.yaml", rig.FeedAudit+quick, p.env)
	c.Start()
	explain(t, c)
	read, exfiltrate := rig.Attacks(0, 3)
	rig.Send(t, c.Audit, read)
	rig.Send(t, c.Audit, exfiltrate)
	arrive(t, 3, func() int { return len(p.findings()) })
}

func files(t *testing.T, _ *rig.Certs) *product {
	t.Helper()
	dir := t.TempDir()
	file := func(name string) func() []rig.Record {
		return func() []rig.Record { return rig.ReadLogs(filepath.Join(dir, name)) }
	}
	return &product{
		// The demo has its own place for OTELCOL_MCP_DIR.
		env: map[string]string{"TEST_FILES": dir},
		overlay: `
exporters:
  file/audit: { path: "${env:TEST_FILES}/audit.jsonl" }
  file/findings: { path: "${env:TEST_FILES}/findings.jsonl" }
`,
		audit: file("audit.jsonl"), findings: file("findings.jsonl"),
		check: func(t *testing.T) {
			t.Helper()
			for i, r := range file("findings.jsonl")() {
				require.True(t, strings.HasPrefix(r.Body, "read_then_exfiltrate"), "finding %d: %s", i, r.Body)
			}
		},
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdatafinding

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

func finding(detector string) *detect.Finding {
	at := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	f := &detect.Finding{
		Detector: detector, Severity: detect.Critical, Confidence: 0.9, Title: "title", Description: "description",
		Observed: 12, Baseline: 3, SessionKey: "s1", User: "alice", ClientAddress: "192.0.2.7", Server: "crm", Tool: "send",
		Evidence: []detect.Call{{Time: at.Add(-time.Second), Tool: "read"}, {Time: at, Tool: "send", Role: "left here"}},
	}
	f.Complete(&detect.Event{Time: at}, nil)
	return f
}

// required are the fields that OCSF 1.6.0 requires of a Detection Finding, and of the objects in it.
var required = map[string][]string{
	"":                      {"activity_id", "category_uid", "class_uid", "type_uid", "severity_id", "time", "metadata", "finding_info"},
	"metadata":              {"version", "product"},
	"metadata.product":      {"name"},
	"finding_info":          {"uid"},
	"finding_info.analytic": {"type_id"},
}

// at follows a dotted path of objects.
func at(t *testing.T, m map[string]any, path string) map[string]any {
	t.Helper()
	for path != "" {
		key := path
		rest := ""
		for i := range path {
			if path[i] == '.' {
				key, rest = path[:i], path[i+1:]
				break
			}
		}
		next, ok := m[key].(map[string]any)
		require.True(t, ok, key)
		m, path = next, rest
	}
	return m
}

func TestOCSFHasEveryRequiredField(t *testing.T) {
	for detector := range detect.Catalogued() {
		t.Run(detector, func(t *testing.T) {
			record := plog.NewLogRecord()
			ToOCSF(finding(detector), "0.1.0", record)
			body := record.Body().Map().AsRaw()
			for path, keys := range required {
				for _, key := range keys {
					assert.Contains(t, at(t, body, path), key, path)
				}
			}
			assert.EqualValues(t, 200401, body["type_uid"])
			assert.EqualValues(t, 5, body["severity_id"])
			assert.EqualValues(t, 1772452800000, body["time"])
			for _, a := range at(t, body, "finding_info")["attacks"].([]any) {
				assert.Contains(t, a, "technique", "an attack names at least a technique")
				assert.Contains(t, a, "version")
			}
			for _, o := range body["observables"].([]any) {
				assert.Contains(t, o, "type_id")
			}
			for _, e := range body["evidences"].([]any) {
				assert.Contains(t, e, "data")
			}
		})
	}
}

func TestOTelFormCarriesTheSchemasKeys(t *testing.T) {
	record := plog.NewLogRecord()
	ToLog(finding("read_then_exfiltrate"), "0.1.0", record)
	known := make(map[string]bool)
	for _, k := range schema.Keys {
		known[k.Name] = true
	}
	for key := range record.Attributes().All() {
		assert.True(t, known[key], "%s is not in internal/schema", key)
	}
	assert.Equal(t, schema.EventFinding, record.EventName())
	assert.Equal(t, "critical: title", record.Body().Str())
	evidence, ok := record.Attributes().Get(schema.FindingEvidence)
	require.True(t, ok)
	assert.Equal(t, "left here", evidence.Slice().At(1).Map().AsRaw()["role"])
}

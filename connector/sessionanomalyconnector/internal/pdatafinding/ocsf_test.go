// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdatafinding

import (
	"encoding/json"
	"strings"
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

// ocsf gives a finding as the JSON that a SIEM gets.
func ocsf(t *testing.T, f *detect.Finding) map[string]any {
	t.Helper()
	record := plog.NewLogRecord()
	ToOCSF(f, "0.1.0", record)
	data, err := json.Marshal(record.Body().Map().AsRaw())
	require.NoError(t, err)
	var event map[string]any
	require.NoError(t, json.Unmarshal(data, &event))
	return event
}

func TestOCSFKeepsToTheSchema(t *testing.T) {
	schema := readOCSF(t, detectionFinding)
	for detector := range detect.Catalogued() {
		t.Run(detector, func(t *testing.T) {
			for severity := detect.Info; severity <= detect.Critical; severity++ {
				f := finding(detector)
				f.Severity, f.Confidence = severity, float64(severity)/5
				event := ocsf(t, f)
				assert.Empty(t, schema.problems(event))
				assert.InDelta(t, float64(severity), event["severity_id"], 0)
				assert.InDelta(t, 1772452800000, event["time"], 0)
			}
		})
	}
	t.Run("a finding with nothing but a title", func(t *testing.T) {
		f := &detect.Finding{Detector: "a_rule_of_the_user", Severity: detect.Low, Title: "title", DedupKey: "x"}
		f.Complete(&detect.Event{Time: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)}, nil)
		assert.Empty(t, schema.problems(ocsf(t, f)))
	})
}

// TestTheSchemaSeesMistakes: a check that finds nothing must be one that could.
func TestTheSchemaSeesMistakes(t *testing.T) {
	first := func(event map[string]any, list string) map[string]any { return event[list].([]any)[0].(map[string]any) }
	for _, tt := range []struct {
		name   string
		change func(map[string]any)
		want   string
	}{
		{"a field that is required", func(e map[string]any) { delete(e, "metadata") }, "event: metadata is required"},
		{"one in an object", func(e map[string]any) { delete(e["finding_info"].(map[string]any), "uid") }, "event.finding_info: uid is required"},
		{"one in a list", func(e map[string]any) { delete(first(e, "observables"), "type_id") }, "event.observables.0: type_id is required"},
		{"a field that is not there", func(e map[string]any) { e["colour"] = "red" }, "event: colour is not in the schema"},
		{"one deep inside", func(e map[string]any) { first(e["finding_info"].(map[string]any), "attacks")["id"] = 7 }, "event.finding_info.attacks.0: id is not in the schema"},
		{"a number for a text", func(e map[string]any) { e["message"] = 7.0 }, "event.message: 7 is no string"},
		{"an empty text", func(e map[string]any) { e["message"] = "" }, "event.message:  is no string"},
		{"a fraction", func(e map[string]any) { e["confidence_score"] = 0.9 }, "event.confidence_score: 0.9 is no integer"},
		{"seconds for milliseconds", func(e map[string]any) { e["time"] = 1772452800.0 }, "is no timestamp"},
		{"an object for a list", func(e map[string]any) { e["evidences"] = map[string]any{} }, "event.evidences is no list"},
		{"a number that is none", func(e map[string]any) { e["severity_id"] = 7.0 }, "event.severity_id: 7 is none of its numbers"},
		{"a caption of another number", func(e map[string]any) { e["severity"] = "Low" }, `event.severity_id is 5, which is "Critical" and not "Low"`},
		{"another and no name for it", func(e map[string]any) {
			first(e, "observables")["type_id"], first(e, "observables")["type"] = 99.0, nil
		}, "nothing says what that is"},
		{"another class", func(e map[string]any) { e["activity_id"] = 2.0 }, "event.type_uid is not class_uid * 100 + activity_id"},
		{"none of the fields of which one is needed", func(e map[string]any) { delete(first(e, "evidences"), "data") }, "event.evidences.0: needs one of"},
		{"another version", func(e map[string]any) { e["metadata"].(map[string]any)["version"] = "1.5.0" }, "event.metadata.version: 1.5.0 is none"},
		{"no address", func(e map[string]any) { e["finding_info"].(map[string]any)["src_url"] = "runbook" }, "is no url"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			event := ocsf(t, finding("read_then_exfiltrate"))
			tt.change(event)
			assert.Contains(t, strings.Join(readOCSF(t, detectionFinding).problems(event), "\n"), tt.want)
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

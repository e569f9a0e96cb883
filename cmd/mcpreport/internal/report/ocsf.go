// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"cmp"

	"github.com/otelcol-mcp/otelcol-mcp/internal/otlplog"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// detectionFinding is OCSF's class of findings (https://schema.ocsf.io/1.6.0/classes/detection_finding).
const detectionFinding = 2004

// severityOf names OCSF's severity_id. Fatal, which the connector never writes, is critical here.
var severityOf = map[int64]string{
	1: schema.SeverityInfo, 2: schema.SeverityLow, 3: schema.SeverityMedium, 4: schema.SeverityHigh, 5: schema.SeverityCritical,
	6: schema.SeverityCritical,
}

// object is a JSON object; what it lacks reads as empty.
type object map[string]any

func (o object) text(key string) string { s, _ := o[key].(string); return s }

func (o object) at(key string) object { m, _ := o[key].(map[string]any); return m }

func (o object) objects(key string) []object {
	values, _ := o[key].([]any)
	var out []object
	for _, v := range values {
		if m, ok := v.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

func isOCSFFinding(r *otlplog.Record) bool {
	return r.OCSF != nil && otlplog.Int(r.OCSF["class_uid"]) == detectionFinding
}

// findingOfOCSF reads a Detection Finding, which is what the connector writes with findings::format: ocsf.
func findingOfOCSF(r *otlplog.Record) *Finding {
	event := object(r.OCSF)
	info, unmapped := event.at("finding_info"), &otlplog.Record{Attrs: event.at("unmapped")}
	f := &Finding{
		Time:        r.Time,
		ID:          info.text("uid"),
		Severity:    severityOf[otlplog.Int(event["severity_id"])],
		Detector:    info.at("analytic").text("name"),
		Title:       cmp.Or(info.text("title"), event.text("message")),
		Description: info.text("desc"),
		Runbook:     info.text("src_url"),
		Confidence:  float64(otlplog.Int(event["confidence_score"])) / 100,
	}
	f.Observed, _ = unmapped.Num(schema.FindingObserved)
	f.Baseline, _ = unmapped.Num(schema.FindingBaseline)
	for _, o := range event.objects("observables") {
		if field := f.observable(o.text("name")); field != nil {
			*field = o.text("value")
		}
	}
	for _, attack := range info.objects("attacks") {
		f.IDs = append(f.IDs, cmp.Or(attack.at("sub_technique").text("uid"), attack.at("technique").text("uid")))
	}
	for _, key := range []string{schema.FindingOWASPMCP, schema.FindingOWASPAgentic, schema.FindingOWASPLLM, schema.FindingSAFEMCP} {
		f.IDs = append(f.IDs, unmapped.List(key)...)
	}
	for _, e := range event.objects("evidences") {
		if len(f.Evidence) == maxEvidence {
			break
		}
		f.Evidence = append(f.Evidence, callOf(e.at("data")))
	}
	return f
}

// observable is where the observable of a name belongs, nil where the report does not show it.
func (f *Finding) observable(name string) *string {
	switch name {
	case schema.ClientAddress:
		return &f.Client
	case schema.UserID:
		return &f.User
	case schema.SessionKey:
		return &f.Session
	case schema.ServerName:
		return &f.Server
	case schema.GenAIToolName:
		return &f.Tool
	}
	return nil
}

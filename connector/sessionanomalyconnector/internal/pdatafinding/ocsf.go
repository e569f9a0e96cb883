// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdatafinding

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// OCSFVersion is the version of the Open Cybersecurity Schema Framework that ToOCSF writes.
const OCSFVersion = "1.6.0"

// Numbers of OCSF's Detection Finding (class 2004) and its enumerations.
const (
	ocsfCategoryFindings = 2
	ocsfDetectionFinding = 2004
	ocsfActivityCreate   = 1
	ocsfStatusNew        = 1

	ocsfAnalyticRule        = 1
	ocsfAnalyticBehavioral  = 2
	ocsfAnalyticStatistical = 3

	ocsfObservableIP    = 2
	ocsfObservableUser  = 4
	ocsfObservableOther = 99

	atlasVersion = "5.6.0"
)

// ToOCSF fills record with the finding as an OCSF Detection Finding, which becomes the body. The attributes are those
// that pipelines route by: the detector and the severity.
func ToOCSF(f *detect.Finding, version string, record plog.LogRecord) {
	record.SetEventName(schema.EventFinding)
	record.SetTimestamp(pcommon.NewTimestampFromTime(f.Time))
	record.SetObservedTimestamp(pcommon.NewTimestampFromTime(f.Time))
	number, text := severity(f.Severity)
	record.SetSeverityNumber(number)
	record.SetSeverityText(text)
	record.SetTraceID(f.TraceID)
	record.SetSpanID(f.SpanID)
	record.Attributes().PutStr(schema.FindingDetector, f.Detector)
	record.Attributes().PutStr(schema.FindingSeverity, f.Severity.String())

	m := record.Body().SetEmptyMap()
	m.PutInt("activity_id", ocsfActivityCreate)
	m.PutInt("category_uid", ocsfCategoryFindings)
	m.PutInt("class_uid", ocsfDetectionFinding)
	m.PutInt("type_uid", ocsfDetectionFinding*100+ocsfActivityCreate)
	m.PutInt("time", f.Time.UnixMilli())
	m.PutInt("timezone_offset", 0)
	m.PutInt("severity_id", int64(f.Severity))
	m.PutStr("severity", capital(f.Severity.String()))
	m.PutInt("status_id", ocsfStatusNew)
	m.PutStr("message", f.Title)
	m.PutBool("is_alert", f.Severity >= detect.High)
	m.PutInt("confidence_id", confidenceID(f.Confidence))
	m.PutInt("confidence_score", int64(f.Confidence*100))
	ocsfMetadata(f, version, m.PutEmptyMap("metadata"))
	ocsfInfo(f, m.PutEmptyMap("finding_info"))
	ocsfObservables(f, m.PutEmptySlice("observables"))
	ocsfEvidence(f, m.PutEmptySlice("evidences"))
	remediation := m.PutEmptyMap("remediation")
	remediation.PutStr("desc", "Follow the runbook.")
	remediation.PutEmptySlice("references").AppendEmpty().SetStr(schema.Runbook(f.Detector))
	unmapped := m.PutEmptyMap("unmapped")
	putList(unmapped, schema.FindingOWASPMCP, f.Refs.OWASPMCP)
	putList(unmapped, schema.FindingOWASPAgentic, f.Refs.OWASPAgentic)
	putList(unmapped, schema.FindingOWASPLLM, f.Refs.OWASPLLM)
	putList(unmapped, schema.FindingSAFEMCP, f.Refs.SAFEMCP)
	unmapped.PutDouble(schema.FindingObserved, f.Observed)
	unmapped.PutDouble(schema.FindingBaseline, f.Baseline)
}

func ocsfMetadata(f *detect.Finding, version string, m pcommon.Map) {
	m.PutStr("version", OCSFVersion)
	m.PutStr("uid", f.ID)
	putText(m, "correlation_uid", f.SessionKey)
	product := m.PutEmptyMap("product")
	product.PutStr("name", "otelcol-mcp")
	product.PutStr("vendor_name", "otelcol-mcp")
	product.PutStr("version", version)
}

func ocsfInfo(f *detect.Finding, m pcommon.Map) {
	m.PutStr("uid", f.ID)
	m.PutStr("title", f.Title)
	putText(m, "desc", f.Description)
	m.PutStr("src_url", schema.Runbook(f.Detector))
	m.PutInt("created_time", f.Time.UnixMilli())
	if n := len(f.Evidence); n > 0 {
		m.PutInt("first_seen_time", f.Evidence[0].Time.UnixMilli())
		m.PutInt("last_seen_time", f.Evidence[n-1].Time.UnixMilli())
	}
	if f.Refs.Category != "" {
		m.PutEmptySlice("types").AppendEmpty().SetStr(f.Refs.Category)
	}
	analytic := m.PutEmptyMap("analytic")
	analytic.PutInt("type_id", analyticType(f.Refs.Category))
	analytic.PutStr("name", f.Detector)
	analytic.PutStr("uid", f.Detector)
	putText(analytic, "category", f.Refs.Category)
	attacks := m.PutEmptySlice("attacks")
	for _, id := range f.Refs.ATLAS {
		ocsfAttack(id, attacks.AppendEmpty().SetEmptyMap())
	}
}

// putText leaves an empty text out: OCSF has no attributes without a value.
func putText(m pcommon.Map, key, value string) {
	if value != "" {
		m.PutStr(key, value)
	}
}

// ocsfAttack names an ATLAS technique; "AML.T0085.001" is sub-technique 001 of "AML.T0085".
func ocsfAttack(id string, m pcommon.Map) {
	m.PutStr("version", atlasVersion)
	technique := id
	if parts := strings.Split(id, "."); len(parts) == 3 {
		technique = parts[0] + "." + parts[1]
		m.PutEmptyMap("sub_technique").PutStr("uid", id)
	}
	m.PutEmptyMap("technique").PutStr("uid", technique)
}

func ocsfObservables(f *detect.Finding, list pcommon.Slice) {
	for _, o := range [...]struct {
		name, value string
		kind        int64
		caption     string // OCSF's, or our own where it has none
	}{
		{schema.ClientAddress, f.ClientAddress, ocsfObservableIP, "IP Address"},
		{schema.UserID, f.User, ocsfObservableUser, "User Name"},
		{schema.SessionKey, f.SessionKey, ocsfObservableOther, "MCP Session"},
		{schema.ServerName, f.Server, ocsfObservableOther, "MCP Server"},
		{schema.GenAIToolName, f.Tool, ocsfObservableOther, "MCP Tool"},
		{schema.GenAIAgentName, f.Agent, ocsfObservableOther, "AI Agent"},
	} {
		if o.value == "" {
			continue
		}
		m := list.AppendEmpty().SetEmptyMap()
		m.PutStr("name", o.name)
		m.PutStr("value", o.value)
		m.PutInt("type_id", o.kind)
		m.PutStr("type", o.caption)
	}
}

func ocsfEvidence(f *detect.Finding, list pcommon.Slice) {
	for i := range f.Evidence {
		putCall(&f.Evidence[i], list.AppendEmpty().SetEmptyMap().PutEmptyMap("data"))
	}
}

func analyticType(category string) int64 {
	switch category {
	case "anomaly":
		return ocsfAnalyticStatistical
	case "authentication", "authorization", "resource", "inventory", "":
		return ocsfAnalyticRule
	default:
		return ocsfAnalyticBehavioral
	}
}

func confidenceID(c float64) int64 {
	switch {
	case c >= 0.8:
		return 3
	case c >= 0.5:
		return 2
	default:
		return 1
	}
}

func capital(s string) string {
	if s == schema.SeverityInfo {
		return "Informational"
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package pdatafinding writes findings as log records.
package pdatafinding

import (
	"encoding/hex"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

const ruleset = "otelcol-mcp"

// ToLog fills record with the finding in our own form: schema.EventFinding with attributes under mcpsec.finding.
func ToLog(f *detect.Finding, version string, record plog.LogRecord) {
	record.SetEventName(schema.EventFinding)
	record.SetTimestamp(pcommon.NewTimestampFromTime(f.Time))
	record.SetObservedTimestamp(pcommon.NewTimestampFromTime(f.Time))
	number, text := severity(f.Severity)
	record.SetSeverityNumber(number)
	record.SetSeverityText(text)
	record.Body().SetStr(f.Severity.String() + ": " + f.Title)
	record.SetTraceID(f.TraceID)
	record.SetSpanID(f.SpanID)
	attributes(f, version, record.Attributes())
}

func attributes(f *detect.Finding, version string, attrs pcommon.Map) {
	attrs.EnsureCapacity(32)
	for _, kv := range [...]struct{ key, value string }{
		{schema.FindingID, f.ID},
		{schema.FindingTitle, f.Title},
		{schema.FindingDescription, f.Description},
		{schema.FindingDetector, f.Detector},
		{schema.FindingSeverity, f.Severity.String()},
		{schema.FindingDedupKey, f.DedupKey},
		{schema.FindingRunbook, schema.Runbook(f.Detector)},
		{schema.SessionKey, f.SessionKey},
		{schema.SessionType, f.SessionType},
		{schema.UserID, f.User},
		{schema.GenAIAgentName, f.Agent},
		{schema.ClientAddress, f.ClientAddress},
		{schema.ServerName, f.Server},
		{schema.GenAIToolName, f.Tool},
		{schema.SecurityRuleName, f.Detector},
		{schema.SecurityRuleCategory, f.Refs.Category},
		{schema.SecurityRuleset, ruleset},
		{schema.SecurityRuleVersion, version},
		{schema.SecurityRuleRef, schema.Runbook(f.Detector)},
	} {
		if kv.value != "" {
			attrs.PutStr(kv.key, kv.value)
		}
	}
	attrs.PutDouble(schema.FindingConfidence, f.Confidence)
	attrs.PutDouble(schema.FindingObserved, f.Observed)
	attrs.PutDouble(schema.FindingBaseline, f.Baseline)
	putList(attrs, schema.FindingATLAS, f.Refs.ATLAS)
	putList(attrs, schema.FindingOWASPMCP, f.Refs.OWASPMCP)
	putList(attrs, schema.FindingOWASPAgentic, f.Refs.OWASPAgentic)
	putList(attrs, schema.FindingOWASPLLM, f.Refs.OWASPLLM)
	putList(attrs, schema.FindingSAFEMCP, f.Refs.SAFEMCP)
	evidence(f, attrs)
}

func evidence(f *detect.Finding, attrs pcommon.Map) {
	if len(f.Evidence) == 0 {
		return
	}
	list := attrs.PutEmptySlice(schema.FindingEvidence)
	list.EnsureCapacity(len(f.Evidence))
	for i := range f.Evidence {
		putCall(&f.Evidence[i], list.AppendEmpty().SetEmptyMap())
	}
}

func putCall(c *detect.Call, m pcommon.Map) {
	m.PutStr("time", c.Time.UTC().Format(time.RFC3339Nano))
	for _, kv := range [...]struct{ key, value string }{
		{"method", c.Method}, {"tool", c.Tool}, {"server", c.Server}, {"outcome", c.Outcome}, {"role", c.Role},
	} {
		if kv.value != "" {
			m.PutStr(kv.key, kv.value)
		}
	}
	if c.RequestSize > 0 {
		m.PutInt("request_size", c.RequestSize)
	}
	if c.ResponseSize > 0 {
		m.PutInt("response_size", c.ResponseSize)
	}
	if c.TraceID != [16]byte{} {
		m.PutStr("trace_id", hex.EncodeToString(c.TraceID[:]))
		m.PutStr("span_id", hex.EncodeToString(c.SpanID[:]))
	}
}

func putList(attrs pcommon.Map, key string, values []string) {
	if len(values) == 0 {
		return
	}
	list := attrs.PutEmptySlice(key)
	for _, v := range values {
		list.AppendEmpty().SetStr(v)
	}
}

func severity(s detect.Severity) (plog.SeverityNumber, string) {
	switch s {
	case detect.Critical:
		return plog.SeverityNumberFatal, "CRITICAL"
	case detect.High:
		return plog.SeverityNumberError, "HIGH"
	case detect.Medium:
		return plog.SeverityNumberWarn, "MEDIUM"
	case detect.Low:
		return plog.SeverityNumberInfo2, "LOW"
	default:
		return plog.SeverityNumberInfo, "INFO"
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
)

type cefEvent struct {
	signature, name, severity string
	ext                       map[string]string
}

var (
	cefHeader = regexp.MustCompile(`^CEF:0\|otelcol-mcp\|otelcol-mcp\|[0-9.]+\|((?:[^|\\]|\\.)*)\|((?:[^|\\]|\\.)*)\|(\d+)\|(.*)$`)
	cefKey    = regexp.MustCompile(`(?:^| )([A-Za-z][A-Za-z0-9]*)=`)
)

// parseCEF reads one line by the rules of the implementation standard.
func parseCEF(t *testing.T, line string) cefEvent {
	t.Helper()
	require.NotContains(t, line, "\n", "one event is one line")
	m := cefHeader.FindStringSubmatch(line)
	require.NotNil(t, m, line)
	e := cefEvent{signature: unescape(m[1]), name: unescape(m[2]), severity: m[3], ext: map[string]string{}}
	ext := m[4]
	keys := cefKey.FindAllStringSubmatchIndex(ext, -1)
	for i, k := range keys {
		end := len(ext)
		if i+1 < len(keys) {
			end = keys[i+1][0]
		}
		e.ext[ext[k[2]:k[3]]] = unescape(ext[k[1]:end])
	}
	return e
}

func unescape(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\=`, `=`, `\|`, `|`, `\n`, "\n").Replace(s)
}

var cefAudit = map[string]string{
	"user.id": "suser", "client.address": "src", "client.port": "spt", "mcpsec.server.name": "dhost", "mcp.method.name": "requestMethod",
	"user_agent.original": "requestClientApplication", "mcpsec.request.size": "in", "mcpsec.response.size": "out",
	"jsonrpc.request.id": "externalId", "mcpsec.outcome": "reason", "mcpsec.session.key": "cs1", "gen_ai.tool.name": "cs2",
	"gen_ai.agent.name": "cs3", "gen_ai.tool.call.arguments": "cs4", "dlp.findings.rules": "cs5", "mcpsec.params.hash": "cs6",
}

var cefFindings = map[string]string{
	"user.id": "suser", "mcpsec.server.name": "dhost", "mcpsec.finding.id": "externalId", "mcpsec.finding.confidence": "cfp1",
	"mcpsec.finding.observed": "cfp2", "mcpsec.finding.baseline": "cfp3", "mcpsec.session.key": "cs1", "gen_ai.tool.name": "cs2",
	"mcpsec.finding.atlas": "cs3", "mcpsec.finding.evidence": "cs4", "mcpsec.finding.runbook": "cs5", "mcpsec.finding.dedup_key": "cs6",
	"mcpsec.finding.description": "msg",
}

// attrs brings the extension back under our names.
func (e cefEvent) attrs() map[string]any {
	out := map[string]any{}
	for ours, theirs := range cefKeys(e.ext["cat"] == "finding") {
		if v, ok := e.ext[theirs]; ok {
			out[ours] = v
		}
	}
	return out
}

func cefKeys(finding bool) map[string]string {
	if finding {
		return cefFindings
	}
	return cefAudit
}

// event is the name of the event: an audit event's signature, and one for all findings.
func (e cefEvent) event() string {
	if e.ext["cat"] == "finding" {
		return "mcpsec.finding"
	}
	return e.signature
}

func (e cefEvent) record(t *testing.T) rig.Record {
	t.Helper()
	ms, err := strconv.ParseInt(e.ext["rt"], 10, 64)
	require.NoError(t, err)
	level, err := strconv.Atoi(e.severity)
	require.NoError(t, err)
	return rig.Record{Event: e.event(), Body: e.ext["msg"], Level: level, Time: time.UnixMilli(ms), Attrs: e.attrs()}
}

// cefHolds keeps what CEF has a place for: milliseconds, a severity from 0 to 10, the attributes that have a key, up to
// 1,000 bytes with their escapes, and a space for each tab.
func cefHolds(r rig.Record) rig.Record {
	finding := r.Event == "mcpsec.finding"
	keys := cefKeys(finding)
	attrs := map[string]any{}
	for k, v := range r.Attrs {
		if keys[k] == "" {
			continue
		}
		text, ok := v.(string)
		if !ok && v != nil {
			text = jsonText(v)
		}
		attrs[k] = cefText(text)
	}
	body, _ := r.Attrs["mcpsec.finding.description"].(string)
	if !finding {
		body = r.Body
	}
	return rig.Record{Event: r.Event, Body: cefText(body), Level: cefSeverity(r), Time: r.Time.Truncate(time.Millisecond), Attrs: attrs}
}

func cefSeverity(r rig.Record) int {
	if r.Event == "mcpsec.finding" {
		return map[string]int{"info": 1, "low": 3, "medium": 6, "high": 8, "critical": 10}[r.Attrs["mcpsec.finding.severity"].(string)]
	}
	switch {
	case r.Level >= int(plog.SeverityNumberError):
		return 6
	case r.Level >= int(plog.SeverityNumberWarn):
		return 5
	default:
		return 2
	}
}

// cefText escapes, cuts where the mapping does, and undoes the escapes.
func cefText(s string) string {
	const limit = 1000
	s = strings.NewReplacer(`\`, `\\`, `=`, `\=`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`, "\t", " ").Replace(s)
	if len(s) > limit {
		s = s[:limit]
		for !utf8.ValidString(s) {
			s = s[:len(s)-1]
		}
		if slashes := len(s) - len(strings.TrimRight(s, `\`)); slashes%2 == 1 { // half an escape
			s = s[:len(s)-1]
		}
	}
	return unescape(s)
}

// A value is cut before an escape, never in the middle of it: half of one would swallow what follows.
func TestCEFCutsBeforeAnEscape(t *testing.T) {
	t.Parallel()
	certs := rig.NewCerts(t)
	p := syslogCEF(t, certs)
	c := rig.New(t, "siem/syslog-cef.yaml", rig.Feed, p.env)
	c.Start()
	explain(t, c)
	audit := rig.Audit(8)
	values := []string{
		strings.Repeat("x", 1000), strings.Repeat("x", 1001), strings.Repeat("x", 999) + "=y", strings.Repeat("x", 999) + `\y`,
		strings.Repeat("x", 997) + `\\y`, strings.Repeat("x", 999) + "\ny", strings.Repeat("x", 999) + "ü", strings.Repeat("=", 600),
	}
	records := audit.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords()
	for i, v := range values {
		records.At(i).Attributes().PutStr("user_agent.original", v)
	}
	rig.Send(t, c.Audit, audit)
	arrive(t, len(values), func() int { return len(p.audit()) })
	same(t, p.expect(rig.Records(audit)), p.audit())
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

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
	keys := cefAudit
	if e.ext["cat"] == "finding" {
		keys = cefFindings
	}
	out := map[string]any{}
	for ours, theirs := range keys {
		if v, ok := e.ext[theirs]; ok {
			out[ours] = v
		}
	}
	return out
}

// only keeps the attributes that CEF has a place for, with a space for each tab, as the mapping does.
func only(records []rig.Record, keys map[string]string) []rig.Record {
	for _, r := range records {
		for k := range r.Attrs {
			if _, ok := keys[k]; !ok {
				delete(r.Attrs, k)
			}
			if text, ok := r.Attrs[k].(string); ok {
				r.Attrs[k] = strings.ReplaceAll(text, "\t", " ")
			}
		}
	}
	return records
}

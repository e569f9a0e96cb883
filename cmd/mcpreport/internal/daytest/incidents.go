// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package daytest

import (
	"io"
	"maps"
	"strconv"
	"time"
)

const (
	thief = "[mcp-session:k1:9c41d07be6a25f18]"
	probe = "[mcp-session:k1:44ab0c9de1f7732a]"
)

func at(hour, minute, second int) time.Time {
	return Start.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second)
}

func (d *day) guessing() {
	for n := range 24 {
		d.records = append(d.records, record{at(3, 12, n), "mcp.transport.rejected", "HTTP 401 from 203.0.113.77", map[string]any{
			"mcpsec.outcome": "auth_failed", "mcpsec.server.name": "crm", "client.address": "203.0.113.77",
			"http.response.status_code": int64(401), "mcpsec.auth.present": true, "mcpsec.auth.scheme": "bearer",
		}})
	}
}

func (d *day) probing() {
	for n, tool := range []string{"delete_user", "export_all", "set_role", "read_secret", "list_users", "run_shell", "drop_table", "get_customer"} {
		outcome := "access_denied"
		if tool == "get_customer" {
			outcome = "success"
		}
		d.call(at(16, 40, 7*n), "erin", probe, "support-bot/crm", "crm", tool, outcome)
	}
}

func (d *day) exfiltration() {
	d.call(at(14, 2, 10), "bob", thief, "support-bot/crm", "crm", "list_tickets", "success")
	note := d.call(at(14, 2, 31), "bob", thief, "support-bot/crm", "filesystem", "read_file", "success")
	note["dlp.injection.score"] = 0.92
	note["dlp.injection.cues"] = []any{"override", "exfiltration_url"}
	rows := d.call(at(14, 2, 44), "bob", thief, "support-bot/crm", "crm", "search_customers", "success")
	found(rows, "credit-card", "financial", 12)
	env := d.call(at(14, 2, 52), "bob", thief, "support-bot/crm", "filesystem", "read_file", "success")
	found(env, "aws-access-token", "secret", 1)
	d.call(at(14, 3, 5), "bob", thief, "support-bot/crm", "webhook", "http_post", "success")
}

// Findings writes what was found.
func Findings(w io.Writer) error {
	return write(w, []record{
		finding(at(3, 12, 6), "auth_failure_burst", "high", "6 failed authentications in 30 s from 203.0.113.77",
			"One source failed to authenticate 6 times within 30 seconds, more than the 5 that are tolerated.", 6, 5, map[string]any{
				"client.address": "203.0.113.77", "mcpsec.server.name": "crm", "mcpsec.finding.owasp_mcp": []any{"MCP07:2025"},
				"mcpsec.finding.atlas": []any{"AML.T0012", "AML.T0091.000"}, "mcpsec.finding.runbook": runbook("ir-auth-failure"),
			}),
		finding(at(14, 2, 44), "tool_poisoning", "critical", "The agent obeyed instructions found in a result of read_file",
			"A result of read_file carried instructions to the model, and the calls after it did what they said: they used the destination that the text named.",
			2, 0, session(thief, "bob", "filesystem", "read_file", "ir-tool-poisoning", map[string]any{
				"mcpsec.finding.atlas": []any{"AML.T0110", "AML.T0051.001"}, "mcpsec.finding.owasp_mcp": []any{"MCP03:2025"},
				"mcpsec.finding.owasp_agentic": []any{"ASI01", "ASI04"}, "mcpsec.finding.safe_mcp": []any{"SAFE-T1001"},
				"mcpsec.finding.evidence": steps(
					step(at(14, 2, 31), "read_file", "filesystem", "carried the instructions"),
					step(at(14, 2, 44), "search_customers", "crm", "was told to"),
					step(at(14, 3, 5), "http_post", "webhook", "destination named in the text")),
			})),
		finding(at(14, 3, 5), "read_then_exfiltrate", "critical", "Results of search_customers and read_file were sent out by http_post",
			"Content that search_customers and read_file returned, 12 card numbers and 1 access key among it, reappeared base64-encoded in the arguments of http_post, a tool that sends data out.",
			3184, 0, session(thief, "bob", "webhook", "http_post", "ir-data-exfiltration", map[string]any{
				"mcpsec.finding.atlas": []any{"AML.T0085.001", "AML.T0086"}, "mcpsec.finding.owasp_mcp": []any{"MCP10:2025", "MCP01:2025"},
				"mcpsec.finding.owasp_agentic": []any{"ASI02"}, "mcpsec.finding.safe_mcp": []any{"SAFE-T1914"},
				"mcpsec.finding.evidence": steps(
					step(at(14, 2, 10), "list_tickets", "crm", ""),
					step(at(14, 2, 44), "search_customers", "crm", "source: 12 credit-card"),
					step(at(14, 2, 52), "read_file", "filesystem", "source: 1 aws-access-token"),
					step(at(14, 3, 5), "http_post", "webhook", "sink, base64")),
			})),
		finding(at(16, 40, 42), "denial_spike", "medium", "erin was denied 6 operations in one minute",
			"A user was denied more operations than usual within the window.", 6, 1, session(probe, "erin", "crm", "run_shell", "ir-access-denied", nil)),
		finding(at(16, 40, 49), "tool_diversity", "medium", "One session used 8 tools, 3 are usual for support-bot/crm",
			"The session used more than three times the tools that sessions of its type use.", 8, 2.4,
			session(probe, "erin", "crm", "get_customer", "ir-session-anomaly", nil)),
	})
}

func runbook(name string) string {
	return "https://github.com/otelcol-mcp/otelcol-mcp/blob/main/docs/runbooks/" + name + ".md"
}

func finding(when time.Time, detector, severity, title, description string, observed, baseline float64, more map[string]any) record {
	attrs := map[string]any{
		"mcpsec.finding.id": "f-" + strconv.FormatInt(when.Unix(), 16), "mcpsec.finding.detector": detector,
		"mcpsec.finding.severity": severity, "mcpsec.finding.title": title, "mcpsec.finding.description": description,
		"mcpsec.finding.confidence": 0.9, "mcpsec.finding.observed": observed, "mcpsec.finding.baseline": baseline,
		"mcpsec.finding.dedup_key": detector + "|x",
	}
	maps.Copy(attrs, more)
	return record{when, "mcpsec.finding", severity + ": " + title, attrs}
}

func session(key, user, server, tool, page string, more map[string]any) map[string]any {
	attrs := map[string]any{
		"mcpsec.session.key": key, "mcpsec.session.type": "support-bot/crm", "user.id": user, "mcpsec.server.name": server,
		"gen_ai.tool.name": tool, "mcpsec.finding.runbook": runbook(page),
	}
	maps.Copy(attrs, more)
	return attrs
}

func steps(list ...any) []any { return list }

func step(when time.Time, tool, server, role string) any {
	m := map[string]any{"time": when.Format(time.RFC3339Nano), "method": "tools/call", "tool": tool, "server": server, "outcome": "success"}
	if role != "" {
		m["role"] = role
	}
	return m
}

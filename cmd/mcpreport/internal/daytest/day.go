// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package daytest invents a day of MCP traffic for tests: ordinary sessions of a few agents, somebody guessing credentials,
// a session that probes, and one that reads customers and posts them to a webhook. The same every time.
package daytest

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// Start is when the day begins.
var Start = time.Date(2026, time.November, 20, 0, 0, 0, 0, time.UTC)

// record is an OTLP-JSON log record.
type record struct {
	at    time.Time
	event string
	body  string
	attrs map[string]any
}

// Audit writes the audit trail and Findings what was found in it.
func Audit(w io.Writer) error {
	d := &day{rng: rand.New(rand.NewPCG(1, 2))}
	d.ordinary()
	d.guessing()
	d.probing()
	d.exfiltration()
	slices.SortStableFunc(d.records, func(a, b record) int { return a.at.Compare(b.at) })
	return write(w, d.records)
}

type day struct {
	rng     *rand.Rand
	records []record
}

var agents = []struct {
	user, kind, server string
	tools              []string
}{
	{"alice", "support-bot/crm", "crm", []string{"search_customers", "get_customer", "list_tickets", "update_ticket"}},
	{"bob", "support-bot/crm", "crm", []string{"search_customers", "get_customer", "list_tickets"}},
	{"carol", "coder/filesystem", "filesystem", []string{"read_file", "list_directory", "write_file"}},
	{"dave", "analyst/warehouse", "warehouse", []string{"run_query", "describe_table"}},
}

func (d *day) ordinary() {
	for n := range 260 {
		a := agents[d.rng.IntN(len(agents))]
		hour := 13 + 3.4*d.rng.NormFloat64()
		at := Start.Add(time.Duration(min(23.5, max(0.2, hour)) * float64(time.Hour)))
		session := "[mcp-session:k1:" + fmt.Sprintf("%016x", 0x1f00+n) + "]"
		for range 3 + d.rng.IntN(22) {
			at = at.Add(time.Duration(2+d.rng.IntN(40)) * time.Second)
			d.call(at, a.user, session, a.kind, a.server, a.tools[d.rng.IntN(len(a.tools))], d.outcome())
		}
	}
}

func (d *day) outcome() string {
	switch p := d.rng.Float64(); {
	case p < 0.965:
		return "success"
	case p < 0.985:
		return "tool_error"
	case p < 0.992:
		return "timeout"
	case p < 0.997:
		return "rate_limited"
	}
	return "upstream_error"
}

func (d *day) call(at time.Time, user, session, kind, server, tool, outcome string) map[string]any {
	seconds := 0.02 * math.Exp(0.9*d.rng.NormFloat64())
	if tool == "run_query" {
		seconds *= 12
	}
	if outcome == "timeout" {
		seconds = 10
	}
	attrs := map[string]any{
		"mcp.method.name": "tools/call", "gen_ai.tool.name": tool, "mcpsec.server.name": server, "mcpsec.outcome": outcome,
		"mcpsec.duration": seconds, "mcpsec.session.key": session, "mcpsec.session.type": kind, "user.id": user,
		"mcpsec.transport": "streamable_http", "client.address": "10.1.4." + strconv.Itoa(10+len(user)),
		"mcpsec.request.size": int64(180 + d.rng.IntN(300)), "mcpsec.response.size": int64(400 + d.rng.IntN(9000)),
	}
	if tool == "get_customer" && outcome == "success" {
		found(attrs, "email", "pii", 1)
	}
	d.records = append(d.records, record{at, "mcp.operation", fmt.Sprintf("tools/call %s on %s by %s: %s", tool, server, user, outcome), attrs})
	return attrs
}

func found(attrs map[string]any, rule, category string, count int64) {
	attrs["dlp.findings.count"] = count
	attrs["dlp.findings.rules"] = []any{rule}
	attrs["dlp.findings.categories"] = []any{category}
	attrs["dlp.findings.actions"] = []any{"pseudonym"}
	attrs["dlp.findings.fields"] = []any{"gen_ai.tool.call.result"}
	attrs["dlp.findings.counts"] = []any{count}
}

func write(w io.Writer, records []record) error {
	enc := json.NewEncoder(w)
	for i := range records {
		if err := enc.Encode(records[i].otlp()); err != nil {
			return err
		}
	}
	return nil
}

func (r *record) otlp() map[string]any {
	nanos := strconv.FormatInt(r.at.UnixNano(), 10)
	log := map[string]any{
		"timeUnixNano": nanos, "observedTimeUnixNano": nanos, "eventName": r.event, "severityNumber": 9,
		"body": value(r.body), "attributes": pairs(r.attrs),
	}
	resource := map[string]any{"attributes": pairs(map[string]any{"service.name": "otelcol-mcp"})}
	scope := map[string]any{"scope": map[string]any{"name": "github.com/otelcol-mcp/otelcol-mcp"}, "logRecords": []any{log}}
	return map[string]any{"resourceLogs": []any{map[string]any{"resource": resource, "scopeLogs": []any{scope}}}}
}

func pairs(attrs map[string]any) []any {
	var out []any
	for _, key := range sorted(attrs) {
		out = append(out, map[string]any{"key": key, "value": value(attrs[key])})
	}
	return out
}

func sorted(attrs map[string]any) []string {
	keys := make([]string, 0, len(attrs))
	for k := range attrs {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func value(v any) map[string]any {
	switch v := v.(type) {
	case string:
		return map[string]any{"stringValue": v}
	case bool:
		return map[string]any{"boolValue": v}
	case int64:
		return map[string]any{"intValue": strconv.FormatInt(v, 10)}
	case float64:
		return map[string]any{"doubleValue": v}
	case []any:
		values := []any{}
		for _, e := range v {
			values = append(values, value(e))
		}
		return map[string]any{"arrayValue": map[string]any{"values": values}}
	case map[string]any:
		return map[string]any{"kvlistValue": map[string]any{"values": pairs(v)}}
	}
	return map[string]any{}
}

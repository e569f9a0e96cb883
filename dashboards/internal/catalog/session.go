// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package catalog

import b "github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/board"

// sessionPanels is what the variants of the session investigation differ in: the queries, and the options that make columns
// of an answer.
type sessionPanels struct {
	uid, source                                    string
	findings, critical, affected                   b.Option // over all sessions
	findingsOver, findingRows                      b.Option
	trailCalls, trailFailed, trailFinds, trailSent b.Option // of the chosen session
	trailOver, trailOutcomes, trail, trailFindings b.Option
	sameUser                                       b.Option
	columns                                        []b.Option
	column                                         func(key string) string
}

const sessionAbout = "From a finding to its session: choose a row in Findings, and the trail of the session's calls appears below. "

func (q sessionPanels) build(title, about string, variables ...b.Variable) *b.Dashboard {
	d := b.New(q.uid, title, sessionAbout+about)
	d.Templating.List = variables
	d.Time.From = "now-24h"
	d.Line(4, 3, q.stats()...)
	d.Row("Which session?", 9, 2, q.overview()...)
	d.Row("The session's trail", 4, 4, q.trailStats()...)
	d.Line(9, 2, q.trailGraphs()...)
	d.Line(14, 2, q.trailLogs()...)
	d.Row("Before and after: the same user", 10, 1,
		b.Logs("Everything this user did", "All calls of the user named above, over all sessions: look for other sessions that went the same way.", q.sameUser))
	return d
}

func (q sessionPanels) stats() []*b.Panel {
	return []*b.Panel{
		b.Stat("Findings", "Findings in the selected time range that match the filters. Start with the most severe row below.",
			b.Decimals(0), b.Limits(b.From(1, b.Orange)), b.Empty("0"), q.findings),
		b.Stat("Critical", "Critical findings that match the filters. Any: stop the session first, investigate second.",
			b.Decimals(0), b.Limits(b.From(1, b.Red)), b.Empty("0"), q.critical),
		b.Stat("Sessions with findings", "Distinct sessions behind the findings. One session is an incident, many are a campaign or a rule to tune.",
			b.Decimals(0), b.Limits(b.From(5, b.Orange)), b.Empty("0"), q.affected),
	}
}

func (q sessionPanels) overview() []*b.Panel {
	link := "/d/" + q.uid + "?${" + q.source + ":queryparam}&${datasource:queryparam}&${__url_time_range}&var-session=${__value.raw:percentencode}"
	options := append([]b.Option{q.findingRows}, q.columns...)
	options = append(options, b.Pick(
		b.Column{Field: q.column("time"), Title: "Time"},
		b.Column{Field: "timestamp", Title: "Time"}, // Loki's, where Grafana's feature lokiLogsDataplane is on
		b.Column{Field: q.column("mcpsec.finding.severity"), Title: "Severity"},
		b.Column{Field: q.column("mcpsec.finding.detector"), Title: "Detector"},
		b.Column{Field: q.column("mcpsec.finding.title"), Title: "Finding"},
		b.Column{Field: q.column("mcpsec.session.key"), Title: "Session"},
		b.Column{Field: q.column("user.id"), Title: "User"},
		b.Column{Field: q.column("mcpsec.server.name"), Title: "Server"}),
		b.LinkColumn("Session", b.DataLink{Title: "Show this session", URL: link}), b.SortBy("Time"))
	return []*b.Panel{
		b.TimeSeries("Findings on the time line", "Findings by detector. Several detectors in one column usually saw the same session.",
			b.Decimals(0), b.Bars(), b.MinStep("1m"), b.Empty("no findings"), q.findingsOver),
		b.Grid("Findings", "Every finding that matches the filters. Click a session to load its trail below.", options...),
	}
}

func (q sessionPanels) trailStats() []*b.Panel {
	return []*b.Panel{
		b.Stat("Calls", "Calls in the session's trail. None: choose a session in Findings or widen the time range.", b.Decimals(0), b.Shade(b.Blue), b.Empty("0"), q.trailCalls),
		b.Stat("Not successful", "Calls of the session that were refused or failed. Refusals before a success are how an escalation looks.", b.Decimals(0), b.Limits(b.From(1, b.Orange)), b.Empty("0"), q.trailFailed),
		b.Stat("Findings of the session", "Findings about this session. More than one detector agreeing raises the confidence.", b.Decimals(0), b.Limits(b.From(1, b.Red)), b.Empty("0"), q.trailFinds),
		b.Stat("Distinct tools", "Tools the session used. Compare with its type's baseline on MCP security.", b.Decimals(0), b.Shade(b.Blue), b.Empty("0"), q.trailSent),
	}
}

func (q sessionPanels) trailGraphs() []*b.Panel {
	return []*b.Panel{
		b.TimeSeries("Calls by tool", "The order in which the session used tools. Read, read, then an outward tool is the shape of an exfiltration.",
			b.Decimals(0), b.Bars(), b.Empty("choose a session"), q.trailOver),
		b.TimeSeries("Outcomes", "How the session's calls ended. A wall of refusals is probing; errors then silence is a broken agent.",
			b.Decimals(0), b.Bars(), b.Empty("choose a session"), b.Colored(b.OutcomeColors, b.Outcomes), q.trailOutcomes),
	}
}

func (q sessionPanels) trailLogs() []*b.Panel {
	return []*b.Panel{
		b.Logs("Trail of calls", "The session's audit events, oldest first. Open a line for arguments, result, DLP findings and addresses.", q.trail),
		b.Logs("Findings of this session", "What was found about this session, with the evidence. Follow the runbook named in the attributes.", q.trailFindings),
	}
}

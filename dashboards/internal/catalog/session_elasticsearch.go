// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package catalog

import b "github.com/otelcol-mcp/otelcol-mcp/dashboards/internal/board"

// Elasticsearch finds attributes by their own keys, in the exporter's OpenTelemetry mapping as in its ECS mapping.
const (
	esFindings = `_exists_:mcpsec.finding.id AND mcpsec.finding.detector:($detector) AND mcpsec.finding.severity:($severity)`
	esSession  = `mcpsec.session.key:"$session"`
	esTrail    = esSession + ` AND _exists_:mcp.method.name AND NOT _exists_:mcpsec.finding.id`
	esOfFind   = esSession + ` AND _exists_:mcpsec.finding.id`
)

func sessionElasticsearch() *b.Dashboard {
	total := func(query string) b.Option {
		return func(p *b.Panel) { b.Count(query)(p); b.Total()(p) }
	}
	detectors := b.LabelValues("detector", "Detector", findings, "mcpsec_finding_detector")
	detectors.AllValue = "*"
	return sessionPanels{
		uid:           elasticUID,
		source:        "elasticsearch",
		findings:      total(esFindings),
		critical:      total(esFindings + " AND mcpsec.finding.severity:critical"),
		affected:      b.Distinct(esFindings, "mcpsec.session.key"),
		findingsOver:  b.Counts(esFindings, "mcpsec.finding.detector"),
		findingRows:   b.Documents("raw_data", esFindings),
		trailCalls:    total(esTrail),
		trailFailed:   total(esTrail + " AND NOT mcpsec.outcome:success"),
		trailFinds:    total(esOfFind),
		trailSent:     b.Distinct(esTrail, "gen_ai.tool.name"),
		trailOver:     b.Counts(esTrail, "gen_ai.tool.name"),
		trailOutcomes: b.Counts(esTrail, "mcpsec.outcome"),
		trail:         b.Documents("logs", esTrail),
		trailFindings: b.Documents("logs", esOfFind),
		sameUser:      b.Documents("logs", `user.id:"$user" AND _exists_:mcp.method.name`),
		columns:       []b.Option{b.Bare()},
		column: func(key string) string {
			if key == "time" {
				return "@timestamp"
			}
			return key
		},
	}.build("Session investigation (Elasticsearch)", "Reads audit events and findings from Elasticsearch.",
		b.DatasourceVariable(b.Prometheus, "Prometheus"),
		b.DatasourceVariable(b.Elasticsearch, "Elasticsearch"),
		detectors,
		b.Choice("severity", "Severity", "*", b.Severities),
		b.TextBox("session", "Session", "The session's key; choose one in Findings", ""),
		b.TextBox("user", "User", "A user, for the last row", ""))
}

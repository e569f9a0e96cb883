// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/otelcol-mcp/otelcol-mcp/internal/redact"
	"github.com/otelcol-mcp/otelcol-mcp/internal/rules/pii"
	"github.com/otelcol-mcp/otelcol-mcp/internal/rules/secrets"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/engine"
)

// fact is what is known about a rule beforehand.
type fact struct {
	severity string
	// found are the attributes of the internal metrics, by action.
	found   [redact.Drop + 1]metric.MeasurementOption
	dropped metric.MeasurementOption
}

const severityDefault = "medium"

// severityByCategory holds the categories that are not of the default severity.
var severityByCategory = map[string]string{secrets.Category: "high", pii.Financial: "high"}

// facts returns one fact for each rule of the engine.
func (c *Config) facts(rules []engine.Rule) []fact {
	own := map[string]string{}
	for i := range c.Rules {
		own[c.Rules[i].ID] = c.Rules[i].Severity
	}
	all := make([]fact, len(rules))
	for i, r := range rules {
		f := &all[i]
		for _, s := range []string{own[r.ID], severityByCategory[r.Category], severityDefault} {
			if f.severity = s; s != "" {
				break
			}
		}
		id := attribute.String("rule", r.ID)
		f.dropped = metric.WithAttributeSet(attribute.NewSet(id))
		for action := range f.found {
			f.found[action] = metric.WithAttributeSet(attribute.NewSet(id, attribute.String("action", redact.Action(action).String())))
		}
	}
	return all
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"errors"
	"fmt"
	"slices"

	"go.opentelemetry.io/collector/component"

	"github.com/otelcol-mcp/otelcol-mcp/internal/ottlx"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/engine"
)

// limit is where a rule is used, when that is not everywhere.
type limit struct {
	rule    int // index in the engine
	id      string
	fields  *fields // nil means all
	logs    *ottlx.Conditions[ottlx.Log]
	traces  *ottlx.Conditions[ottlx.Span]
	metrics *ottlx.Conditions[ottlx.DataPoint]
}

// parsers compile conditions. Each is made when first needed: most configurations have none.
type parsers struct {
	set     component.TelemetrySettings
	logs    *ottlx.Parser[ottlx.Log]
	traces  *ottlx.Parser[ottlx.Span]
	metrics *ottlx.Parser[ottlx.DataPoint]
}

// limits compiles the scopes of the configuration. rules are those of the engine, in its order.
func (c *Config) limits(rules []engine.Rule, set component.TelemetrySettings) ([]*limit, error) {
	var all []*limit
	var errs []error
	p := parsers{set: set}
	add := func(key, id string, scope *ScopeConfig) {
		l, err := scope.compile(&p)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s of rule %q: %w", key, id, err))
		}
		rule := slices.IndexFunc(rules, func(r engine.Rule) bool { return r.ID == id })
		if l != nil && rule >= 0 {
			l.rule, l.id = rule, id
			all = append(all, l)
		}
	}
	for i := range c.Rules {
		add(fmt.Sprintf("rules[%d].scope", i), c.Rules[i].ID, &c.Rules[i].Scope)
	}
	for i := range c.Scopes {
		key := fmt.Sprintf("scopes[%d]", i)
		if len(c.Scopes[i].Rules) == 0 {
			errs = append(errs, fmt.Errorf("%s: %w", key, errNoRules))
		}
		for _, id := range c.Scopes[i].Rules {
			if !slices.ContainsFunc(rules, func(r engine.Rule) bool { return r.ID == id }) {
				errs = append(errs, fmt.Errorf("%s: %q: %w in use", key, id, errUnknownRule))
				continue
			}
			add(key, id, &c.Scopes[i].Scope)
		}
	}
	return all, errors.Join(errs...)
}

var errNoRules = errors.New("rules must name at least one rule")

// compile returns nil when the scope is everywhere.
func (s *ScopeConfig) compile(p *parsers) (*limit, error) {
	var l limit
	var errs []error
	var err error
	if len(s.Include)+len(s.Exclude) > 0 {
		l.fields, err = newFields(FieldsConfig{Include: s.Include, Exclude: s.Exclude})
		errs = append(errs, err)
	}
	l.logs, err = conditions(&p.logs, ottlx.Logs, p.set, s.Logs)
	errs = append(errs, err)
	l.traces, err = conditions(&p.traces, ottlx.Spans, p.set, s.Traces)
	errs = append(errs, err)
	l.metrics, err = conditions(&p.metrics, ottlx.DataPoints, p.set, s.Metrics)
	errs = append(errs, err)
	if l == (limit{}) {
		return nil, errors.Join(errs...)
	}
	return &l, errors.Join(errs...)
}

func conditions[K any](
	parser **ottlx.Parser[K], build func(component.TelemetrySettings) (*ottlx.Parser[K], error), set component.TelemetrySettings, list []string,
) (*ottlx.Conditions[K], error) {
	if len(list) == 0 {
		return nil, nil
	}
	if *parser == nil {
		var err error
		if *parser, err = build(set); err != nil {
			return nil, err
		}
	}
	return (*parser).Conditions(list)
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

type promFile struct {
	Groups []promGroup `yaml:"groups"`
}

type promGroup struct {
	Name     string     `yaml:"name"`
	Interval string     `yaml:"interval"`
	Rules    []promRule `yaml:"rules"`
}

type promRule struct {
	Alert         string      `yaml:"alert"`
	Expr          string      `yaml:"expr"`
	For           string      `yaml:"for,omitempty"`
	KeepFiringFor string      `yaml:"keep_firing_for,omitempty"`
	Labels        labels      `yaml:"labels"`
	Annotations   annotations `yaml:"annotations"`
}

type labels struct {
	Severity string `yaml:"severity"`
	Family   string `yaml:"family"`
}

type annotations struct {
	Summary     string `yaml:"summary"`
	Description string `yaml:"description"`
	First       string `yaml:"do_first"`
	RunbookURL  string `yaml:"runbook_url"`
}

var promValue = strings.NewReplacer(
	"<value>", "{{ .Value | humanize }}",
	"<percent>", "{{ .Value | humanizePercentage }}",
	"<session type>", sessionType,
)

// Prometheus renders the rule file.
func (s *Source) Prometheus() ([]byte, error) {
	out := promFile{}
	for _, g := range s.Groups {
		group := promGroup{Name: g.Name, Interval: g.Interval}
		for _, a := range g.Alerts {
			group.Rules = append(group.Rules, a.prometheus())
		}
		out.Groups = append(out.Groups, group)
	}
	return render(out)
}

func (a *Alert) prometheus() promRule {
	return promRule{
		Alert:         a.Name,
		Expr:          a.Expr(),
		For:           a.For,
		KeepFiringFor: a.KeepFiringFor,
		Labels:        labels{Severity: a.Severity, Family: a.Runbook},
		Annotations:   a.annotations(promValue),
	}
}

// Expr is the value compared with its threshold.
func (a *Alert) Expr() string {
	op, threshold := " > ", a.Above
	if a.Below != "" {
		op, threshold = " < ", a.Below
	}
	value := a.Value
	if strings.Contains(value, "\nand\n") { // "and" binds weaker than a comparison
		value = "(\n" + indent(value) + "\n)"
	}
	return value + op + threshold
}

func (a *Alert) annotations(values *strings.Replacer) annotations {
	return annotations{
		Summary:     values.Replace(a.Summary),
		Description: values.Replace(a.Description),
		First:       values.Replace(a.First),
		RunbookURL:  schema.RunbookBase + a.Runbook + ".md",
	}
}

func indent(s string) string {
	return "  " + strings.ReplaceAll(s, "\n", "\n  ")
}

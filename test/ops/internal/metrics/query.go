// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"
)

// made are labels that a query itself makes (label_replace).
var made = []string{"cause"}

// Missing parses a PromQL expression and returns the metrics and labels in it that are not exposed.
func (e Exposed) Missing(expr string) ([]string, error) {
	tree, err := parser.NewParser(parser.Options{}).ParseExpr(expr)
	if err != nil {
		return nil, err
	}
	var missing []string
	var names []string
	parser.Inspect(tree, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok {
			names = append(names, selector.Name)
			missing = append(missing, e.selector(selector)...)
		}
		return nil
	})
	parser.Inspect(tree, func(node parser.Node, _ []parser.Node) error {
		if aggregate, ok := node.(*parser.AggregateExpr); ok {
			missing = append(missing, e.grouping(aggregate.Grouping, within(aggregate.Expr))...)
		}
		return nil
	})
	if len(names) == 0 {
		missing = append(missing, "no metric in "+expr)
	}
	slices.Sort(missing)
	return slices.Compact(missing), nil
}

// within lists the metrics inside an expression.
func within(expr parser.Expr) []string {
	var names []string
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok {
			names = append(names, selector.Name)
		}
		return nil
	})
	return names
}

func (e Exposed) selector(s *parser.VectorSelector) []string {
	exposed, ok := e[s.Name]
	if !ok {
		return []string{s.Name}
	}
	var missing []string
	for _, m := range s.LabelMatchers {
		if m.Name != model.MetricNameLabel && !exposed[m.Name] {
			missing = append(missing, fmt.Sprintf("%s{%s}", s.Name, m.Name))
		}
	}
	return missing
}

// grouping wants a label on one of the metrics that are aggregated.
func (e Exposed) grouping(by, names []string) []string {
	var missing []string
	for _, label := range by {
		has := slices.Contains(made, label) || slices.ContainsFunc(names, func(name string) bool { return e[name][label] })
		if !has {
			missing = append(missing, fmt.Sprintf("by (%s) over %s", label, strings.Join(slices.Compact(slices.Sorted(slices.Values(names))), ", ")))
		}
	}
	return missing
}

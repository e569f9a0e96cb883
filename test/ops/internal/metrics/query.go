// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"
)

// made are labels that a query itself makes (label_replace).
var made = []string{"cause"}

// LookUp looks up every expression of LIST by file, and returns who asks for each thing that is not exposed.
func (e Exposed) LookUp(t *testing.T, list map[string][]string) (missing map[string][]string) {
	t.Helper()
	missing = map[string][]string{}
	for file, expressions := range list {
		for _, expr := range expressions {
			things, err := e.Missing(expr)
			require.NoError(t, err, "%s: %s", file, expr)
			for _, thing := range things {
				missing[thing] = append(missing[thing], filepath.Base(file)+": "+expr)
			}
		}
	}
	return missing
}

// Missing parses a PromQL expression and returns what in it is not exposed: metrics, labels, and selectors that no series meets.
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
	if len(e[s.Name]) == 0 {
		return []string{s.Name}
	}
	var missing []string
	for _, m := range s.LabelMatchers {
		if m.Name != model.MetricNameLabel && !e.has(s.Name, m.Name) {
			missing = append(missing, fmt.Sprintf("%s{%s}", s.Name, m.Name))
		}
	}
	met := slices.ContainsFunc(e[s.Name], func(series map[string]string) bool { return meets(series, s.LabelMatchers) })
	if len(missing) == 0 && !met {
		missing = append(missing, "series of "+s.String())
	}
	return missing
}

func meets(series map[string]string, matchers []*labels.Matcher) bool {
	return !slices.ContainsFunc(matchers, func(m *labels.Matcher) bool {
		return m.Name != model.MetricNameLabel && !slices.Contains(target, m.Name) && !m.Matches(series[m.Name])
	})
}

// grouping wants a label on one of the metrics that are aggregated.
func (e Exposed) grouping(by, names []string) []string {
	var missing []string
	for _, label := range by {
		has := slices.Contains(made, label) || slices.ContainsFunc(names, func(name string) bool { return e.has(name, label) })
		if !has {
			missing = append(missing, fmt.Sprintf("by (%s) over %s", label, strings.Join(slices.Compact(slices.Sorted(slices.Values(names))), ", ")))
		}
	}
	return missing
}

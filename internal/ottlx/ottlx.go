// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package ottlx evaluates OTTL expressions that only read: values, conditions, and named intermediate values. Paths are
// written with their context (log.attributes["x"], span.name, resource.attributes["y"]). Functions that change telemetry
// are not available, so expressions are safe on data shared with other pipelines.
//
// It is the one place that touches the OTTL API, which changes between minor versions.
package ottlx

import (
	"context"
	"fmt"
	"regexp"

	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/ottlfuncs"
)

// Parser compiles expressions for one kind of record. K is the context of one record, as Logs or Spans make it.
type Parser[K any] struct {
	// values has converters alone: what a user writes can change nothing.
	values ottl.Parser[K]
	// lets has the one editor that Let needs to keep a value in the record's cache.
	lets ottl.Parser[K]
	name string
}

func newParser[K any](name string, build func(map[string]ottl.Factory[K]) (ottl.Parser[K], error)) (*Parser[K], error) {
	values, err := build(ottlfuncs.StandardConverters[K]())
	if err != nil {
		return nil, err
	}
	withSet := ottlfuncs.StandardConverters[K]()
	set := ottlfuncs.NewSetFactory[K]()
	withSet[set.Name()] = set
	lets, err := build(withSet)
	if err != nil {
		return nil, err
	}
	return &Parser[K]{values: values, lets: lets, name: name}, nil
}

// Value is a compiled expression. It is safe for concurrent use.
type Value[K any] struct{ expr *ottl.ValueExpression[K] }

// Value compiles an expression.
func (p *Parser[K]) Value(expression string) (*Value[K], error) {
	expr, err := p.values.ParseValueExpression(expression)
	if err != nil {
		return nil, fmt.Errorf("%q is no OTTL value expression: %w", expression, err)
	}
	return &Value[K]{expr}, nil
}

// Eval gives the value: nil, a string, number or boolean, a pcommon value, map or slice, or a time.
func (v *Value[K]) Eval(ctx context.Context, record K) (any, error) { return v.expr.Eval(ctx, record) }

// Conditions is a list of compiled conditions. It is safe for concurrent use.
type Conditions[K any] struct{ list []*ottl.Condition[K] }

// Conditions compiles conditions, all of them before it reports the mistakes.
func (p *Parser[K]) Conditions(conditions []string) (*Conditions[K], error) {
	list, err := p.values.ParseConditions(conditions)
	if err != nil {
		return nil, err
	}
	return &Conditions[K]{list}, nil
}

// Any reports whether one of the conditions holds. A condition that fails does not hold; the first failure is returned
// when none holds.
func (c *Conditions[K]) Any(ctx context.Context, record K) (bool, error) {
	var failed error
	for _, condition := range c.list {
		ok, err := condition.Eval(ctx, record)
		if ok && err == nil {
			return true, nil
		}
		if err != nil && failed == nil {
			failed = err
		}
	}
	return false, failed
}

// Let is a compiled intermediate value. It is safe for concurrent use.
type Let[K any] struct{ statement *ottl.Statement[K] }

var identifier = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)

// Let compiles a value that later expressions of the same record read as <context>.cache["name"].
func (p *Parser[K]) Let(name, expression string) (*Let[K], error) {
	if !identifier.MatchString(name) {
		return nil, fmt.Errorf("name %q must be 1 to 64 characters of a-z, 0-9 and _, and begin with a letter", name)
	}
	if _, err := p.Value(expression); err != nil {
		return nil, err
	}
	statement, err := p.lets.ParseStatement(fmt.Sprintf(`set(%s.cache["%s"], %s)`, p.name, name, expression))
	if err != nil {
		return nil, fmt.Errorf("%q is no OTTL value expression: %w", expression, err)
	}
	return &Let[K]{statement}, nil
}

// Eval computes the value and keeps it for the record.
func (l *Let[K]) Eval(ctx context.Context, record K) error {
	_, _, err := l.statement.Execute(ctx, record)
	return err
}

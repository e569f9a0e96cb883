// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package esql

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/query"
)

type parser struct{ *query.Reader }

// Parse reads a query that begins with FROM. Commands, functions and operators that the runbooks do not use are errors.
func Parse(source string) (*Query, error) {
	from, rest, _ := strings.Cut(strings.TrimSpace(source), "|")
	words := strings.Fields(from)
	if len(words) != 2 || !strings.EqualFold(words[0], "FROM") {
		return nil, fmt.Errorf("FROM and one index must be where %q is", from)
	}
	q := &Query{from: words[1]}
	if strings.ContainsAny(q.from, "\"`,:[]?\\") {
		return nil, fmt.Errorf("index %s: one name, with * alone, is known", q.from)
	}
	reader, err := query.NewReader(rest, one)
	if err != nil {
		return nil, err
	}
	p := &parser{reader}
	shown, limited := false, false
	for more := rest != ""; more; more = p.accept("|") {
		c, err := p.command()
		if err != nil {
			return nil, err
		}
		q.commands = append(q.commands, c)
		switch c.(type) {
		case stats, keep:
			shown = true
		case limit:
			limited = true
		}
	}
	if err := p.Done(); err != nil {
		return nil, err
	}
	if !shown {
		return nil, errors.New("neither STATS nor KEEP")
	}
	if !limited {
		q.commands = append(q.commands, limit(defaultLimit))
	}
	return q, nil
}

// accept takes a mark or a keyword, if it is the next token.
func (p *parser) accept(what string) bool {
	t := p.Peek(0)
	if t.Kind == mark && t.Text == what || t.Kind == name && strings.EqualFold(t.Text, what) {
		p.Next()
		return true
	}
	return false
}

func (p *parser) want(words ...string) error {
	for _, w := range words {
		if !p.accept(w) {
			return fmt.Errorf("%q where %s must be", p.Peek(0).Text, w)
		}
	}
	return nil
}

// reserved cannot be names of columns.
var reserved = []string{"and", "or", "not", "is", "in", "like", "rlike", "null", "true", "false", "by", "asc", "desc", "nulls"}

func (p *parser) column() (string, error) {
	t := p.Next()
	if t.Kind != name || strings.HasSuffix(t.Text, ".") || strings.HasPrefix(t.Text, ".") || strings.Contains(t.Text, "..") {
		return "", fmt.Errorf("%q is no column", t.Text)
	}
	for _, r := range reserved {
		if strings.EqualFold(r, t.Text) {
			return "", fmt.Errorf("%q is no column", t.Text)
		}
	}
	return t.Text, nil
}

func (p *parser) comma() bool { return p.accept(",") }

func (p *parser) columns() ([]string, error) { return query.List(p.column, p.comma) }

func (p *parser) command() (command, error) {
	t := p.Next()
	if t.Kind != name {
		return nil, fmt.Errorf("%q is no command", t.Text)
	}
	switch strings.ToUpper(t.Text) {
	case "WHERE":
		return p.where()
	case "STATS":
		return p.stats()
	case "SORT":
		column, err := p.column()
		c := order{column: column, descending: err == nil && p.accept("DESC")}
		if !c.descending {
			p.accept("ASC")
		}
		return c, err
	case "KEEP":
		columns, err := p.columns()
		return keep(columns), err
	case "LIMIT":
		n, err := strconv.Atoi(p.Next().Text)
		if err != nil || n < 0 || n > maxLimit {
			return nil, fmt.Errorf("LIMIT takes a number up to %d", maxLimit)
		}
		return limit(n), nil
	case "EVAL":
		return p.eval()
	}
	return nil, fmt.Errorf("unknown command %q", t.Text)
}

// stats reads name = COUNT(*) BY column, ...
func (p *parser) stats() (command, error) {
	column, err := p.column()
	if err != nil {
		return nil, err
	}
	if err := p.want("=", "COUNT", "(", "*", ")", "BY"); err != nil {
		return nil, err
	}
	by, err := p.columns()
	return stats{column, by}, err
}

func (p *parser) eval() (command, error) {
	var c eval
	for {
		column, err := p.column()
		if err != nil {
			return nil, err
		}
		if err := p.want("="); err != nil {
			return nil, err
		}
		value, err := p.concat()
		if err != nil {
			return nil, err
		}
		c.columns, c.values = append(c.columns, column), append(c.values, value)
		if !p.comma() {
			return c, nil
		}
	}
}

func (p *parser) where() (command, error) {
	conditions, err := query.List(p.condition, func() bool { return p.accept("AND") })
	return where(conditions), err
}

func (p *parser) condition() (condition, error) {
	if t := p.Peek(0); t.Kind == name && p.Peek(1).Text == "(" {
		value, err := p.concat()
		if err != nil {
			return nil, err
		}
		if err := p.want("LIKE"); err != nil {
			return nil, err
		}
		pattern := p.Next()
		if pattern.Kind != text || strings.Contains(pattern.Text, "\\") {
			return nil, fmt.Errorf("LIKE %q: a text without backslashes is known", pattern.Text)
		}
		return like{value, pattern.Text}, nil
	}
	column, err := p.column()
	if err != nil {
		return nil, err
	}
	if p.accept("IS") {
		return set(column), p.want("NOT", "NULL")
	}
	return p.comparison(column)
}

func (p *parser) comparison(column string) (condition, error) {
	c := comparison{column: column, op: strings.ToUpper(p.Next().Text)}
	switch c.op {
	case "==", "!=", "<", "<=", ">", ">=":
		l, err := p.literal()
		c.literals = []any{l}
		return c, err
	case "IN":
		if err := p.want("("); err != nil {
			return nil, err
		}
		var err error
		if c.literals, err = query.List(p.literal, p.comma); err != nil {
			return nil, err
		}
		return c, p.want(")")
	}
	return nil, fmt.Errorf("unknown operator %q", c.op)
}

func (p *parser) literal() (any, error) {
	t := p.Next()
	switch {
	case t.Kind == text:
		return t.Text, nil
	case t.Kind == number:
		f, err := strconv.ParseFloat(t.Text, 64)
		return f, err
	case t.Kind == name && strings.EqualFold(t.Text, "true"):
		return true, nil
	case t.Kind == name && strings.EqualFold(t.Text, "false"):
		return false, nil
	}
	return nil, fmt.Errorf("%q is no literal", t.Text)
}

// concat reads MV_CONCAT(column, "text").
func (p *parser) concat() (concat, error) {
	if t := p.Next(); t.Kind != name || !strings.EqualFold(t.Text, "MV_CONCAT") {
		return concat{}, fmt.Errorf("unknown function %q", t.Text)
	}
	if err := p.want("("); err != nil {
		return concat{}, err
	}
	column, err := p.column()
	if err != nil {
		return concat{}, err
	}
	if err := p.want(","); err != nil {
		return concat{}, err
	}
	delim := p.Next()
	if delim.Kind != text {
		return concat{}, fmt.Errorf("%q where a text must be", delim.Text)
	}
	return concat{column, delim.Text}, p.want(")")
}

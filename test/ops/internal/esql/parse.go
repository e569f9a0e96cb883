// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package esql

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

type parser struct {
	tokens []token
	at     int
}

// Parse reads a query that begins with FROM. Commands, functions and operators that the runbooks do not use are errors.
func Parse(query string) (*Query, error) {
	from, rest, _ := strings.Cut(strings.TrimSpace(query), "|")
	words := strings.Fields(from)
	if len(words) != 2 || !strings.EqualFold(words[0], "FROM") {
		return nil, fmt.Errorf("FROM and one index must be where %q is", from)
	}
	q := &Query{from: words[1]}
	if strings.ContainsAny(q.from, "\"`,:[]?\\") {
		return nil, fmt.Errorf("index %s: one name, with * alone, is known", q.from)
	}
	tokens, err := lex(rest)
	if err != nil {
		return nil, err
	}
	p := &parser{tokens: tokens}
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
	if t := p.next(); t.kind != end {
		return nil, fmt.Errorf("unexpected %q", t.text)
	}
	if !shown {
		return nil, errors.New("neither STATS nor KEEP")
	}
	if !limited {
		q.commands = append(q.commands, limit(defaultLimit))
	}
	return q, nil
}

func (p *parser) next() token {
	t := p.tokens[p.at]
	if t.kind != end {
		p.at++
	}
	return t
}

// accept takes a mark or a keyword, if it is the next token.
func (p *parser) accept(what string) bool {
	t := p.tokens[p.at]
	if t.kind == mark && t.text == what || t.kind == name && strings.EqualFold(t.text, what) {
		p.at++
		return true
	}
	return false
}

func (p *parser) want(words ...string) error {
	for _, w := range words {
		if !p.accept(w) {
			return fmt.Errorf("%q where %s must be", p.tokens[p.at].text, w)
		}
	}
	return nil
}

// reserved cannot be names of columns.
var reserved = []string{"and", "or", "not", "is", "in", "like", "rlike", "null", "true", "false", "by", "asc", "desc", "nulls"}

func (p *parser) column() (string, error) {
	t := p.next()
	if t.kind != name || strings.HasSuffix(t.text, ".") || strings.HasPrefix(t.text, ".") || strings.Contains(t.text, "..") {
		return "", fmt.Errorf("%q is no column", t.text)
	}
	for _, r := range reserved {
		if strings.EqualFold(r, t.text) {
			return "", fmt.Errorf("%q is no column", t.text)
		}
	}
	return t.text, nil
}

func (p *parser) columns() ([]string, error) {
	var out []string
	for {
		c, err := p.column()
		if err != nil {
			return nil, err
		}
		out = append(out, c)
		if !p.accept(",") {
			return out, nil
		}
	}
}

func (p *parser) command() (command, error) {
	t := p.next()
	if t.kind != name {
		return nil, fmt.Errorf("%q is no command", t.text)
	}
	switch strings.ToUpper(t.text) {
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
		n, err := strconv.Atoi(p.next().text)
		if err != nil || n < 0 || n > maxLimit {
			return nil, fmt.Errorf("LIMIT takes a number up to %d", maxLimit)
		}
		return limit(n), nil
	case "EVAL":
		return p.eval()
	}
	return nil, fmt.Errorf("unknown command %q", t.text)
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
		if !p.accept(",") {
			return c, nil
		}
	}
}

func (p *parser) where() (command, error) {
	var c where
	for {
		cond, err := p.condition()
		if err != nil {
			return nil, err
		}
		c = append(c, cond)
		if !p.accept("AND") {
			return c, nil
		}
	}
}

func (p *parser) condition() (condition, error) {
	if t := p.tokens[p.at]; t.kind == name && p.tokens[p.at+1].text == "(" {
		value, err := p.concat()
		if err != nil {
			return nil, err
		}
		if err := p.want("LIKE"); err != nil {
			return nil, err
		}
		pattern := p.next()
		if pattern.kind != text || strings.Contains(pattern.text, "\\") {
			return nil, fmt.Errorf("LIKE %q: a text without backslashes is known", pattern.text)
		}
		return like{value, pattern.text}, nil
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
	c := comparison{column: column, op: strings.ToUpper(p.next().text)}
	switch c.op {
	case "==", "!=", "<", "<=", ">", ">=":
		l, err := p.literal()
		c.literals = []any{l}
		return c, err
	case "IN":
		if err := p.want("("); err != nil {
			return nil, err
		}
		for {
			l, err := p.literal()
			if err != nil {
				return nil, err
			}
			c.literals = append(c.literals, l)
			if !p.accept(",") {
				return c, p.want(")")
			}
		}
	}
	return nil, fmt.Errorf("unknown operator %q", c.op)
}

func (p *parser) literal() (any, error) {
	t := p.next()
	switch {
	case t.kind == text:
		return t.text, nil
	case t.kind == number:
		f, err := strconv.ParseFloat(t.text, 64)
		return f, err
	case t.kind == name && strings.EqualFold(t.text, "true"):
		return true, nil
	case t.kind == name && strings.EqualFold(t.text, "false"):
		return false, nil
	}
	return nil, fmt.Errorf("%q is no literal", t.text)
}

// concat reads MV_CONCAT(column, "text").
func (p *parser) concat() (concat, error) {
	if t := p.next(); t.kind != name || !strings.EqualFold(t.text, "MV_CONCAT") {
		return concat{}, fmt.Errorf("unknown function %q", t.text)
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
	delim := p.next()
	if delim.kind != text {
		return concat{}, fmt.Errorf("%q where a text must be", delim.text)
	}
	return concat{column, delim.text}, p.want(")")
}

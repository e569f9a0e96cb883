// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package splunk

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/query"
)

type parser struct{ *query.Reader }

// Parse reads a search that begins with the terms of the search command. Commands, options, functions and operators that the
// runbooks do not use are errors.
func Parse(search string) (*Search, error) {
	reader, err := query.NewReader(search, one)
	if err != nil {
		return nil, err
	}
	p := &parser{reader}
	s := &Search{}
	for p.Peek(0).Kind == word {
		t, err := p.term()
		if err != nil {
			return nil, err
		}
		s.terms = append(s.terms, t)
	}
	if len(s.terms) == 0 {
		return nil, fmt.Errorf("no search terms before %q", p.Peek(0).Text)
	}
	for p.accept("|") {
		c, err := p.command()
		if err != nil {
			return nil, err
		}
		s.commands = append(s.commands, c)
	}
	if err := p.Done(); err != nil {
		return nil, err
	}
	return s, shown(s.commands)
}

// shown wants a command that makes columns: without one Splunk shows events, of which there is nothing to compare.
func shown(commands []command) error {
	for _, c := range commands {
		switch c.(type) {
		case stats, table:
			return nil
		}
	}
	return errors.New("neither stats nor table")
}

// accept takes a mark, if it is the next token.
func (p *parser) accept(text string) bool {
	if t := p.Peek(0); t.Kind != mark || t.Text != text {
		return false
	}
	p.Next()
	return true
}

func (p *parser) comma() bool { return p.accept(",") }

func (p *parser) want(k query.Kind, what string) (query.Token, error) {
	t := p.Next()
	if t.Kind != k || k == operator && t.Text != what {
		return t, fmt.Errorf("%q where %s must be", t.Text, what)
	}
	return t, nil
}

func (p *parser) punctuation(text string) error {
	if !p.accept(text) {
		return fmt.Errorf("%q where %q must be", p.Peek(0).Text, text)
	}
	return nil
}

// term reads field=value or field IN (value, ...).
func (p *parser) term() (term, error) {
	field, err := p.field()
	if err != nil {
		return term{}, err
	}
	t := term{field: field, op: p.Next().Text}
	switch t.op {
	case "=", "!=", "<", "<=", ">", ">=":
		value, err := p.value()
		t.values = []string{value}
		return t, err
	case "IN":
		if err := p.punctuation("("); err != nil {
			return t, err
		}
		if t.values, err = query.List(p.value, p.comma); err != nil {
			return t, err
		}
		return t, p.punctuation(")")
	}
	return t, fmt.Errorf("%s is not compared with anything: bare words, AND, OR and NOT are not known here", field)
}

func (p *parser) value() (string, error) {
	t := p.Next()
	if t.Kind != word && t.Kind != quoted {
		return "", fmt.Errorf("%q is no value", t.Text)
	}
	return t.Text, nil
}

// field is a name without wildcard.
func (p *parser) field() (string, error) {
	t, err := p.want(word, "a field")
	if err == nil && (strings.ContainsAny(t.Text, "*+:/") || t.Text[0] == '-') || t.Text == "AND" || t.Text == "OR" || t.Text == "NOT" {
		err = fmt.Errorf("%q is no field", t.Text)
	}
	return t.Text, err
}

// fields reads names up to the next command, between commas or blanks.
func (p *parser) fields() ([]string, error) {
	return query.List(p.field, func() bool { return p.comma() || p.Peek(0).Kind == word })
}

func (p *parser) command() (command, error) {
	name, err := p.want(word, "a command")
	if err != nil {
		return nil, err
	}
	switch name.Text {
	case "fillnull":
		return p.fillnull()
	case "stats":
		return p.stats()
	case "sort":
		return p.sort()
	case "table":
		fields, err := p.fields()
		return table{fields}, err
	case "eval":
		return p.eval()
	}
	return nil, fmt.Errorf("unknown command %q", name.Text)
}

func (p *parser) fillnull() (command, error) {
	if option, err := p.want(word, "value="); err != nil || option.Text != "value" {
		return nil, fmt.Errorf("fillnull %s: only value= is known", option.Text)
	}
	if _, err := p.want(operator, "="); err != nil {
		return nil, err
	}
	value, err := p.value()
	if err != nil {
		return nil, err
	}
	fields, err := p.fields()
	return fillnull{value, fields}, err
}

func (p *parser) stats() (command, error) {
	for _, text := range []string{"count", "by"} {
		if t := p.Next(); t.Kind != word || !strings.EqualFold(t.Text, text) {
			return nil, fmt.Errorf("stats %s: only count by is known", t.Text)
		}
	}
	fields, err := p.fields()
	return stats{fields}, err
}

// Without a number sort keeps 10,000 rows.
const sorted = 10_000

func (p *parser) sort() (command, error) {
	c := order{limit: sorted}
	if n, err := strconv.Atoi(p.Peek(0).Text); err == nil && p.Peek(0).Kind == word {
		if n < 0 {
			return nil, fmt.Errorf("sort %d", n)
		}
		c.limit = n
		p.Next()
	}
	c.descending = p.accept("-")
	if !c.descending {
		p.accept("+")
	}
	field, err := p.field()
	c.field = field
	return c, err
}

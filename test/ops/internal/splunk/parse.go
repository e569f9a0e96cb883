// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package splunk

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

// Parse reads a search that begins with the terms of the search command. Commands, options, functions and operators that the
// runbooks do not use are errors.
func Parse(search string) (*Search, error) {
	tokens, err := lex(search)
	if err != nil {
		return nil, err
	}
	p := &parser{tokens: tokens}
	s := &Search{}
	for p.peek().kind == word {
		t, err := p.term()
		if err != nil {
			return nil, err
		}
		s.terms = append(s.terms, t)
	}
	if len(s.terms) == 0 {
		return nil, fmt.Errorf("no search terms before %q", p.peek().text)
	}
	for p.accept("|") {
		c, err := p.command()
		if err != nil {
			return nil, err
		}
		s.commands = append(s.commands, c)
	}
	if t := p.next(); t.kind != end {
		return nil, fmt.Errorf("unexpected %q", t.text)
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

func (p *parser) peek() token { return p.tokens[p.at] }

func (p *parser) next() token {
	t := p.tokens[p.at]
	if t.kind != end {
		p.at++
	}
	return t
}

// accept takes a mark, if it is the next token.
func (p *parser) accept(text string) bool {
	if t := p.peek(); t.kind != mark || t.text != text {
		return false
	}
	p.at++
	return true
}

func (p *parser) want(k kind, what string) (token, error) {
	t := p.next()
	if t.kind != k || k == operator && t.text != what {
		return t, fmt.Errorf("%q where %s must be", t.text, what)
	}
	return t, nil
}

func (p *parser) punctuation(text string) error {
	if !p.accept(text) {
		return fmt.Errorf("%q where %q must be", p.peek().text, text)
	}
	return nil
}

// term reads field=value or field IN (value, ...).
func (p *parser) term() (term, error) {
	field, err := p.field()
	if err != nil {
		return term{}, err
	}
	t := term{field: field, op: p.next().text}
	switch t.op {
	case "=", "!=", "<", "<=", ">", ">=":
		value, err := p.value()
		t.values = []string{value}
		return t, err
	case "IN":
		if err := p.punctuation("("); err != nil {
			return t, err
		}
		for {
			value, err := p.value()
			if err != nil {
				return t, err
			}
			t.values = append(t.values, value)
			if !p.accept(",") {
				return t, p.punctuation(")")
			}
		}
	}
	return t, fmt.Errorf("%s is not compared with anything: bare words, AND, OR and NOT are not known here", field)
}

func (p *parser) value() (string, error) {
	t := p.next()
	if t.kind != word && t.kind != quoted {
		return "", fmt.Errorf("%q is no value", t.text)
	}
	return t.text, nil
}

// field is a name without wildcard.
func (p *parser) field() (string, error) {
	t, err := p.want(word, "a field")
	if err == nil && (strings.ContainsAny(t.text, "*+:/") || t.text[0] == '-') || t.text == "AND" || t.text == "OR" || t.text == "NOT" {
		err = fmt.Errorf("%q is no field", t.text)
	}
	return t.text, err
}

// fields reads names up to the next command, between commas or blanks.
func (p *parser) fields() ([]string, error) {
	var out []string
	for {
		f, err := p.field()
		if err != nil {
			return nil, err
		}
		out = append(out, f)
		if !p.accept(",") && p.peek().kind != word {
			return out, nil
		}
	}
}

func (p *parser) command() (command, error) {
	name, err := p.want(word, "a command")
	if err != nil {
		return nil, err
	}
	switch name.text {
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
	return nil, fmt.Errorf("unknown command %q", name.text)
}

func (p *parser) fillnull() (command, error) {
	if option, err := p.want(word, "value="); err != nil || option.text != "value" {
		return nil, fmt.Errorf("fillnull %s: only value= is known", option.text)
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
		if t := p.next(); t.kind != word || !strings.EqualFold(t.text, text) {
			return nil, fmt.Errorf("stats %s: only count by is known", t.text)
		}
	}
	fields, err := p.fields()
	return stats{fields}, err
}

// Without a number sort keeps 10,000 rows.
const sorted = 10_000

func (p *parser) sort() (command, error) {
	c := order{limit: sorted}
	if n, err := strconv.Atoi(p.peek().text); err == nil && p.peek().kind == word {
		if n < 0 {
			return nil, fmt.Errorf("sort %d", n)
		}
		c.limit = n
		p.next()
	}
	c.descending = p.accept("-")
	if !c.descending {
		p.accept("+")
	}
	field, err := p.field()
	c.field = field
	return c, err
}

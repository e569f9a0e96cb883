// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package splunk

import (
	"encoding/json"
	"fmt"
	"strings"
)

// expr is an expression of the eval command.
type expr func(Row) []string

// functions are those that the runbooks use, with the kind of their second argument: text.
var functions = map[string]func(values expr, text string) expr{
	// mvjoin(<mv>, <delim>): the values of a multivalue field as one.
	"mvjoin": func(values expr, delim string) expr {
		return func(r Row) []string {
			if v := values(r); len(v) > 0 {
				return []string{strings.Join(v, delim)}
			}
			return nil
		}
	},
	// json_extract_exact(<json>, <key>): the value of a key, whose dots mean nothing; an object or a list as JSON.
	"json_extract_exact": func(values expr, key string) expr {
		return func(r Row) []string {
			v := values(r)
			var object map[string]json.RawMessage
			if len(v) == 0 || json.Unmarshal([]byte(v[0]), &object) != nil || object[key] == nil || string(object[key]) == "null" {
				return nil
			}
			var text string
			if json.Unmarshal(object[key], &text) == nil {
				return []string{text}
			}
			return []string{string(object[key])}
		}
	},
}

func (p *parser) eval() (command, error) {
	var c eval
	for {
		name, err := p.want(word, "a field to set")
		if err != nil {
			return nil, err
		}
		if strings.ContainsAny(name.Text, ".{}-") {
			return nil, fmt.Errorf("eval cannot set %s without quotation marks, which this does not know", name.Text)
		}
		if _, err := p.want(operator, "="); err != nil {
			return nil, err
		}
		e, reads, err := p.call()
		if err != nil {
			return nil, err
		}
		c.names, c.reads, c.exprs = append(c.names, name.Text), append(c.reads, reads), append(c.exprs, e)
		if !p.comma() {
			return c, nil
		}
	}
}

// call reads function(field, "text"), and names the field.
func (p *parser) call() (e expr, field string, err error) {
	name, err := p.want(word, "a function")
	if err != nil {
		return nil, "", err
	}
	function, ok := functions[name.Text]
	if !ok {
		return nil, "", fmt.Errorf("unknown function %q", name.Text)
	}
	if err := p.punctuation("("); err != nil {
		return nil, "", err
	}
	field, err = p.evalField()
	if err != nil {
		return nil, "", err
	}
	if err := p.punctuation(","); err != nil {
		return nil, "", err
	}
	text, err := p.want(quoted, "a text")
	if err != nil {
		return nil, "", err
	}
	return function(func(r Row) []string { return r[field] }, text.Text), field, p.punctuation(")")
}

// evalField is a field in an expression: in single quotation marks, unless its name is letters, digits and underscores alone, for
// a dot joins texts there.
func (p *parser) evalField() (string, error) {
	t := p.Next()
	if t.Kind == single || t.Kind == word && !strings.ContainsAny(t.Text, ".{}-") {
		return t.Text, nil
	}
	return "", fmt.Errorf("%q is no field in an expression: a name with dots or braces needs single quotation marks", t.Text)
}

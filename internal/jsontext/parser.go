// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsontext

// token is a scalar of a JSON text: a string with its quotes, a number, or a word.
type token struct {
	start, end int
	isString   bool
	isKey      bool
}

// maxDepth bounds how deep objects and arrays may be nested. Deeper text is not taken for JSON.
const maxDepth = 10_000

// eachScalar calls visit for every scalar of a JSON text, keys included, in order. It returns false, and may have made some
// calls, when text is not JSON.
func eachScalar(text string, visit func(token)) bool {
	p := parser{text: text, visit: visit}
	return p.all()
}

// all reads one document and what white space is around it.
func (p *parser) all() bool {
	p.space()
	if !p.document() {
		return false
	}
	p.space()
	return p.at == len(p.text)
}

// parser is a validating reader of JSON (RFC 8259). It keeps its own stack, so depth costs a byte a level.
type parser struct {
	text  string
	at    int
	stack []byte // the closing bracket of every open object or array
	visit func(token)
	// cut tells that the text ended inside a string that is no key. It begins at at.
	cut bool
}

func (p *parser) document() bool {
	for {
		closed, ok := p.value()
		if !ok {
			return false
		}
		if !closed {
			continue // an object or array was opened, its first value is next
		}
		done, ok := p.afterValue()
		if done || !ok {
			return ok
		}
	}
}

// value reads a scalar, or opens an object or array. closed is false when a value inside it is next.
func (p *parser) value() (closed, ok bool) {
	p.space()
	if p.at == len(p.text) {
		return false, false
	}
	switch c := p.text[p.at]; c {
	case '{', '[':
		return p.open(c + 2) // '{'+2 is '}' and '['+2 is ']'
	case '"':
		return true, p.str(false)
	default:
		return true, p.word()
	}
}

func (p *parser) open(closing byte) (closed, ok bool) {
	p.at++
	p.space()
	if p.at < len(p.text) && p.text[p.at] == closing {
		p.at++
		return true, true
	}
	if len(p.stack) == maxDepth {
		return false, false
	}
	p.stack = append(p.stack, closing)
	return false, closing == ']' || p.key()
}

func (p *parser) key() bool {
	p.space()
	if p.at == len(p.text) || p.text[p.at] != '"' || !p.str(true) {
		return false
	}
	p.space()
	if p.at == len(p.text) || p.text[p.at] != ':' {
		return false
	}
	p.at++
	return true
}

// afterValue reads what follows a value: the end of what encloses it, or a comma. done means that the document is read.
func (p *parser) afterValue() (done, ok bool) {
	for len(p.stack) > 0 {
		p.space()
		if p.at == len(p.text) {
			return false, false
		}
		closing := p.stack[len(p.stack)-1]
		c := p.text[p.at]
		p.at++
		switch c {
		case closing:
			p.stack = p.stack[:len(p.stack)-1]
		case ',':
			return false, closing == ']' || p.key()
		default:
			return false, false
		}
	}
	return true, true
}

func (p *parser) str(isKey bool) bool {
	start := p.at
	for i := start + 1; i < len(p.text); i++ {
		switch c := p.text[i]; {
		case c == '\\':
			i++
		case c == '"':
			p.at = i + 1
			p.visit(token{start, p.at, true, isKey})
			return true
		case c < ' ':
			return false
		}
	}
	p.cut = !isKey
	return false
}

// word reads a number, true, false or null. Numbers are not checked further: an edit replaces all of one.
func (p *parser) word() bool {
	start := p.at
	for p.at < len(p.text) {
		c := p.text[p.at]
		if c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '+' || c == '-' || c == '.' {
			p.at++
			continue
		}
		break
	}
	w := p.text[start:p.at]
	if w == "" || w != "true" && w != "false" && w != "null" && w[0] != '-' && (w[0] < '0' || w[0] > '9') {
		return false
	}
	p.visit(token{start, p.at, false, false})
	return true
}

func (p *parser) space() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

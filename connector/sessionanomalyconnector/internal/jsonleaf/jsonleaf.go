// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package jsonleaf lists the scalar values of a JSON text with their paths, without building a tree.
//
// It is made for captured tool arguments and results: it never fails (text that is no JSON is one leaf, text cut in the
// middle gives the leaves up to the cut), it is bounded, and strings without escapes alias the input.
package jsonleaf

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Limits. What is past them is left out and shows in Parser.Cut.
const (
	MaxLeaves = 4096
	MaxDepth  = 64
	maxPath   = 256
	maxPaths  = 8192
	// maxShort is how long a string is searched for its end byte by byte, as keys are.
	maxShort = 12
)

// Kind is the JSON type of a leaf.
type Kind uint8

// The kinds. Text is input that is not JSON at all.
const (
	Text Kind = iota
	String
	Number
	Bool
	Null
)

// Leaf is one scalar value. Path joins keys with dots; array positions read "[]", so that equal elements share a path.
type Leaf struct {
	Path string
	Text string
	Kind Kind
}

// Parser reads one text after the other and remembers the paths it has seen. It is not safe for concurrent use.
type Parser struct {
	// Cut says that the last text was longer, deeper or broken, and leaves are missing.
	Cut bool

	in    string
	pos   int
	out   []Leaf
	path  []byte
	paths map[string]string
	again [16]string // the path of each of the first leaves of the text before: texts of one kind have the same
}

// NewParser returns a Parser.
func NewParser() *Parser { return &Parser{paths: make(map[string]string)} }

// Append adds the leaves of text to dst.
func (p *Parser) Append(dst []Leaf, text string) []Leaf {
	start := len(dst)
	p.in, p.pos, p.out, p.path, p.Cut = text, 0, dst, p.path[:0], false
	p.space()
	if p.pos == len(p.in) {
		return dst
	}
	if c := p.in[p.pos]; c != '{' && c != '[' && c != '"' {
		return append(dst, Leaf{Text: text, Kind: Text})
	}
	ok := p.value(0)
	p.space()
	if !ok || p.pos != len(p.in) {
		p.Cut = true
		if len(p.out) == start {
			return append(p.out, Leaf{Text: text, Kind: Text})
		}
	}
	return p.out
}

func (p *Parser) space() {
	if p.pos < len(p.in) && p.in[p.pos] <= ' ' { // there is none in most texts
		p.spaces()
	}
}

func (p *Parser) spaces() {
	for p.pos < len(p.in) {
		switch p.in[p.pos] {
		case ' ', '\t', '\n', '\r':
			p.pos++
		default:
			return
		}
	}
}

// value reads one value; false stops the parser.
func (p *Parser) value(depth int) bool {
	p.space()
	if p.pos >= len(p.in) || depth > MaxDepth {
		return false
	}
	switch p.in[p.pos] {
	case '{':
		return p.object(depth)
	case '[':
		return p.array(depth)
	case '"':
		s, ok := p.str()
		return p.emit(s, String) && ok
	default:
		return p.literal()
	}
}

func (p *Parser) object(depth int) bool {
	p.pos++
	mark := len(p.path)
	for {
		p.space()
		if p.next('}') {
			return true
		}
		if p.pos >= len(p.in) || p.in[p.pos] != '"' {
			return false
		}
		key, ok := p.key()
		p.space()
		if !ok || !p.next(':') {
			return false
		}
		p.push(key)
		ok = p.value(depth + 1)
		p.path = p.path[:mark]
		if !ok {
			return false
		}
		p.space()
		if !p.next(',') && (p.pos >= len(p.in) || p.in[p.pos] != '}') {
			return false
		}
	}
}

func (p *Parser) array(depth int) bool {
	p.pos++
	mark := len(p.path)
	if len(p.path)+2 <= maxPath {
		p.path = append(p.path, "[]"...)
	}
	defer func() { p.path = p.path[:mark] }()
	for {
		p.space()
		if p.next(']') {
			return true
		}
		if !p.value(depth + 1) {
			return false
		}
		p.space()
		if !p.next(',') && (p.pos >= len(p.in) || p.in[p.pos] != ']') {
			return false
		}
	}
}

func (p *Parser) next(c byte) bool {
	if p.pos < len(p.in) && p.in[p.pos] == c {
		p.pos++
		return true
	}
	return false
}

func (p *Parser) push(key string) {
	if len(p.path)+1+len(key) > maxPath {
		return
	}
	if len(p.path) > 0 {
		p.path = append(p.path, '.')
	}
	p.path = append(p.path, key...)
}

func (p *Parser) emit(text string, kind Kind) bool {
	if len(p.out) >= MaxLeaves {
		return false
	}
	p.out = append(p.out, Leaf{Path: p.pathString(), Text: text, Kind: kind})
	return true
}

func (p *Parser) pathString() string {
	again := &p.again[len(p.out)%len(p.again)]
	if *again != string(p.path) {
		*again = p.known()
	}
	return *again
}

// known is the path as a string that is made once.
func (p *Parser) known() string {
	if s, ok := p.paths[string(p.path)]; ok {
		return s
	}
	if len(p.paths) >= maxPaths {
		clear(p.paths)
	}
	s := string(p.path)
	p.paths[s] = s
	return s
}

func (p *Parser) literal() bool {
	start := p.pos
	for p.pos < len(p.in) && strings.IndexByte(",]} \t\n\r", p.in[p.pos]) < 0 {
		p.pos++
	}
	text := p.in[start:p.pos]
	switch {
	case text == "true" || text == "false":
		return p.emit(text, Bool)
	case text == "null":
		return p.emit(text, Null)
	case text != "" && (text[0] == '-' || text[0] >= '0' && text[0] <= '9'):
		return p.emit(text, Number)
	}
	return false
}

// key is str for what is short nearly always.
func (p *Parser) key() (string, bool) {
	start := p.pos + 1
	rest := p.in[start:]
	for i := range min(len(rest), maxShort) {
		switch rest[i] {
		case '"':
			p.pos = start + i + 1
			return rest[:i], true
		case '\\':
			return p.str()
		}
	}
	return p.str()
}

// str reads a string; false means that the text ended inside it, and what was there is returned.
func (p *Parser) str() (string, bool) {
	p.pos++
	start := p.pos
	end := strings.IndexByte(p.in[start:], '"')
	plain := p.in[start:]
	if end >= 0 {
		plain = plain[:end]
	}
	if at := strings.IndexByte(plain, '\\'); at >= 0 {
		p.pos += at
		return p.escaped(start)
	}
	p.pos += len(plain)
	if end < 0 {
		return plain, false
	}
	p.pos++
	return plain, true
}

func (p *Parser) escaped(start int) (string, bool) {
	buf := make([]byte, 0, p.pos-start+64)
	buf = append(buf, p.in[start:p.pos]...)
	for p.pos < len(p.in) {
		plain := p.pos
		for p.pos < len(p.in) && p.in[p.pos] != '"' && p.in[p.pos] != '\\' {
			p.pos++
		}
		buf = append(buf, p.in[plain:p.pos]...)
		if p.pos == len(p.in) {
			break
		}
		p.pos++
		if p.in[p.pos-1] == '"' {
			return string(buf), true
		}
		if p.pos == len(p.in) {
			break
		}
		buf = p.escape(buf)
	}
	return string(buf), false
}

func (p *Parser) escape(buf []byte) []byte {
	c := p.in[p.pos]
	p.pos++
	switch c {
	case 'n':
		return append(buf, '\n')
	case 't':
		return append(buf, '\t')
	case 'r':
		return append(buf, '\r')
	case 'b':
		return append(buf, '\b')
	case 'f':
		return append(buf, '\f')
	case 'u':
		return utf8.AppendRune(buf, p.unicode())
	default:
		return append(buf, c)
	}
}

func (p *Parser) unicode() rune {
	r := p.hex4()
	if utf16.IsSurrogate(r) && strings.HasPrefix(p.in[p.pos:], `\u`) {
		mark := p.pos
		p.pos += 2
		if pair := utf16.DecodeRune(r, p.hex4()); pair != utf8.RuneError {
			return pair
		}
		p.pos = mark
		return utf8.RuneError
	}
	return r
}

// hex4 reads four hexadecimal digits, or as many as there are.
func (p *Parser) hex4() rune {
	var r rune
	for range 4 {
		if p.pos >= len(p.in) {
			return utf8.RuneError
		}
		c := p.in[p.pos]
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return utf8.RuneError
		}
		p.pos++
	}
	return r
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package jsonleaf lists the scalar values of a JSON text with their paths, without building a tree.
//
// It is made for captured tool arguments and results: it never fails (text that is no JSON is one leaf, text cut in the
// middle gives the leaves up to the cut), it is bounded, and strings without escapes alias the input.
package jsonleaf

import "slices"

// Limits. What is past them is left out and shows in Parser.Cut.
const (
	MaxLeaves = 4096
	MaxDepth  = 64
	maxPath   = 256
	maxPaths  = 8192
	// maxShort is how long a string is searched for its end in small steps: keys are shorter, and many values.
	maxShort = 16
	// maxBuf is how much is kept for strings with escapes.
	maxBuf = 16 << 10
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

	in     string
	pos    int    // within a string with escapes
	buf    []byte // for one
	out    []Leaf
	path   []byte
	places map[string]*place // by path
	start  place             // what comes before the first leaf
	last   *place            // of the leaf before
}

// NewParser returns a Parser.
func NewParser() *Parser { return &Parser{places: make(map[string]*place)} }

// Append adds the leaves of text to dst.
func (p *Parser) Append(dst []Leaf, text string) []Leaf {
	p.Cut = false
	pos := skip(text, 0)
	if pos == len(text) {
		return dst
	}
	if c := text[pos]; c != '{' && c != '[' && c != '"' {
		return append(dst, Leaf{Text: text, Kind: Text})
	}
	p.in, p.out, p.path, p.last = text, dst, p.path[:0], &p.start
	pos, ok := p.value(pos, 0)
	if !ok || skip(text, pos) != len(text) {
		p.Cut = true
		if len(p.out) == len(dst) {
			return append(dst, Leaf{Text: text, Kind: Text})
		}
	}
	return p.out
}

// skip is where the white space ends.
func skip(in string, pos int) int {
	if pos < len(in) && in[pos] <= ' ' { // there is none in most texts
		return skipAll(in, pos)
	}
	return pos
}

//go:noinline
func skipAll(in string, pos int) int {
	for pos < len(in) && (in[pos] == ' ' || in[pos] == '\t' || in[pos] == '\n' || in[pos] == '\r') {
		pos++
	}
	return pos
}

// value reads one value. It says where the value ends; false stops the parser, as with all that follow.
func (p *Parser) value(pos, depth int) (end int, ok bool) {
	if pos >= len(p.in) || depth > MaxDepth {
		return pos, false
	}
	switch p.in[pos] {
	case '{':
		return p.object(pos, depth)
	case '[':
		return p.array(pos, depth)
	default:
		return p.scalar(pos, nil)
	}
}

func (p *Parser) object(pos, depth int) (end int, ok bool) {
	in, mark := p.in, len(p.path)
	for {
		pos = skip(in, pos+1)
		if pos >= len(in) || in[pos] != '"' {
			return pos + 1, pos < len(in) && in[pos] == '}'
		}
		if at := p.last.next; at != nil && depth < MaxDepth && p.isAt(pos, at) {
			pos, ok = p.scalar(pos+int(at.size), at)
		} else {
			pos, ok = p.member(pos, depth)
			p.path = p.path[:mark]
		}
		pos = skip(in, pos)
		switch {
		case !ok || pos >= len(in):
			return pos, false
		case in[pos] == '}':
			return pos + 1, true
		case in[pos] != ',':
			return pos, false
		}
	}
}

// member reads a key and its value. Their path is left.
func (p *Parser) member(start, depth int) (end int, ok bool) {
	mark := len(p.path)
	key, pos, ok := p.str(start)
	pos = skip(p.in, pos)
	if !ok || pos >= len(p.in) || p.in[pos] != ':' {
		return pos, false
	}
	p.push(key)
	pos = skip(p.in, pos+1)
	end, ok = p.value(pos, depth+1)
	if ok && p.in[pos] != '{' && p.in[pos] != '[' {
		p.last.learn(p.in[start:pos], mark)
	}
	return end, ok
}

func (p *Parser) array(pos, depth int) (end int, ok bool) {
	mark := len(p.path)
	if mark+2 <= maxPath {
		p.path = append(p.path, "[]"...)
	}
	end, ok = p.elements(pos, depth)
	p.path = p.path[:mark]
	return end, ok
}

func (p *Parser) elements(pos, depth int) (end int, ok bool) {
	in := p.in
	for {
		pos = skip(in, pos+1)
		if pos < len(in) && in[pos] == ']' {
			return pos + 1, true
		}
		pos, ok = p.value(pos, depth+1)
		pos = skip(in, pos)
		switch {
		case !ok || pos >= len(in):
			return pos, false
		case in[pos] == ']':
			return pos + 1, true
		case in[pos] != ',':
			return pos, false
		}
	}
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

// scalar reads a string or a literal. Its place is looked up when it is not known.
func (p *Parser) scalar(pos int, at *place) (end int, ok bool) {
	if p.in[pos] != '"' {
		return p.literal(pos, at)
	}
	s, end, ok := p.str(pos)
	return end, p.emit(at, s, String) && ok
}

// ends are the bytes that a literal ends with.
var ends = [256]bool{',': true, ']': true, '}': true, ' ': true, '\t': true, '\n': true, '\r': true}

func (p *Parser) literal(pos int, at *place) (end int, ok bool) {
	end = pos
	for end < len(p.in) && !ends[p.in[end]] {
		end++
	}
	text := p.in[pos:end]
	switch {
	case text == "true" || text == "false":
		return end, p.emit(at, text, Bool)
	case text == "null":
		return end, p.emit(at, text, Null)
	case text != "" && (text[0] == '-' || text[0] >= '0' && text[0] <= '9'):
		return end, p.emit(at, text, Number)
	}
	return end, false
}

func (p *Parser) emit(at *place, text string, kind Kind) bool {
	n := len(p.out)
	if n >= MaxLeaves {
		return false
	}
	if at == nil {
		at = p.place()
	}
	if n == cap(p.out) {
		p.out = slices.Grow(p.out, 1)
	}
	p.out = p.out[:n+1]
	leaf := &p.out[n] // to fill it here is faster than to copy one
	leaf.Path, leaf.Text, leaf.Kind = at.path, text, kind
	p.last = at
	return true
}

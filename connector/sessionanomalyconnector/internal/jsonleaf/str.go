// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsonleaf

import (
	"math/bits"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// str reads a string; false means that the text ended inside it, and what was there is returned.
func (p *Parser) str(pos int) (s string, end int, ok bool) {
	in, start := p.in, pos+1
	at := start
	for ; at < start+maxShort && at+8 <= len(in); at += 8 {
		if special := specials(le64(in, at)); special != 0 {
			at += bits.TrailingZeros64(special) / 8
			if in[at] == '"' {
				return in[start:at], at + 1, true
			}
			return p.escaped(start, at)
		}
	}
	return p.long(start, at)
}

// long is str for a string that has nothing special up to a place.
func (p *Parser) long(start, at int) (s string, end int, ok bool) {
	switch at = special(p.in, at); {
	case at == len(p.in):
		return p.in[start:], at, false
	case p.in[at] == '"':
		return p.in[start:at], at + 1, true
	}
	return p.escaped(start, at)
}

// escaped is str for a string that has a backslash, the first of them at a place.
func (p *Parser) escaped(start, at int) (s string, end int, ok bool) {
	in, buf := p.in, p.buf[:0]
	buf = append(buf, in[start:at]...)
	for p.pos = at; p.pos < len(in); {
		plain := p.pos
		p.pos = nextSpecial(in, plain)
		buf = append(buf, in[plain:p.pos]...)
		if p.pos == len(in) {
			break
		}
		p.pos++
		if ok = in[p.pos-1] == '"'; ok {
			break
		}
		if p.pos < len(in) {
			buf = p.escape(buf)
		}
	}
	if cap(buf) <= maxBuf {
		p.buf = buf
	}
	return string(buf), p.pos, ok
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

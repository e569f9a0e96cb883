// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsonrpc

import (
	"encoding/binary"
	"errors"
	"math/bits"
)

// MaxDepth is how deep a value may be nested. Deeper ones are malformed to this package.
const MaxDepth = 512

var (
	// ErrMalformed says that the bytes are not JSON.
	ErrMalformed = errors.New("malformed JSON")
	// ErrTooDeep says that a value is nested deeper than MaxDepth.
	ErrTooDeep = errors.New("JSON nested too deeply")
)

// skipSpace returns the position of the first byte at or after pos that is not white space.
func skipSpace(data []byte, pos int) int {
	for pos < len(data) {
		switch data[pos] {
		case ' ', '\t', '\n', '\r':
			pos++
		default:
			return pos
		}
	}
	return pos
}

// skipString returns the position after the string that starts at pos.
func skipString(data []byte, pos int) (int, error) {
	for pos++; ; {
		pos = Special(data, pos)
		if pos >= len(data) {
			return 0, ErrMalformed
		}
		if data[pos] == '"' {
			return pos + 1, nil
		}
		pos += 2 // a backslash and what it escapes
	}
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// Special returns the position of the first quote or backslash at or after pos, or len(data). It looks at eight bytes at
// once: strings are most of what there is, and escapes are frequent in them.
func Special(data []byte, pos int) int {
	for pos+8 <= len(data) {
		word := binary.LittleEndian.Uint64(data[pos:])
		quote, slash := word^('"'*ones), word^('\\'*ones)
		if hit := ((quote-ones)&^quote | (slash-ones)&^slash) & highs; hit != 0 {
			return pos + bits.TrailingZeros64(hit)/8
		}
		pos += 8
	}
	for pos < len(data) && data[pos] != '"' && data[pos] != '\\' {
		pos++
	}
	return min(pos, len(data))
}

// skipValue returns the position after the value that starts at pos.
func skipValue(data []byte, pos int) (int, error) {
	if pos >= len(data) {
		return 0, ErrMalformed
	}
	switch data[pos] {
	case '"':
		return skipString(data, pos)
	case '{', '[':
		return skipContainer(data, pos)
	default:
		return skipLiteral(data, pos)
	}
}

// structural marks the bytes a container scan stops at.
var structural = [256]bool{'"': true, '{': true, '}': true, '[': true, ']': true}

func skipContainer(data []byte, pos int) (int, error) {
	var stack [MaxDepth]byte
	depth := 0
	for pos < len(data) {
		c := data[pos]
		if !structural[c] {
			pos++
			continue
		}
		switch c {
		case '"':
			end, err := skipString(data, pos)
			if err != nil {
				return 0, err
			}
			pos = end
			continue
		case '{', '[':
			if depth == MaxDepth {
				return 0, ErrTooDeep
			}
			stack[depth] = c + 2 // '{'+2 == '}', '['+2 == ']'
			depth++
		default:
			if depth--; depth < 0 || stack[depth] != c { //nolint:gosec // G602: depth is below MaxDepth
				return 0, ErrMalformed
			}
			if depth == 0 {
				return pos + 1, nil
			}
		}
		pos++
	}
	return 0, ErrMalformed
}

func skipLiteral(data []byte, pos int) (int, error) {
	start := pos
	for pos < len(data) {
		c := data[pos]
		if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '+' || c == '.' {
			pos++
			continue
		}
		break
	}
	if pos == start || !validLiteral(data[start:pos]) {
		return 0, ErrMalformed
	}
	return pos, nil
}

func validLiteral(lit []byte) bool {
	switch string(lit) {
	case "true", "false", "null":
		return true
	}
	return lit[0] == '-' && len(lit) > 1 || lit[0] >= '0' && lit[0] <= '9'
}

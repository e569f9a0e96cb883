// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsonrpc

import (
	"bytes"
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
	for from := pos + 1; ; {
		quote := Index(data[from:], '"')
		if quote < 0 {
			return 0, ErrMalformed
		}
		if quote += from; !escaped(data[from:quote]) {
			return quote + 1, nil
		}
		from = quote + 1
	}
}

// escaped says whether what follows text is escaped: an odd number of backslashes stands before it.
func escaped(text []byte) bool {
	n := len(text)
	for n > 0 && text[n-1] == '\\' {
		n--
	}
	return (len(text)-n)%2 == 1
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// Index is bytes.IndexByte for what is often near: escapes and quotes lie a few bytes apart in JSON that is within JSON, and
// kilobytes apart in prose.
func Index(data []byte, c byte) int {
	pattern := uint64(c) * ones
	for pos := 0; pos < 16 && pos+8 <= len(data); pos += 8 {
		word := binary.LittleEndian.Uint64(data[pos:]) ^ pattern
		if hit := (word - ones) &^ word & highs; hit != 0 {
			return pos + bits.TrailingZeros64(hit)/8
		}
	}
	return bytes.IndexByte(data, c)
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

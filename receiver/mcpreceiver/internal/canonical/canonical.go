// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package canonical writes JSON in the one form of RFC 8785 (JSON Canonicalization Scheme), so that equal values have
// equal hashes.
package canonical

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/jsonrpc"
)

// maxDepth bounds the nesting: the writer is recursive and reads a value once for each level it lies under.
const maxDepth = 32

// maxElements bounds the members of one object and the elements of one array.
const maxElements = 100_000

var errDepth = errors.New("JSON nested too deeply for its canonical form")

// JSON returns the canonical form of one JSON value.
func JSON(raw []byte) ([]byte, error) {
	var w Writer
	return w.Append(make([]byte, 0, len(raw)), raw)
}

// Writer writes canonical forms. The zero value is ready.
type Writer struct {
	// Duplicates says that an object had members with equal keys. The last one stays, as RFC 8785 has no form for them.
	Duplicates bool
}

// Append adds the canonical form of one JSON value to b.
func (w *Writer) Append(b, raw []byte) ([]byte, error) {
	return w.value(b, bytes.TrimSpace(raw), 0)
}

func (w *Writer) value(b, raw []byte, depth int) ([]byte, error) {
	if len(raw) == 0 {
		return nil, jsonrpc.ErrMalformed
	}
	if depth > maxDepth {
		return nil, errDepth
	}
	switch raw[0] {
	case '{':
		return w.object(b, raw, depth)
	case '[':
		return w.array(b, raw, depth)
	case '"':
		return appendText(b, raw)
	case 't', 'f', 'n':
		return append(b, raw...), nil
	default:
		return appendNumber(b, string(raw)), nil
	}
}

func (w *Writer) array(b, raw []byte, depth int) ([]byte, error) {
	var failed error
	first := true
	b = append(b, '[')
	err := jsonrpc.Split(raw, maxElements, func(element []byte) {
		if failed != nil {
			return
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b, failed = w.value(b, element, depth+1)
	})
	if err = cmp.Or(failed, err); err != nil {
		return nil, err
	}
	return append(b, ']'), nil
}

type member struct {
	key   string
	value []byte
}

func (w *Writer) object(b, raw []byte, depth int) ([]byte, error) {
	members, duplicates, err := membersOf(raw)
	if err != nil {
		return nil, err
	}
	w.Duplicates = w.Duplicates || duplicates
	b = append(b, '{')
	for i, m := range members {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendString(b, m.key), ':')
		if b, err = w.value(b, m.value, depth+1); err != nil {
			return nil, err
		}
	}
	return append(b, '}'), nil
}

// membersOf returns the members in order, each key once.
func membersOf(raw []byte) (kept []member, duplicates bool, err error) {
	var members []member
	walk := jsonrpc.MembersOf(raw)
	for {
		key, value, ok := walk.Next()
		if !ok {
			break
		}
		members = append(members, member{string(key), value})
	}
	if err := walk.Err(); err != nil {
		return nil, false, err
	}
	slices.SortStableFunc(members, func(a, b member) int { return compareUTF16(a.key, b.key) })
	kept = members[:0]
	for i, m := range members {
		if i+1 == len(members) || members[i+1].key != m.key {
			kept = append(kept, m)
		}
	}
	return kept, len(kept) < len(members), nil
}

// compareUTF16 orders keys by UTF-16 code units, as section 3.2.3 wants it.
func compareUTF16(a, b string) int {
	for a != "" && b != "" {
		ra, na := utf8.DecodeRuneInString(a)
		rb, nb := utf8.DecodeRuneInString(b)
		if ra != rb {
			return cmp.Or(cmp.Compare(firstUnit(ra), firstUnit(rb)), cmp.Compare(ra, rb))
		}
		a, b = a[na:], b[nb:]
	}
	return cmp.Compare(len(a), len(b))
}

func firstUnit(r rune) rune {
	if hi, _ := utf16.EncodeRune(r); hi != utf8.RuneError {
		return hi
	}
	return r
}

// appendText writes a string. One without escapes is canonical as it stands.
func appendText(b, raw []byte) ([]byte, error) {
	if bytes.IndexByte(raw, '\\') < 0 {
		return append(b, raw...), nil
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return nil, err
	}
	return appendString(b, s), nil
}

const hexDigits = "0123456789abcdef"

// short are the escapes of two characters.
var short = [256]byte{'"': '"', '\\': '\\', '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't'}

func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case short[c] != 0:
			b = append(b, '\\', short[c])
		case c < 0x20:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

// appendNumber writes a number as ECMAScript does. One that no double can hold is written as it stands.
func appendNumber(b []byte, n string) []byte {
	f, err := strconv.ParseFloat(n, 64)
	if err != nil || math.IsInf(f, 0) {
		return append(b, n...)
	}
	if f == 0 {
		return append(b, '0')
	}
	if abs := math.Abs(f); abs >= 1e-6 && abs < 1e21 {
		return strconv.AppendFloat(b, f, 'f', -1, 64)
	}
	return appendExponent(b, f)
}

// appendExponent writes 1e+21 and 1e-7: no leading zero in the exponent.
func appendExponent(b []byte, f float64) []byte {
	s := strconv.AppendFloat(nil, f, 'e', -1, 64)
	e := bytes.IndexByte(s, 'e')
	b = append(b, s[:e+2]...)
	return append(b, bytes.TrimLeft(s[e+2:], "0")...)
}

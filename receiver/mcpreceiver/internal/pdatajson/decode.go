// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package pdatajson turns JSON into pdata values in one pass.
package pdatajson

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// maxDepth is how deep a value may be nested: the decoder is recursive, and so is everything downstream.
const maxDepth = 64

var (
	errMalformed = errors.New("malformed JSON")
	errDepth     = errors.New("JSON nested too deeply")
)

// Decode writes the JSON value to dst. When it returns an error dst holds nothing of use. Of members with equal keys the
// last one stays.
func Decode(raw []byte, dst pcommon.Value) error {
	d := decoder{data: raw}
	if err := d.value(dst, 0); err != nil {
		return err
	}
	if d.space(); d.pos != len(raw) {
		return errMalformed
	}
	return nil
}

type decoder struct {
	data []byte
	pos  int
}

func (d *decoder) space() {
	for d.pos < len(d.data) {
		switch d.data[d.pos] {
		case ' ', '\t', '\n', '\r':
			d.pos++
		default:
			return
		}
	}
}

// next returns the next byte that is not white space, or 0 at the end.
func (d *decoder) next() byte {
	if d.space(); d.pos < len(d.data) {
		return d.data[d.pos]
	}
	return 0
}

func (d *decoder) value(dst pcommon.Value, depth int) error {
	switch d.next() {
	case '{':
		return d.object(dst.SetEmptyMap(), depth)
	case '[':
		return d.array(dst.SetEmptySlice(), depth)
	case '"':
		s, err := d.text()
		dst.SetStr(s)
		return err
	default:
		return d.literal(dst)
	}
}

func (d *decoder) object(dst pcommon.Map, depth int) error {
	if depth == maxDepth {
		return errDepth
	}
	d.pos++
	if d.next() == '}' {
		d.pos++
		return nil
	}
	for {
		if d.next() != '"' {
			return errMalformed
		}
		key, err := d.text()
		if err != nil {
			return err
		}
		if d.next() != ':' {
			return errMalformed
		}
		d.pos++
		if err := d.value(dst.PutEmpty(key), depth+1); err != nil {
			return err
		}
		if more, err := d.more('}'); !more {
			return err
		}
	}
}

func (d *decoder) array(dst pcommon.Slice, depth int) error {
	if depth == maxDepth {
		return errDepth
	}
	d.pos++
	if d.next() == ']' {
		d.pos++
		return nil
	}
	for {
		if err := d.value(dst.AppendEmpty(), depth+1); err != nil {
			return err
		}
		if more, err := d.more(']'); !more {
			return err
		}
	}
}

// more eats a comma, or the end of a container.
func (d *decoder) more(end byte) (bool, error) {
	switch d.next() {
	case ',':
		d.pos++
		return true, nil
	case end:
		d.pos++
		return false, nil
	}
	return false, errMalformed
}

func (d *decoder) text() (string, error) {
	start := d.pos
	for at := start + 1; ; {
		i := bytes.IndexByte(d.data[at:], '"')
		if i < 0 {
			return "", errMalformed
		}
		at += i + 1
		slashes := 0
		for j := at - 2; j > start && d.data[j] == '\\'; j-- {
			slashes++
		}
		if slashes%2 == 0 {
			d.pos = at
			return unquote(d.data[start:at])
		}
	}
}

// unquote decodes a string. Bytes that are no UTF-8 become U+FFFD.
func unquote(quoted []byte) (string, error) {
	inner := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		if utf8.Valid(inner) {
			return string(inner), nil
		}
		return strings.ToValidUTF8(string(inner), "\ufffd"), nil
	}
	return unescape(inner)
}

var plain = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

func unescape(inner []byte) (string, error) {
	out := make([]byte, 0, len(inner))
	for {
		i := bytes.IndexByte(inner, '\\')
		if i < 0 {
			out = append(out, inner...)
			break
		}
		out = append(out, inner[:i]...)
		if i+1 >= len(inner) {
			return "", errMalformed
		}
		if c := inner[i+1]; c != 'u' {
			if plain[c] == 0 {
				return "", errMalformed
			}
			out = append(out, plain[c])
			inner = inner[i+2:]
			continue
		}
		n := escapeRun(inner[i:])
		var s string
		if json.Unmarshal(append(append([]byte{'"'}, inner[i:i+n]...), '"'), &s) != nil {
			return "", errMalformed
		}
		out = append(out, s...)
		inner = inner[i+n:]
	}
	if !utf8.Valid(out) {
		return strings.ToValidUTF8(string(out), "\ufffd"), nil
	}
	return string(out), nil
}

// escapeRun is the length of the \u escapes at the start, so that surrogate pairs are decoded together.
func escapeRun(b []byte) int {
	n := 0
	for n+6 <= len(b) && b[n] == '\\' && b[n+1] == 'u' {
		n += 6
	}
	if n == 0 {
		return len(b) // a cut escape, which the decoder refuses
	}
	return n
}

func (d *decoder) literal(dst pcommon.Value) error {
	start := d.pos
	for d.pos < len(d.data) && !ends(d.data[d.pos]) {
		d.pos++
	}
	lit := string(d.data[start:d.pos])
	switch lit {
	case "true", "false":
		dst.SetBool(lit == "true")
		return nil
	case "null":
		return nil
	case "":
		return errMalformed
	}
	if c := lit[0]; c != '-' && (c < '0' || c > '9') {
		return errMalformed
	}
	if i, err := strconv.ParseInt(lit, 10, 64); err == nil {
		dst.SetInt(i)
		return nil
	}
	f, err := strconv.ParseFloat(lit, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return errMalformed
	}
	dst.SetDouble(f)
	return nil
}

func ends(c byte) bool {
	switch c {
	case ',', ']', '}', ' ', '\t', '\n', '\r', ':', '"', '{', '[':
		return true
	}
	return false
}

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

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/jsonrpc"
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

// text reads a string. Bytes that are no UTF-8 become U+FFFD.
func (d *decoder) text() (string, error) {
	start := d.pos + 1
	end := jsonrpc.Special(d.data, start)
	if end >= len(d.data) {
		return "", errMalformed
	}
	if d.data[end] == '"' {
		d.pos = end + 1
		return valid(string(d.data[start:end])), nil
	}
	return d.escaped(start, end)
}

func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(s, "\ufffd")
}

// escaped reads on where the first escape of a string is.
func (d *decoder) escaped(from, at int) (string, error) {
	var b strings.Builder
	b.Grow(d.roomFor(from))
	for {
		b.Write(d.data[from:at])
		if at >= len(d.data) {
			return "", errMalformed
		}
		if d.data[at] == '"' {
			d.pos = at + 1
			return valid(b.String()), nil
		}
		n, err := escape(&b, d.data[at:])
		if err != nil {
			return "", err
		}
		from = at + n
		at = jsonrpc.Special(d.data, from)
	}
}

// roomFor guesses how long a string is that starts at from: most of what is left, in a message that is mostly one text.
func (d *decoder) roomFor(from int) int {
	left := len(d.data) - from
	if quote := bytes.Index(d.data[from:], []byte(`"}`)); quote >= 0 {
		left = quote
	}
	return left
}

var plain = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// escape writes what one escape stands for, and returns how long it is.
func escape(b *strings.Builder, in []byte) (int, error) {
	if len(in) < 2 {
		return 0, errMalformed
	}
	if c := in[1]; c != 'u' {
		if plain[c] == 0 {
			return 0, errMalformed
		}
		b.WriteByte(plain[c])
		return 2, nil
	}
	n := escapeRun(in)
	quoted := make([]byte, 0, n+2)
	var s string
	if json.Unmarshal(append(append(append(quoted, '"'), in[:n]...), '"'), &s) != nil {
		return 0, errMalformed
	}
	b.WriteString(s)
	return n, nil
}

func highSurrogate(escape []byte) bool {
	digit := escape[3]
	return escape[2]|0x20 == 'd' && strings.IndexByte("89abAB", digit) >= 0
}

// maxRun bounds how many \u escapes are decoded together.
const maxRun = 64

// escapeRun is the length of the \u escapes at the start, so that surrogate pairs are decoded together.
func escapeRun(b []byte) int {
	n := 0
	for n+6 <= len(b) && n < 6*maxRun && b[n] == '\\' && b[n+1] == 'u' {
		n += 6
	}
	if n == 0 {
		return min(len(b), 6) // a cut escape, which the decoder refuses
	}
	if n == 6*maxRun && highSurrogate(b[n-6:]) {
		n -= 6 // its other half is in the next run
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

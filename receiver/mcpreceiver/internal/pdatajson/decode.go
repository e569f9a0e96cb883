// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package pdatajson turns JSON into pdata values in one pass.
package pdatajson

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"sync"
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
	scratch := scratches.Get().(*[]byte)
	d := decoder{data: raw, scratch: *scratch}
	defer func() {
		if *scratch = d.scratch; cap(d.scratch) <= maxScratch {
			scratches.Put(scratch)
		}
	}()
	if err := d.value(dst, 0); err != nil {
		return err
	}
	if d.space(); d.pos != len(raw) {
		return errMalformed
	}
	return nil
}

// maxScratch is the largest scratch memory worth keeping.
const maxScratch = 256 << 10

var scratches = sync.Pool{New: func() any { return new([]byte) }}

type decoder struct {
	data    []byte
	pos     int
	scratch []byte // for a string's text while it is unescaped
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
	rest := d.data[d.pos+1:]
	quote := jsonrpc.Index(rest, '"')
	if quote < 0 {
		return "", errMalformed
	}
	if bytes.IndexByte(rest[:quote], '\\') < 0 {
		d.pos += quote + 2
		return valid(string(rest[:quote])), nil
	}
	if cap(d.scratch) < len(rest)+wordSize {
		d.scratch = make([]byte, len(d.data)+wordSize)
	}
	n, used := unescape(d.scratch[:cap(d.scratch)], rest)
	if used == 0 {
		return "", errMalformed
	}
	d.pos += used + 1
	return valid(string(d.scratch[:n])), nil
}

func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(s, "\ufffd")
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

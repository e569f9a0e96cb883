// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package paramheader

import (
	"math"
	"net/http"
	"strconv"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/jsonrpc"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/wire"
)

// Compare returns the headers that say something else than the arguments: another value, none where there is an argument,
// one where there is none, or one whose encoding is broken. It may be called on nil.
func (b *Bindings) Compare(h http.Header, arguments []byte) (different []string) {
	if b == nil {
		return nil
	}
	values := make([][]byte, len(b.headers))
	b.root.collect(arguments, values)
	for i, header := range b.headers {
		if !agrees(h[header], values[i]) {
			different = append(different, header)
		}
	}
	return different
}

// collect finds the bound values of an object, each part of which it reads once a level. Of equal keys the last one counts.
func (n *node) collect(object []byte, values [][]byte) {
	if len(n.below) == 0 {
		return
	}
	last := make([][]byte, len(n.below))
	for m := jsonrpc.MembersOf(object); ; {
		key, value, ok := m.Next()
		if !ok {
			break
		}
		if child := n.below[string(key)]; child != nil {
			last[child.place] = value
		}
	}
	for _, child := range n.below {
		value := last[child.place]
		if child.header >= 0 {
			values[child.header] = value
		}
		child.collect(value, values)
	}
}

func agrees(headers []string, argument []byte) bool {
	if len(argument) == 0 || string(argument) == "null" || argument[0] == '{' || argument[0] == '[' {
		return len(headers) == 0 // only what is primitive is mirrored
	}
	for _, header := range headers { // who sends two of them has one that another reads
		decoded, ok := wire.DecodeHeader(header)
		if !ok || !equal(decoded, argument) {
			return false
		}
	}
	return len(headers) > 0
}

// equal says whether a header's value is the argument's: text as it is, booleans by name, numbers by value.
func equal(value string, argument []byte) bool {
	switch argument[0] {
	case '"':
		return value == jsonrpc.Text(argument)
	case 't', 'f':
		return value == string(argument)
	default:
		return value == string(argument) || equalNumbers(value, string(argument))
	}
}

// maxExact is the largest integer of which a double holds every smaller one. Past it, two numbers that look equal need not
// be.
const maxExact = 1<<53 - 1

func equalNumbers(a, b string) bool {
	x, err := strconv.ParseFloat(a, 64)
	if err != nil || math.Abs(x) > maxExact {
		return false
	}
	y, err := strconv.ParseFloat(b, 64)
	return err == nil && x == y
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"bytes"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/canonical"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/jsonrpc"
)

// maxHashed is how many bytes of params are brought into canonical form. Longer ones are hashed as they stand.
const maxHashed = 64 << 10

// paramsHash is the keyed hash over the canonical form of the params, and whether an object in them has two members of one
// name: two parsers may then read two requests. What differs between two requests for the same thing is left out of the
// hash: _meta, and what a client adds when it asks again.
func (t *Tracker) paramsHash(raw []byte) (hash string, duplicates bool) {
	if len(raw) == 0 {
		return "", false
	}
	if len(raw) > maxHashed {
		return t.Keyer.Pseudonym("params", string(raw)), false
	}
	var (
		parts [][]byte
		w     canonical.Writer
	)
	for m := jsonrpc.MembersOf(raw); ; {
		key, value, ok := m.Next()
		if !ok {
			break
		}
		canon, err := w.Append(make([]byte, 0, len(key)+1+len(value)), value)
		if err != nil {
			canon = value
		}
		parts = append(parts, bytes.Join([][]byte{key, canon}, []byte{0}))
	}
	slices.SortFunc(parts, bytes.Compare)
	for i := range parts[:max(0, len(parts)-1)] {
		w.Duplicates = w.Duplicates || bytes.Equal(name(parts[i]), name(parts[i+1]))
	}
	parts = slices.DeleteFunc(parts, func(part []byte) bool { return fleeting(name(part)) })
	return t.Keyer.Pseudonym("params", string(bytes.Join(parts, []byte{0}))), w.Duplicates
}

// name is the key of a part.
func name(part []byte) []byte {
	key, _, _ := bytes.Cut(part, []byte{0})
	return key
}

func fleeting(key []byte) bool {
	switch string(key) {
	case "_meta", "requestState", "inputResponses":
		return true
	}
	return false
}

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

// paramsHash is the keyed hash over the canonical form of the params. What differs between two requests for the same
// thing is left out: _meta, and what a client adds when it asks again.
func (t *Tracker) paramsHash(raw []byte) string {
	if len(raw) == 0 {
		return ""
	}
	if len(raw) > maxHashed {
		return t.Keyer.Pseudonym("params", string(raw))
	}
	var parts [][]byte
	for m := jsonrpc.MembersOf(raw); ; {
		key, value, ok := m.Next()
		if !ok {
			break
		}
		switch string(key) {
		case "_meta", "requestState", "inputResponses":
			continue
		}
		canon, err := canonical.JSON(value)
		if err != nil {
			canon = value
		}
		parts = append(parts, bytes.Join([][]byte{key, canon}, []byte{0}))
	}
	slices.SortFunc(parts, bytes.Compare)
	return t.Keyer.Pseudonym("params", string(bytes.Join(parts, []byte{0})))
}

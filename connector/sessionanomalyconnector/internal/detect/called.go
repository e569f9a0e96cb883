// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"encoding/binary"
	"math/bits"
)

// names are those of a call.
type names struct{ method, tool, server, outcome string }

// Called is how a call is named, in storage that sessions share: the same for equal names.
type Called struct {
	names
	said   string    // method, tool and outcome, a zero after each
	number uint32    // from 1 on
	tool   *ToolName // as the latest session has it that made such a call, nil for none
}

// Number tells how calls are named apart, from 1 on.
func (c *Called) Number() uint32 { return c.number }

// Said gives the method, the tool and the outcome, a zero after each.
func (c *Called) Said() string { return c.said }

// Called is how the event is named that an Interner took, nil for none and where there is no room for more.
func (e *Event) Called() *Called { return e.called }

// spread is a number that differs for most calls that are named differently. It looks at little of the names.
func spread(ev *Event) uint64 {
	h := ends(ev.Tool) + uint64(len(ev.Method)) + uint64(len(ev.Server))<<16 + uint64(len(ev.Outcome))<<32
	if s := ev.Server; s != "" {
		h += uint64(s[len(s)-1]) << 24
	}
	return h * 0x9e3779b97f4a7c15 >> 32
}

// ends gives the first and the last eight bytes of a text, together.
func ends(s string) (h uint64) {
	if n := len(s); n >= 8 {
		return binary.LittleEndian.Uint64([]byte(s[:8])) + bits.RotateLeft64(binary.LittleEndian.Uint64([]byte(s[n-8:])), 32) + uint64(n)
	}
	for i := range len(s) {
		h = h<<8 | uint64(s[i])
	}
	return h
}

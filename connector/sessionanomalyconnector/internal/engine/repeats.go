// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"encoding/binary"

	"github.com/cespare/xxhash/v2"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// remembered is how many recent events are remembered, at most: a power of two. The table takes 8 bytes for each.
const remembered = 1 << 16

// repeats recognises events that are delivered again, as at-least-once transports do. Only an event with an identity of
// its own can be recognised: a span, or a request id; equal calls of a loop are not repeats.
type repeats struct {
	seen   []uint64
	digest xxhash.Digest
}

func newRepeats() *repeats { return &repeats{seen: make([]uint64, remembered)} }

// seenBefore remembers the event and reports whether it was remembered already. An event may push another one out, which
// then would be taken twice: the table is bounded, and the more recent one is likelier to come again.
func (r *repeats) seenBefore(ev *detect.Event) bool {
	if ev.RequestID == "" && ev.SpanID == [8]byte{} {
		return false
	}
	h := r.identity(ev)
	place := &r.seen[h&(remembered-1)]
	if *place == h {
		return true
	}
	*place = h
	return false
}

// list gives what is remembered, for storage.
func (r *repeats) list() []uint64 {
	var out []uint64
	for _, h := range r.seen {
		if h != 0 {
			out = append(out, h)
		}
	}
	return out
}

func (r *repeats) restore(list []uint64) {
	for _, h := range list {
		r.seen[h&(remembered-1)] = h
	}
}

func (r *repeats) identity(ev *detect.Event) uint64 {
	d := &r.digest
	d.Reset()
	var at [8]byte
	binary.LittleEndian.PutUint64(at[:], uint64(ev.Time.UnixNano()))
	_, _ = d.Write(at[:])
	_, _ = d.Write(ev.TraceID[:])
	_, _ = d.Write(ev.SpanID[:])
	for _, s := range [...]string{ev.Name, ev.SessionKey, ev.ClientAddress, ev.RequestID, ev.Method, ev.Tool, ev.Outcome} {
		_, _ = d.WriteString(s)
		_, _ = d.Write([]byte{0})
	}
	return max(d.Sum64(), 1)
}

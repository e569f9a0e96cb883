// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"encoding/binary"
	"slices"

	"github.com/cespare/xxhash/v2"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// remembered is how many recent events are remembered, at most: a power of two. The table takes 8 bytes for each.
const remembered = 1 << 16

// repeats recognises events that are delivered again, as at-least-once transports do. Only an event with an identity of
// its own can be recognised: a span, or a request id; equal calls of a loop are not repeats.
type repeats struct {
	seen []uint64
	buf  []byte
}

func newRepeats() *repeats { return &repeats{seen: make([]uint64, remembered)} }

// seenBefore remembers an event's identity and reports whether it was remembered already. An event may push another one out,
// which then would be taken twice: the table is bounded, and the more recent one is likelier to come again.
func (r *repeats) seenBefore(h uint64) bool {
	if h == 0 {
		return false
	}
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

// fetch reads the place of an identity, so that it is in the cache soon. The value says nothing.
func (r *repeats) fetch(h uint64) byte { return byte(r.seen[h&(remembered-1)]) }

// identity is the same for an event that comes again, and 0 for one that cannot be recognised.
func (r *repeats) identity(ev *detect.Event) uint64 {
	if ev.RequestID == "" && ev.SpanID == [8]byte{} {
		return 0
	}
	size := fixedIdentity + len(ev.Name) + len(ev.SessionKey) + len(ev.ClientAddress) + len(ev.RequestID) + len(ev.Method) + len(ev.Tool) + len(ev.Outcome)
	r.buf = slices.Grow(r.buf[:0], size)[:size]
	b := r.buf
	binary.LittleEndian.PutUint64(b, uint64(ev.Time.UnixNano()))
	*(*[16]byte)(b[8:]), *(*[8]byte)(b[24:]) = ev.TraceID, ev.SpanID
	b = zeroEnded(b[32:], ev.Name)
	b = zeroEnded(b, ev.SessionKey)
	b = zeroEnded(b, ev.ClientAddress)
	b = zeroEnded(b, ev.RequestID)
	if c := ev.Called(); c != nil {
		copy(b, c.Said())
	} else {
		zeroEnded(zeroEnded(zeroEnded(b, ev.Method), ev.Tool), ev.Outcome)
	}
	return max(xxhash.Sum64(r.buf), 1)
}

// fixedIdentity is what an identity takes besides its texts: the time, the ids, and a zero after each text.
const fixedIdentity = 8 + 16 + 8 + 7

// zeroEnded puts a text and a zero after it where there is room for both, and returns the rest.
func zeroEnded(b []byte, s string) []byte {
	n := copy(b, s)
	b[n] = 0
	return b[n+1:]
}

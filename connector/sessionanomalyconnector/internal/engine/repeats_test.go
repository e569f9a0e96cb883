// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"encoding/binary"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/cespare/xxhash/v2"
	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// TestIdentityIsWhatWasStored holds the hash against a plain one: what an earlier version stored must be recognised.
func TestIdentityIsWhatWasStored(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	r, in := newRepeats(), detect.NewInterner()
	text := func() string { return strings.Repeat("ab\x00c", 40)[:rng.IntN(rng.IntN(160)+1)] }
	for range 2000 {
		ev := &detect.Event{
			Time: time.Unix(0, rng.Int64()), SessionKey: text(), ClientAddress: text(), RequestID: "1" + text(),
			Name: schema.EventOperation, Method: text(), Tool: text(), Server: text(), Outcome: text(), TraceID: [16]byte{byte(rng.Int())}, SpanID: [8]byte{3, 7: 9},
		}
		if rng.IntN(3) == 0 {
			ev.Name = text()
		}
		in.Name(ev) // most have a number then, others not
		assert.Equal(t, plainIdentity(ev), r.identity(ev))
	}
	assert.Zero(t, r.identity(&detect.Event{Name: "a", Tool: "b"}))
}

func plainIdentity(ev *detect.Event) uint64 {
	b := binary.LittleEndian.AppendUint64(nil, uint64(ev.Time.UnixNano()))
	b = append(append(b, ev.TraceID[:]...), ev.SpanID[:]...)
	for _, s := range [...]string{ev.Name, ev.SessionKey, ev.ClientAddress, ev.RequestID, ev.Method, ev.Tool, ev.Outcome} {
		b = append(append(b, s...), 0)
	}
	return max(xxhash.Sum64(b), 1)
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// BenchmarkContent measures one look at an event, over 1,000 sessions that are under way.
func BenchmarkContent(b *testing.B) {
	prose := strings.Repeat("The quarterly figures of the northern region were revised after the audit, see order 88213 and ann.doe@example.org. ", 20)
	record := strings.Repeat(`{"id":48213,"name":"Jane Roe","city":"Oslo","balance":1820.77,"email":"jane.roe@example.com"},`, 20)
	for _, bb := range []struct {
		name, result string
	}{
		{"prose 2 KB", text(prose[:2000])},
		{"prose 300 B", text(prose[:250])},
		{"record 2 KB", text("[" + record[:1850] + "]")},
	} {
		b.Run(bb.name, func(b *testing.B) {
			cfg := NewReadThenExfiltrateConfig()
			r := newRig(b, withContent(&cfg))
			ev := &detect.Event{
				Name: schema.EventOperation, Method: "tools/call", Tool: "read_file", Server: "files", Outcome: schema.OutcomeSuccess, HasDLP: true,
				Arguments: `{"path":"/home/alice/notes/2026-03-02.md","encoding":"utf-8","limit":200}`, Result: bb.result,
			}
			var sessions []*detect.Session
			for i := range 1000 {
				sessions = append(sessions, detect.NewSession(fmt.Sprint("bench-", i), r.setup.Slots()))
			}
			ev.ArgumentLeaves()
			ev.ResultLeaves()
			b.SetBytes(int64(len(bb.result)))
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				s := sessions[i%len(sessions)]
				i++
				ev.Time = day0.Add(time.Duration(i) * time.Millisecond)
				r.env.Begin(ev.Time)
				s.Update(ev, r.in)
				r.d.Observe(r.env, ev, s)
			}
		})
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// BenchmarkLook looks at ordinary calls that go round so many sessions. An operation is one call.
func BenchmarkLook(b *testing.B) {
	for _, tt := range []struct{ sessions, size int }{{10_000, 300}, {10_000, 2048}, {100, 300}} {
		b.Run(fmt.Sprintf("%d_sessions/%dB", tt.sessions, tt.size), func(b *testing.B) {
			setup := detect.NewSetup(zap.NewNop())
			tracker, err := NewTracker(NewConfig(), setup)
			require.NoError(b, err)
			env, in := detect.NewEnv(noSink{}), detect.NewInterner()
			sessions := make([]*detect.Session, tt.sessions)
			for i := range sessions {
				sessions[i] = detect.NewSession("bench-"+strconv.Itoa(i), setup.Slots())
			}
			calls := make([]call, 4096)
			for i := range calls {
				calls[i] = callOf(i, tt.size)
			}
			var ev detect.Event
			look := func(n int) {
				ev.Reset()
				s, c := sessions[n%len(sessions)], &calls[n%len(calls)]
				ev.Time, ev.Name, ev.Method, ev.Server = noon, schema.EventOperation, "tools/call", "crm"
				ev.Tool, ev.Arguments, ev.Result, ev.HasDLP = c.tool, c.arguments, c.result, true
				s.Update(&ev, in)
				tracker.Look(env, &ev, s)
			}
			for n := range 6 * tt.sessions {
				look(n * 7)
			}
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				look(n)
			}
		})
	}
}

type noSink struct{}

func (noSink) Flow(*detect.Event, string, string, int64) {}
func (noSink) Drop(string, string, int64)                {}
func (noSink) ToolClass(string, string, string)          {}

var (
	benchTools = []string{"read_customer", "search_orders", "list_files", "read_file", "update_ticket", "send_email"}
	benchWords = strings.Fields("order ticket customer invoice shipped pending contact region account balance note review meeting status summary update item price total")
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

type call struct{ tool, arguments, result string }

func callOf(n, size int) call {
	var text strings.Builder
	for i := n; text.Len() < size; i += 3 {
		text.WriteString(benchWords[(i*i+n)%len(benchWords)])
		text.WriteByte(' ')
		if i%7 == 0 {
			text.WriteString(strconv.Itoa(i*31) + " ")
		}
	}
	return call{
		tool:      benchTools[n%len(benchTools)],
		arguments: `{"id":"` + strconv.Itoa(n%9973) + `","query":"` + benchWords[n%len(benchWords)] + " " + benchWords[n*7%len(benchWords)] + `"}`,
		result:    `{"content":[{"type":"text","text":"` + text.String() + `"}]}`,
	}
}

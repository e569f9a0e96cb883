// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/correlate"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
)

// BenchmarkExchange is everything that happens off the request path: an observed tools/call becomes a log record.
func BenchmarkExchange(b *testing.B) {
	for _, size := range []int{2 << 10, 32 << 10} {
		b.Run(strconv.Itoa(size>>10)+"KB", func(b *testing.B) {
			answer := []byte(`{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"` +
				strings.Repeat(`The quarterly report lists \"open\" items by owner.\nEach line has a date, a sum and a remark; see section 4. `, size/110) + `"}]}}`)
			keyer, err := pseudonym.New("k1", []byte("0123456789abcdef"))
			require.NoError(b, err)
			var current *batch
			tracker := correlate.New(correlate.Settings{
				Keyer: keyer, MaxSessions: 1000, MaxPending: 1000, IdleTimeout: time.Hour, RequestTimeout: time.Hour,
				Emit:    func(ev *audit.Event) { current.add(ev) },
				Anomaly: func(kind string) { b.Fatal(kind) },
			})
			capture := observe.Capture{Arguments: true, Results: true, MaxBytes: 64 << 10, Structured: true}
			server := &observe.Server{Name: "files", Address: "localhost", Port: 80, Capture: capture}
			b.SetBytes(int64(len(answer)))
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if i%maxBatch == 0 {
					current = newBatch(signals{logs: true})
				}
				x := &observe.Exchange{
					Server: server, Method: http.MethodPost, Path: "/mcp", Proto: "HTTP/1.1", RemoteAddr: "127.0.0.1:1234", Status: http.StatusOK,
					RequestHeader:  http.Header{"Mcp-Session-Id": {"s" + strconv.Itoa(i%100)}, "User-Agent": {"bench"}},
					ResponseHeader: http.Header{"Content-Type": {"application/json"}},
					RequestBody:    observe.Copy([]byte(callRequest)), ResponseBody: observe.Copy(answer),
					Note: new(observe.Note),
				}
				o := observe.Observation{Kind: observe.Whole, Exchange: x}
				tracker.Observe(&o)
				o.Free()
			}
		})
	}
}

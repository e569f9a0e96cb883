// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// story is a stretch of traffic in which most detectors that need no warm-up have something to find, several sessions at
// once. Times are a second apart.
func story(tb testing.TB) plog.Logs {
	tb.Helper()
	var records []record
	text := "Name: Jane Roe, IBAN DE89370400440532013000, e-mail jane.roe@example.com, balance 18,204.77 EUR, note: prefers calls after six"
	for i := range 40 {
		for s := range 6 {
			r := toolCall(fmt.Sprintf("s%d", s), fmt.Sprintf("tool_%d", (i*s)%7))
			r[schema.GenAIToolArguments] = fmt.Sprintf(`{"id":"%d"}`, i*s)
			r[schema.GenAIToolResult] = fmt.Sprintf(`{"content":[{"type":"text","text":"row %d of %d"}]}`, i, s)
			r[schema.JSONRPCRequestID] = strconv.Itoa(i*6 + s)
			switch {
			case s == 1 && i == 5:
				r[schema.GenAIToolName], r[schema.GenAIToolResult] = "read_customer", `{"content":[{"type":"text","text":"`+text+`"}]}`
			case s == 1 && i == 9:
				r[schema.GenAIToolName], r[schema.GenAIToolArguments] = "send_webhook", `{"body":"`+text+`"}`
			case s == 2 && i > 20:
				r[schema.GenAIToolName], r[schema.Outcome] = "login", schema.OutcomeToolError
			case s == 3:
				r[schema.Outcome], r[schema.ClientAddress] = schema.OutcomeAuthFailed, "192.0.2.7"
			case s == 4 && i == 11:
				r[schema.GenAIToolArguments] = `{"url":"http://169.254.169.254/latest"}`
			case s == 5:
				r[schema.Outcome] = schema.OutcomeAccessDenied
			}
			records = append(records, r)
		}
	}
	return logsOf(tb, noon, records...)
}

// shape is a way to deliver the same records.
type shape struct {
	name string
	// deliver gives the records in batches.
	deliver func(plog.Logs) []plog.Logs
}

// inBatches keeps the order and cuts the records into batches of n, under n resources where each is set.
func inBatches(n int, eachItsResource bool) func(plog.Logs) []plog.Logs {
	return func(all plog.Logs) []plog.Logs {
		records := all.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords()
		var out []plog.Logs
		var list plog.LogRecordSlice
		for i := range records.Len() {
			if i%n == 0 {
				out = append(out, plog.NewLogs())
			}
			last := out[len(out)-1]
			if i%n == 0 || eachItsResource {
				list = last.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
			}
			records.At(i).CopyTo(list.AppendEmpty())
		}
		return out
	}
}

// shuffledSessions delivers in another order, in which each session keeps its own and nothing lags by more than the
// lateness bound.
func shuffledSessions(seed uint64) func(plog.Logs) []plog.Logs {
	return func(all plog.Logs) []plog.Logs {
		records := all.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords()
		rng := rand.New(rand.NewPCG(seed, 1))
		const stretch = 60 // records, a second each: within the bound of two minutes
		out := plog.NewLogs()
		list := out.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
		for start := 0; start < records.Len(); start += stretch {
			bySession := map[string][]int{}
			for i := start; i < min(start+stretch, records.Len()); i++ {
				key, _ := records.At(i).Attributes().Get(schema.SessionKey)
				bySession[key.Str()] = append(bySession[key.Str()], i)
			}
			for len(bySession) > 0 {
				keys := make([]string, 0, len(bySession))
				for key := range bySession {
					keys = append(keys, key)
				}
				slices.Sort(keys)
				key := keys[rng.IntN(len(keys))]
				records.At(bySession[key][0]).CopyTo(list.AppendEmpty())
				if bySession[key] = bySession[key][1:]; len(bySession[key]) == 0 {
					delete(bySession, key)
				}
			}
		}
		return []plog.Logs{out}
	}
}

// marshalled is every finding as bytes, in order.
func marshalled(t *testing.T, batches []plog.Logs) []string {
	t.Helper()
	r := newRig(t, defaultConfig())
	for _, batch := range batches {
		r.consume(t, batch)
	}
	r.shutdown(t)
	var found []string
	r.eachFinding(func(lr plog.LogRecord) { found = append(found, inJSON(t, lr)) })
	return found
}

func inJSON(t *testing.T, lr plog.LogRecord) string {
	t.Helper()
	one := plog.NewLogs()
	lr.CopyTo(one.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords().AppendEmpty())
	data, err := (&plog.JSONMarshaler{}).MarshalLogs(one)
	require.NoError(t, err)
	return string(data)
}

func TestReplayGivesByteEqualFindings(t *testing.T) {
	first := marshalled(t, []plog.Logs{story(t)})
	require.GreaterOrEqual(t, len(first), 5)
	assert.Equal(t, first, marshalled(t, []plog.Logs{story(t)}))
}

// TestSplittingAndBatchingChangeNothing is metamorphic: the same records in the same order, delivered differently, give
// the same findings byte for byte.
func TestSplittingAndBatchingChangeNothing(t *testing.T) {
	want := marshalled(t, []plog.Logs{story(t)})
	for _, tt := range []shape{
		{"one by one", inBatches(1, false)},
		{"batches of 7", inBatches(7, false)},
		{"each under its own resource", inBatches(50, true)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, want, marshalled(t, tt.deliver(story(t))))
		})
	}
}

// TestInterleavingChangesNoSession is metamorphic: sessions delivered in another interleaving, each in its own order,
// give the same findings, though they may come in another order.
func TestInterleavingChangesNoSession(t *testing.T) {
	want := marshalled(t, []plog.Logs{story(t)})
	slices.Sort(want)
	for seed := range uint64(5) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			got := marshalled(t, shuffledSessions(seed)(story(t)))
			slices.Sort(got)
			assert.Equal(t, want, got)
		})
	}
}

func TestRepeatedDeliveryChangesNothing(t *testing.T) {
	want := marshalled(t, []plog.Logs{story(t)})
	assert.Equal(t, want, marshalled(t, []plog.Logs{story(t), story(t)}))
}

func TestAClockThatJumpsEndsNoSession(t *testing.T) {
	c := newTestCore(t, func(*Config) {})
	require.NoError(t, c.consumeLogs(t.Context(), logsOf(t, noon, toolCall("s1", "read"))))
	require.NoError(t, c.consumeLogs(t.Context(), logsOf(t, noon.Add(1000*time.Hour), toolCall("s2", "read"))))
	sessions, _ := c.engine.Size()
	assert.Equal(t, 2, sessions, "one event far ahead moves nothing")
	require.NoError(t, c.consumeLogs(t.Context(), logsOf(t, noon.Add(1000*time.Hour), toolCall("s3", "read"), toolCall("s3", "read"))))
	sessions, _ = c.engine.Size()
	assert.Less(t, sessions, 3, "a second one confirms it")
}

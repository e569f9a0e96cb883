// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// warmStory is traffic of six users at once, long enough for baselines to warm up, with odd sessions at its end.
func warmStory(t *testing.T) plog.Logs {
	t.Helper()
	var records []record
	order := []string{"search", "read", "read", "list", "write"}
	for i := range 200 {
		for step := range 6 {
			for s := range 6 {
				r := toolCall(fmt.Sprintf("s%d-%d", s, i), order[(step+i*s)%3+step/3])
				r[schema.UserID] = fmt.Sprintf("user%d", s)
				r[schema.JSONRPCRequestID] = fmt.Sprintf("%d-%d-%d", i, s, step)
				r[schema.GenAIToolArguments] = fmt.Sprintf(`{"text":"Remember to talk to customer %d about the delivery."}`, i*s)
				if i > 190 && s == i%6 {
					r[schema.GenAIToolName] = []string{"write", "dump", "list", "dump", "search", "post"}[step]
					r[schema.GenAIToolArguments] = `{"text":"SELECT name, card FROM customers WHERE 1 = 1; --"}`
				}
				records = append(records, r)
			}
		}
		for s := range 6 {
			r := toolCall(fmt.Sprintf("s%d-%d", s, i), "")
			delete(r, schema.MCPMethodName)
			delete(r, schema.GenAIToolName)
			r["event"] = schema.EventSessionEnd
			records = append(records, r)
		}
	}
	logs := logsOf(t, noon, records...)
	for _, lr := range logs.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().All() {
		if name, ok := lr.Attributes().Get("event"); ok {
			lr.SetEventName(name.Str())
		}
	}
	return logs
}

// identities lists the findings as id, severity and title, sorted.
func identities(t *testing.T, batches []plog.Logs) []string {
	t.Helper()
	cfg := defaultConfig()
	cfg.Baselines.Learning.WarmUp.Duration = 0
	r := newRig(t, cfg)
	for _, batch := range batches {
		r.consume(t, batch)
	}
	r.shutdown(t)
	var list []string
	r.eachFinding(func(lr plog.LogRecord) {
		id, _ := lr.Attributes().Get(schema.FindingID)
		list = append(list, id.Str()+" "+lr.Body().Str())
	})
	slices.Sort(list)
	return list
}

// TestInterleavingChangesNoFindingOfWarmDetectors is metamorphic: when other sessions end a little sooner or later, the
// baselines that a session meets differ by those sessions. The figures in a finding may change in their last digits with
// that; whether there is a finding, and its id, must not.
func TestInterleavingChangesNoFindingOfWarmDetectors(t *testing.T) {
	want := identities(t, []plog.Logs{warmStory(t)})
	require.NotEmpty(t, want)
	for seed := range uint64(3) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			assert.Equal(t, want, identities(t, shuffledSessions(seed)(warmStory(t))))
		})
	}
	t.Run("one by one", func(t *testing.T) {
		assert.Equal(t, want, identities(t, inBatches(1, false)(warmStory(t))))
	})
}

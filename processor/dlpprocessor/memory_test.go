// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/metadata"
)

// cleanRecords returns n records in which there is nothing to find, each with texts of its own.
func cleanRecords(n int) plog.Logs {
	logs := plog.NewLogs()
	records := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	for i := range n {
		lr := records.AppendEmpty()
		lr.Body().SetStr(fmt.Sprintf("tools/call read_file on filesystem by alice: success, %d ms", i))
		lr.SetSeverityText("INFO")
		a := lr.Attributes()
		a.PutStr(schema.GenAIToolName, "read_file")
		a.PutStr(schema.GenAIToolArguments, fmt.Sprintf(`{"path": "/srv/docs/plan-%d.md", "limit": 20}`, i))
		a.PutStr(schema.GenAIToolResult, strings.Repeat(fmt.Sprintf("Chapter %d. It was a dark and stormy night; nothing of note happened. ", i), 30))
		a.PutInt(schema.ResponseSize, 2048)
		a.PutEmptyMap("nested").PutStr("k", "plain words")
	}
	return logs
}

// allocations returns what one more record costs, on the way that the collector takes.
func allocations(t *testing.T, cfg *Config) float64 {
	t.Helper()
	p, err := NewFactory().CreateLogs(context.Background(), processortest.NewNopSettings(metadata.Type), cfg, consumertest.NewNop())
	require.NoError(t, err)
	consume := func(n int) float64 {
		const runs = 20
		batches := make([]plog.Logs, 0, runs+1)
		for range cap(batches) {
			batches = append(batches, cleanRecords(n))
		}
		next := 0
		return testing.AllocsPerRun(runs, func() {
			_ = p.ConsumeLogs(context.Background(), batches[next])
			next++
		})
	}
	consume(100) // what is built on first use
	const few, many = 10, 110
	return (consume(many) - consume(few)) / (many - few)
}

// summaryCost is what it costs pdata to add the three numbers under dlp.scanned: room in the map, and a value each.
func summaryCost() float64 {
	const runs = 20
	maps := make([]pcommon.Map, 0, runs+1)
	for range cap(maps) {
		maps = append(maps, cleanRecords(1).ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0).Attributes())
	}
	next := 0
	return testing.AllocsPerRun(runs, func() {
		m := maps[next]
		next++
		m.EnsureCapacity(m.Len() + summaryLen)
		for _, key := range []string{schema.DLPScannedValues, schema.DLPScannedBytes, schema.DLPScannedCut} {
			m.PutInt(key, 1)
		}
	})
}

func TestACleanRecordAllocatesNothing(t *testing.T) {
	all := func(c *Config) *Config {
		c.Pseudonyms = testConfig().Pseudonyms
		return c
	}
	t.Run("without a summary", func(t *testing.T) {
		cfg := all(createDefaultConfig().(*Config))
		cfg.Report.Clean = false
		assert.Zero(t, allocations(t, cfg))
	})
	t.Run("but its summary", func(t *testing.T) {
		assert.InDelta(t, summaryCost(), allocations(t, all(createDefaultConfig().(*Config))), 0.01)
	})
}

func TestSummaryOfACleanRecord(t *testing.T) {
	cfg := light(func(c *Config) { c.Report.Clean = false })
	clean, _ := one(t, cfg, func(lr plog.LogRecord) { lr.Body().SetStr("nothing here") })
	assert.Zero(t, clean.Attributes().Len())
	found, _ := one(t, cfg, func(lr plog.LogRecord) { lr.Attributes().PutStr("password", "hunter22") })
	_, ok := found.Attributes().Get(schema.DLPScannedValues)
	assert.True(t, ok, "a record with findings says what was scanned")
}

func TestWhatIsRememberedIsStillCounted(t *testing.T) {
	f := &factory{cores: cores{inUse: map[*Config]*share{}}}
	p, err := f.newProcessor(processortest.NewNopSettings(metadata.Type), light())
	require.NoError(t, err)
	var first, again plog.Logs
	for _, logs := range []*plog.Logs{&first, &again} {
		*logs = cleanRecords(1)
		_, err := p.processLogs(context.Background(), *logs)
		require.NoError(t, err)
	}
	of := func(logs plog.Logs, key string) int64 {
		v, ok := logs.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0).Attributes().Get(key)
		require.True(t, ok)
		return v.Int()
	}
	keys := int64(len(schema.GenAIToolName) + len(schema.GenAIToolArguments) + len(schema.GenAIToolResult) + len(schema.ResponseSize) + len("nested"))
	assert.Equal(t, of(first, schema.DLPScannedBytes)-keys, of(again, schema.DLPScannedBytes), "keys are scanned once, values are counted each time")
	assert.Equal(t, of(first, schema.DLPScannedValues)-5, of(again, schema.DLPScannedValues))
}

func TestMemory(t *testing.T) {
	var m memory
	long := strings.Repeat("v", maxRemembered-len("name"))
	for _, tt := range []struct {
		name, value string
		want        bool
	}{
		{"name", "value", true},
		{"name", "", true},
		{"", "value", false},
		{"name", long, true},
		{"name", long + "v", false},
	} {
		slot := m.slot(tt.name, tt.value)
		assert.False(t, slot.holds(tt.name, tt.value), "empty at first")
		slot.remember(tt.name, tt.value)
		assert.Equal(t, tt.want, slot.holds(tt.name, tt.value), "%s=%.10s", tt.name, tt.value)
		assert.False(t, slot.holds(tt.name+"x", tt.value))
		assert.False(t, slot.holds(tt.name, tt.value+"x"))
	}
	joined := m.slot("ab", "c")
	joined.remember("ab", "c")
	assert.False(t, joined.holds("a", "bc"), "name and value are told apart")
}

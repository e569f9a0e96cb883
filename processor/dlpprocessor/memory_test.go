// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/metadata"
)

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

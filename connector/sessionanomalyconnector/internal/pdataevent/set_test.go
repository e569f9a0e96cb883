// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdataevent

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

func TestNamesAreBoundedAndContentIsNot(t *testing.T) {
	long := pcommon.NewValueStr(strings.Repeat("x", 1<<20))
	record := plog.NewLogRecord()
	var mapped, read detect.Event
	for _, key := range []string{schema.GenAIToolName, schema.UserID, schema.SessionKey, schema.GenAIToolArguments} {
		set(&mapped, key, long)
		long.CopyTo(record.Attributes().PutEmpty(key))
	}
	new(Reader).FromLog(&read, pcommon.NewMap(), record)
	for _, ev := range []detect.Event{mapped, read} {
		assert.Len(t, ev.Tool, detect.MaxName)
		assert.Equal(t, ev.Tool, ev.User)
		assert.Equal(t, ev.Tool, ev.SessionKey)
		assert.Len(t, ev.Arguments, 1<<20)
	}
}

// TestAWrongGuessIsLookedUp gives one Reader records whose keys come in ever other orders, some of them foreign.
func TestAWrongGuessIsLookedUp(t *testing.T) {
	keys := []string{schema.GenAIToolName, "foreign", schema.UserID, schema.DLPFindingsCount, schema.ServerName, schema.HTTPStatusCode}
	random := rand.New(rand.NewPCG(1, 2))
	var r Reader
	for i := range 1000 {
		random.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		resource, record := pcommon.NewMap(), plog.NewLogRecord()
		used := keys[:random.IntN(len(keys)+1)]
		for _, key := range used {
			value := key + strconv.Itoa(i)
			if key == schema.HTTPStatusCode || key == schema.DLPFindingsCount {
				value = strconv.Itoa(i)
			}
			record.Attributes().PutStr(key, value)
		}
		for range random.IntN(2 * maxGuessed) {
			resource.PutStr("foreign"+strconv.Itoa(resource.Len()), "")
		}
		resource.PutStr(schema.ServerVersion, "1")
		var got detect.Event
		r.FromLog(&got, resource, record)
		var want detect.Event
		want.Reset()
		want.ServerVersion, want.Time = "1", got.Time
		for _, key := range used {
			v, _ := record.Attributes().Get(key)
			set(&want, key, v)
			want.HasDLP = want.HasDLP || key == schema.DLPFindingsCount
		}
		assert.Equal(t, want, got)
	}
}

// TestEveryFieldHasAKey has no attribute looked up in vain.
func TestEveryFieldHasAKey(t *testing.T) {
	for f := fieldNone + 1; f <= fieldInjectionScore; f++ {
		assert.Equal(t, f, fields[attributes[f].key], attributes[f].key)
	}
	assert.Len(t, fields, int(fieldInjectionScore))
}

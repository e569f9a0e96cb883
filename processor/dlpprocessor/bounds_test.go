// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/metric/metricdata/metricdatatest"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/engine"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/metadatatest"
)

func cuts(tb testing.TB, lr plog.LogRecord) int64 {
	tb.Helper()
	v, ok := lr.Attributes().Get(schema.DLPScannedCut)
	require.True(tb, ok)
	return v.Int()
}

func TestValueSize(t *testing.T) {
	const limit = 100
	cfg := light(func(c *Config) { c.Limits.MaxValueBytes = limit })
	for _, tt := range []struct {
		name string
		set  func(pcommon.Value, string)
	}{
		{"text", func(v pcommon.Value, s string) { v.SetStr(s) }},
		{"bytes", func(v pcommon.Value, s string) { v.SetEmptyBytes().FromRaw([]byte(s)) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			at, _ := one(t, cfg, func(lr plog.LogRecord) { tt.set(lr.Body(), strings.Repeat("a", limit)) })
			assert.Equal(t, int64(0), cuts(t, at))
			assert.NotEqual(t, engine.Marker(engine.CutValueSize), at.Body().AsString())
			past, _ := one(t, cfg, func(lr plog.LogRecord) { tt.set(lr.Body(), strings.Repeat("a", limit+1)) })
			assert.Equal(t, int64(1), cuts(t, past))
			assert.Equal(t, engine.Marker(engine.CutValueSize), past.Body().Str())
		})
	}
}

func TestNumberOfValues(t *testing.T) {
	cfg := light(func(c *Config) { c.Limits.MaxValues = 8 })
	marker := engine.Marker(engine.CutValues)
	list := func(n int) func(plog.LogRecord) {
		return func(lr plog.LogRecord) {
			s := lr.Body().SetEmptySlice()
			for range n {
				s.AppendEmpty().SetStr(mail)
			}
		}
	}
	at, _ := one(t, cfg, list(8))
	assert.Equal(t, int64(0), cuts(t, at))
	past, _ := one(t, cfg, list(10))
	assert.Equal(t, int64(2), cuts(t, past))
	assert.Equal(t, 9, past.Body().Slice().Len())
	assert.Equal(t, marker, past.Body().Slice().At(8).Str())

	entries := func(n int) func(plog.LogRecord) {
		return func(lr plog.LogRecord) {
			m := lr.Body().SetEmptyMap()
			for i := range n {
				m.PutStr(strconv.Itoa(i), mail)
			}
		}
	}
	at, _ = one(t, cfg, entries(4)) // a key and a value each
	assert.Equal(t, int64(0), cuts(t, at))
	past, _ = one(t, cfg, entries(5))
	assert.Equal(t, int64(1), cuts(t, past))
	assert.Equal(t, int64(1), past.Body().Map().AsRaw()[marker])
	assert.NotContains(t, fmt.Sprint(past.Body().Map().AsRaw()), "@")

	past, _ = one(t, cfg, func(lr plog.LogRecord) {
		lr.Attributes().PutStr("a", "1")
		for i := range 20 {
			lr.Attributes().PutStr(fmt.Sprint("b", i), mail)
		}
		lr.Attributes().PutStr(schema.UserID, "not scanned")
	})
	m := past.Attributes().AsRaw()
	assert.Equal(t, "1", m["a"])
	assert.Equal(t, "not scanned", m[schema.UserID], "what is not to be scanned stays")
	assert.NotContains(t, fmt.Sprint(m), "@")
	assert.Equal(t, cuts(t, past), m[marker])
}

func TestDepth(t *testing.T) {
	cfg := light(func(c *Config) { c.Limits.MaxDepth = 3 })
	nest := func(levels int) func(plog.LogRecord) {
		return func(lr plog.LogRecord) {
			v := lr.Body()
			for i := range levels {
				if i%2 == 0 {
					v = v.SetEmptySlice().AppendEmpty()
				} else {
					v = v.SetEmptyMap().PutEmpty("k")
				}
			}
			v.SetStr(mail)
		}
	}
	at, _ := one(t, cfg, nest(3))
	assert.Equal(t, int64(0), cuts(t, at))
	assert.Contains(t, at.Body().AsString(), "[email:")
	past, _ := one(t, cfg, nest(4))
	assert.Equal(t, int64(1), cuts(t, past))
	assert.Contains(t, past.Body().AsString(), engine.Marker(engine.CutDepth))
	assert.NotContains(t, past.Body().AsString(), "@")
}

func TestRenamedKeys(t *testing.T) {
	keys := func(n int) func(plog.LogRecord) {
		return func(lr plog.LogRecord) {
			m := lr.Body().SetEmptyMap()
			m.EnsureCapacity(n)
			for i := range n {
				m.PutInt(fmt.Sprintf("u%d@example.com", i), 1)
			}
		}
	}
	at, _ := one(t, light(), keys(maxRenames))
	assert.Equal(t, int64(0), cuts(t, at))
	assert.Equal(t, maxRenames, at.Body().Map().Len())
	past, _ := one(t, light(), keys(maxRenames+1))
	assert.Equal(t, int64(1), cuts(t, past))
	assert.Equal(t, maxRenames, past.Body().Map().Len())
	assert.NotContains(t, past.Body().AsString(), "@")
}

func TestManyFields(t *testing.T) {
	lr, _ := one(t, light(), func(lr plog.LogRecord) {
		for i := range maxEntries + 7 {
			lr.Attributes().PutStr(fmt.Sprint("a", i), mail)
		}
	})
	fields, counts := strs(t, lr, schema.DLPFields), strs(t, lr, schema.DLPCounts)
	require.Len(t, fields, maxEntries+1)
	assert.Equal(t, fieldOther, fields[maxEntries])
	assert.Equal(t, "7", counts[maxEntries])
}

// TestBadInput passes through what no sane sender sends. Each case has to end within a time that tells linear from worse.
func TestBadInput(t *testing.T) {
	deep := 10_000
	for _, tt := range []struct {
		name string
		fill func(plog.LogRecord)
	}{
		{"100 MB", func(lr plog.LogRecord) { lr.Body().SetStr(strings.Repeat("a@b.example ", 100<<20/12)) }},
		{"100 MB of bytes", func(lr plog.LogRecord) { lr.Body().SetEmptyBytes().FromRaw(make([]byte, 100<<20)) }},
		{"a million entries", func(lr plog.LogRecord) {
			raw := make(map[string]any, 1_000_000)
			for i := range 1_000_000 {
				raw["k"+strconv.Itoa(i)] = int64(i)
			}
			if err := lr.Body().SetEmptyMap().FromRaw(raw); err != nil {
				panic(err)
			}
		}},
		{"10,000 levels", func(lr plog.LogRecord) {
			v := lr.Body()
			for range deep {
				v = v.SetEmptySlice().AppendEmpty()
			}
			v.SetStr(mail)
		}},
		{"10,000 levels of JSON", func(lr plog.LogRecord) {
			lr.Body().SetStr(strings.Repeat(`{"password":[`, deep/2) + `"` + mail + `"` + strings.Repeat(`]}`, deep/2))
		}},
		{"JSON that does not end", func(lr plog.LogRecord) { lr.Body().SetStr(strings.Repeat(`{"password":`, 50_000) + mail) }},
		{"backslashes", func(lr plog.LogRecord) { lr.Body().SetStr(`{"password":"` + strings.Repeat(`\`, 500_000)) }},
		{"invalid UTF-8", func(lr plog.LogRecord) {
			lr.Body().SetStr("\xff\xfe" + mail + "\xc3")
			lr.Attributes().PutStr("\xff", "\xff")
		}},
		{"nothing", func(plog.LogRecord) {}},
		{"empty everything", func(lr plog.LogRecord) {
			lr.Body().SetEmptyMap().PutEmpty("")
			lr.Attributes().PutEmptySlice("").AppendEmpty().SetEmptyMap()
			lr.Attributes().PutEmptyBytes("b")
			lr.Attributes().PutStr("password", "")
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, sink := newLogs(t, light())
			logs := plog.NewLogs()
			tt.fill(logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords().AppendEmpty())
			start := time.Now()
			require.NoError(t, p.ConsumeLogs(t.Context(), logs))
			assert.Less(t, time.Since(start), 20*time.Second)
			require.Equal(t, 1, sink.LogRecordCount())
			if tt.name != "100 MB of bytes" {
				assert.NotContains(t, sink.AllLogs()[0].ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0).Body().AsString(), mail)
			}
		})
	}
	t.Run("no records", func(t *testing.T) {
		p, sink := newLogs(t, light())
		logs := plog.NewLogs()
		logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty()
		logs.ResourceLogs().AppendEmpty()
		require.NoError(t, p.ConsumeLogs(t.Context(), plog.NewLogs()))
		require.NoError(t, p.ConsumeLogs(t.Context(), logs))
		assert.Len(t, sink.AllLogs(), 2)
	})
}

// TestLargeValueWithinItsLimit scans 100 MB to the last byte.
func TestLargeValueWithinItsLimit(t *testing.T) {
	const size = 100 << 20
	text := strings.Repeat("The quick brown fox jumps over the lazy dog. ", size/45) + mail
	start := time.Now()
	lr, _ := one(t, light(func(c *Config) { c.Limits.MaxValueBytes = size }), func(lr plog.LogRecord) { lr.Body().SetStr(text) })
	assert.Less(t, time.Since(start), 60*time.Second)
	assert.True(t, strings.HasSuffix(lr.Body().Str(), "dog. "+pseudonymOf(t, "email", mail)))
}

// TestPathologicalExpression runs expressions over a text that makes engines that go back take for ever.
func TestPathologicalExpression(t *testing.T) {
	for _, regex := range []string{`(?:a|aa)+!`, `(a+)+b`, `(?:a*)*c|a{1,500}d`, `(.*)(.*)(.*)(.*)(.*)e$`} {
		t.Run(regex, func(t *testing.T) {
			cfg := withRule(func(r *RuleConfig) {
				r.Regex, r.Keywords, r.MustNotMatch = regex, nil, []string{"z"}
				r.MustMatch = nil
				for _, text := range []string{"aa!", "aab", "aac", "aae"} {
					if regexp.MustCompile(regex).MatchString(text) {
						r.MustMatch = append(r.MustMatch, text)
					}
				}
			})
			require.NoError(t, cfg.Validate())
			start := time.Now()
			_, _ = one(t, cfg, func(lr plog.LogRecord) { lr.Body().SetStr(strings.Repeat("a", 100_000) + "z") })
			assert.Less(t, time.Since(start), 30*time.Second)
		})
	}
}

func TestAPanicReplacesTheValue(t *testing.T) {
	cfg := withRule(func(r *RuleConfig) { r.Validator, r.MustMatch = "luhn", []string{"EMP-000018"} })
	good := validators["luhn"]
	telemetry := componenttest.NewTelemetry()
	f := &factory{cores: cores{inUse: map[*Config]*share{}}}
	sink := new(consumertest.LogsSink)
	validators["luhn"] = func(s string) bool {
		if s == "666666" {
			panic("on purpose: " + s)
		}
		return good(s)
	}
	defer func() { validators["luhn"] = good }()
	set := metadatatest.NewSettings(telemetry)
	p, err := f.createLogs(context.Background(), set, cfg, sink)
	require.NoError(t, err)
	logs := plog.NewLogs()
	lr := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords().AppendEmpty()
	lr.Body().SetStr("EMP-666666")
	lr.Attributes().PutStr("next", "EMP-000018 "+mail)
	require.NoError(t, p.ConsumeLogs(t.Context(), logs))
	lr = sink.AllLogs()[0].ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0)
	assert.Equal(t, engine.Marker(engine.CutPanic), lr.Body().Str())
	assert.Equal(t, "EMP-"+pseudonymOf(t, "acme-staff", "000018")+" "+pseudonymOf(t, "email", mail), lr.Attributes().AsRaw()["next"])
	metadatatest.AssertEqualProcessorDlpValuesCut(t, telemetry, []metricdata.DataPoint[int64]{
		{Value: 1, Attributes: attribute.NewSet(attribute.String("reason", engine.CutPanic))},
	}, metricdatatest.IgnoreTimestamp())
	require.NoError(t, telemetry.Shutdown(t.Context()))
}

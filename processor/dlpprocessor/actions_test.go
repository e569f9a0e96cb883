// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/metric/metricdata/metricdatatest"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/metadatatest"
)

func TestActions(t *testing.T) {
	k, err := pseudonym.New("k1", []byte(testKey))
	require.NoError(t, err)
	for _, tt := range []struct {
		action string
		want   string // of "to <email>"
		value  any    // of an attribute that is the email
	}{
		{"pseudonym", "to " + k.Pseudonym("email", mail), k.Pseudonym("email", mail)},
		{"mask", "to *************.com", "*************.com"},
		{"hash", "to " + k.Hash(mail), k.Hash(mail)},
		{"redact", "to <email>", "<email>"},
		{"remove", "to ", nil},
		{"tag", "to " + mail, mail},
	} {
		for _, by := range []string{"default", "category", "rule"} {
			t.Run(tt.action+" by "+by, func(t *testing.T) {
				cfg := light(func(c *Config) {
					c.Actions.RedactText = "<{rule}>"
					switch by {
					case "default":
						c.Actions.Default = tt.action
					case "category":
						c.Actions.Categories = map[string]string{"pii": tt.action}
					case "rule":
						c.Actions.Categories = map[string]string{"pii": "drop"}
						c.Actions.Rules = map[string]string{"email": tt.action}
					}
				})
				fill := func(lr plog.LogRecord) {
					lr.Body().SetStr("to " + mail)
					lr.Attributes().PutStr("a", mail)
				}
				lr, ok := one(t, cfg, fill)
				require.True(t, ok)
				assert.Equal(t, tt.want, lr.Body().Str())
				assert.Equal(t, tt.value, lr.Attributes().AsRaw()["a"])
				assert.Equal(t, []string{tt.action, tt.action}, strs(t, lr, schema.DLPActions))

				again, _ := one(t, cfg, func(second plog.LogRecord) { lr.CopyTo(second) })
				assert.Equal(t, tt.want, again.Body().Str(), "a second pass changes nothing")
				assert.Equal(t, tt.value, again.Attributes().AsRaw()["a"])
			})
		}
	}
}

func TestDroppedRecordsAreCounted(t *testing.T) {
	cfg := light(func(c *Config) { c.Actions.Rules = map[string]string{"email": "drop", "credit-card": "drop"} })
	telemetry := componenttest.NewTelemetry()
	sink := new(consumertest.LogsSink)
	p, err := NewFactory().CreateLogs(context.Background(), metadatatest.NewSettings(telemetry), cfg, sink)
	require.NoError(t, err)
	logs := plog.NewLogs()
	owned := logs.ResourceLogs().AppendEmpty()
	owned.Resource().Attributes().PutStr("card", card)
	owned.ScopeLogs().AppendEmpty().LogRecords().AppendEmpty()
	owned.ScopeLogs().At(0).LogRecords().AppendEmpty()
	records := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	records.AppendEmpty().Body().SetStr(mail)
	records.AppendEmpty().Body().SetStr("stays")
	require.NoError(t, p.ConsumeLogs(t.Context(), logs))

	require.Equal(t, 1, sink.LogRecordCount())
	assert.Equal(t, "stays", sink.AllLogs()[0].ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0).Body().Str())
	metadatatest.AssertEqualProcessorDlpRecordsDropped(t, telemetry, []metricdata.DataPoint[int64]{
		{Value: 2, Attributes: attribute.NewSet(attribute.String("rule", "credit-card"))},
		{Value: 1, Attributes: attribute.NewSet(attribute.String("rule", "email"))},
	}, metricdatatest.IgnoreTimestamp())
	metadatatest.AssertEqualProcessorDlpFindings(t, telemetry, []metricdata.DataPoint[int64]{
		{Value: 1, Attributes: attribute.NewSet(attribute.String("rule", "credit-card"), attribute.String("action", "drop"))},
		{Value: 1, Attributes: attribute.NewSet(attribute.String("rule", "email"), attribute.String("action", "drop"))},
	}, metricdatatest.IgnoreTimestamp())
	require.NoError(t, telemetry.Shutdown(t.Context()))
}

// TestRotation walks through a rotation: collectors get the new key as their second one, then change the order, then lose
// the old one. At every step what one wrote is left alone by the next, and collectors at the same step agree.
func TestRotation(t *testing.T) {
	old, next := pseudonym.KeyConfig{ID: "k1", Secret: testKey}, pseudonym.KeyConfig{ID: "k2", Secret: "another-key-for-tests"}
	with := func(keys ...pseudonym.KeyConfig) *Config { return light(func(c *Config) { c.Pseudonyms.Keys = keys }) }
	body := func(cfg *Config, text string) string {
		lr, _ := one(t, cfg, func(lr plog.LogRecord) { lr.Attributes().PutStr("password", text) })
		return lr.Attributes().AsRaw()["password"].(string)
	}
	before, during, after := body(with(old), "x"), body(with(next, old), "x"), body(with(next), "x")
	assert.Equal(t, before, body(with(old, next), "x"), "the first key writes")
	assert.Equal(t, during, after)
	assert.NotEqual(t, before, during, "equality does not reach over the change of the first key")
	assert.Contains(t, before, ":k1:")
	assert.Contains(t, during, ":k2:")
	assert.Equal(t, during, body(with(old, next), during), "what the new key wrote is known before the change")
	assert.Equal(t, before, body(with(next, old), before), "what the old key wrote is known after it")
	assert.NotEqual(t, before, body(with(next), before), "a key that is gone is unknown")
}

func TestBracketsHideNothing(t *testing.T) {
	staff := func(c *Config) { *c = *withRule(func(r *RuleConfig) { r.Regex = `\bEMP-\d{6}` }) }
	for _, text := range []string{
		"[EMP-123456:k1:0123456789abcdef]",       // as a label
		"[email:other:0123456789abcdef] " + mail, // beside a pseudonym
	} {
		lr, _ := one(t, light(staff), func(lr plog.LogRecord) { lr.Body().SetStr(text) })
		assert.NotContains(t, lr.Body().Str(), "EMP-123456")
		assert.NotContains(t, lr.Body().Str(), mail)
	}
	for _, value := range []string{"[x:other:0123456789abcdef]", "[dlp-cut:nothing]", "0123456789abcdef"} {
		lr, _ := one(t, light(), func(lr plog.LogRecord) { lr.Attributes().PutStr("password", value) })
		assert.NotEqual(t, value, lr.Attributes().AsRaw()["password"])
	}
}

func TestOneWarningWithoutAKey(t *testing.T) {
	set := metadatatest.NewSettings(componenttest.NewTelemetry())
	core, observed := observer.New(zap.WarnLevel)
	set.Logger = zap.New(core)
	f, cfg := NewFactory(), light(func(c *Config) { c.Pseudonyms.Keys = nil })
	logs, err := f.CreateLogs(t.Context(), set, cfg, consumertest.NewNop())
	require.NoError(t, err)
	traces, err := f.CreateTraces(t.Context(), set, cfg, consumertest.NewNop())
	require.NoError(t, err)
	require.NoError(t, logs.ConsumeLogs(t.Context(), plog.NewLogs()))
	require.NoError(t, logs.Shutdown(t.Context()))
	require.NoError(t, traces.Shutdown(t.Context()))
	assert.Equal(t, 1, observed.Len())
}

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
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/metric/metricdata/metricdatatest"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/metadatatest"
)

func limited(rule string, scope ScopeConfig) *Config {
	return testConfig(func(c *Config) { c.Scopes = []LimitConfig{{Rules: []string{rule}, Scope: scope}} })
}

func TestScopeByField(t *testing.T) {
	cfg := limited("email", ScopeConfig{Include: []string{"a.*"}, Exclude: []string{"a.b"}})
	lr, _ := one(t, cfg, func(lr plog.LogRecord) {
		lr.Body().SetStr(mail)
		for _, key := range []string{"a.a", "a.b", "b"} {
			lr.Attributes().PutStr(key, mail+" "+awsKey)
		}
	})
	key := pseudonymOf(t, "aws-access-token", awsKey)
	assert.Equal(t, mail, lr.Body().Str())
	attributes := lr.Attributes().AsRaw()
	assert.Equal(t, pseudonymOf(t, "email", mail)+" "+key, attributes["a.a"])
	assert.Equal(t, mail+" "+key, attributes["a.b"])
	assert.Equal(t, mail+" "+key, attributes["b"])
}

func TestScopeByCondition(t *testing.T) {
	cfg := limited("email", ScopeConfig{
		Logs:    []string{`log.attributes["server"] == "crm"`, `resource.attributes["env"] == "prod"`},
		Traces:  []string{`span.name == "crm"`},
		Metrics: []string{`datapoint.attributes["server"] == "crm"`},
	})
	replaced := pseudonymOf(t, "email", mail)

	p, sink := newLogs(t, cfg)
	logs := plog.NewLogs()
	records := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	for _, server := range []string{"crm", "wiki"} {
		lr := records.AppendEmpty()
		lr.Body().SetStr(mail)
		lr.Attributes().PutStr("server", server)
	}
	require.NoError(t, p.ConsumeLogs(t.Context(), logs))
	records = sink.AllLogs()[0].ResourceLogs().At(0).ScopeLogs().At(0).LogRecords()
	assert.Equal(t, replaced, records.At(0).Body().Str())
	assert.Equal(t, mail, records.At(1).Body().Str())

	traces := ptrace.NewTraces()
	spans := traces.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
	for _, name := range []string{"wiki", "crm"} {
		s := spans.AppendEmpty()
		s.SetName(name)
		s.Status().SetMessage(mail)
	}
	spans = traced(t, cfg, traces)[0].ResourceSpans().At(0).ScopeSpans().At(0).Spans()
	assert.Equal(t, mail, spans.At(0).Status().Message())
	assert.Equal(t, replaced, spans.At(1).Status().Message())

	for server, want := range map[string]string{"crm": replaced, "wiki": mail} {
		out := measured(t, cfg, kinds(func(m pcommon.Map) { m.PutStr("user", mail); m.PutStr("server", server) }))
		assert.Contains(t, text(t, out[0]), want)
	}
}

func TestAConditionThatFailsIsCountedAndTheRuleUsed(t *testing.T) {
	for _, tt := range []struct {
		mode   string
		refuse bool
		logged int
	}{{"ignore", false, 1}, {"silent", false, 0}, {"propagate", true, 0}} {
		t.Run(tt.mode, func(t *testing.T) {
			cfg := limited("email", ScopeConfig{Logs: []string{`ParseJSON(log.body)["a"] == "b"`}})
			cfg.ErrorMode = tt.mode
			telemetry := componenttest.NewTelemetry()
			set := metadatatest.NewSettings(telemetry)
			core, observed := observer.New(zap.WarnLevel)
			set.Logger = zap.New(core)
			sink := new(consumertest.LogsSink)
			p, err := NewFactory().CreateLogs(context.Background(), set, cfg, sink)
			require.NoError(t, err)
			logs := plog.NewLogs()
			records := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
			records.AppendEmpty().Body().SetStr(mail)
			records.AppendEmpty().Body().SetStr(mail)

			err = p.ConsumeLogs(t.Context(), logs)
			if tt.refuse {
				require.ErrorContains(t, err, `condition of rule "email"`)
			} else {
				require.NoError(t, err)
				assert.NotContains(t, sink.AllLogs()[0].ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(1).Body().Str(), mail)
			}
			assert.Equal(t, tt.logged, observed.Len())
			metadatatest.AssertEqualProcessorDlpConditionErrors(t, telemetry, []metricdata.DataPoint[int64]{
				{Value: 2, Attributes: attribute.NewSet(attribute.String("rule", "email"))},
			}, metricdatatest.IgnoreTimestamp())
			require.NoError(t, telemetry.Shutdown(t.Context()))
		})
	}
}

func TestScopesAreRefused(t *testing.T) {
	require.ErrorContains(t, limited("no-such-rule", ScopeConfig{}).Validate(), `scopes[0]: "no-such-rule": there is no such rule in use`)
	require.ErrorContains(t, testConfig(func(c *Config) { c.Scopes = make([]LimitConfig, 1) }).Validate(), "scopes[0]: rules must name")
	require.ErrorContains(t, testConfig(func(c *Config) { c.ErrorMode = "panic" }).Validate(), "error_mode must be")
}

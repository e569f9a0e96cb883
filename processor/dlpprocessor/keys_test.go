// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/engine"
)

// light is a configuration without the rule sets that take long to compile.
func light(change ...func(*Config)) *Config {
	return testConfig(append([]func(*Config){func(c *Config) {
		c.RuleSets.Secrets.Enabled, c.RuleSets.Injection.Enabled = false, false
		c.Report.Clean = cleanRecord
	}}, change...)...)
}

func TestValuesUnderSensitiveNames(t *testing.T) {
	hidden := func(s string) string { return pseudonymOf(t, engine.KeyRule, s) }
	lr, _ := one(t, light(), func(lr plog.LogRecord) {
		lr.Body().SetStr(`{"user": "bob", "password": "hunter 2\n", "pwd": 1234, "cookie": ["a", 2, true], "note": "password: x",` +
			` "schema": {"password": {"type": "string"}}, "text": "{\"clientSecret\":\"s\\\"1\"}", "empty": {"password": ""}}`)
		m := lr.Attributes()
		m.PutStr("db.password", "hunter2")
		m.PutEmptySlice("http.request.header.authorization").AppendEmpty().SetStr("Basic Ym9i")
		m.PutInt("cvv", 123)
		m.PutDouble("x-api-key", 1.5)
		m.PutBool("secret", true)
		m.PutEmptyBytes("private_key").FromRaw([]byte{1, 2})
		m.PutStr("password.length", "7")
		m.PutStr("api_key", `{"a":"b"}`)
	})
	assert.JSONEq(t, `{"user": "bob", "password": "`+hidden("hunter 2\n")+`", "pwd": "`+hidden("1234")+`", "cookie": ["`+hidden("a")+`", "`+hidden("2")+`", true],`+
		` "note": "password: x", "schema": {"password": {"type": "string"}}, "text": "{\"clientSecret\":\"`+hidden(`s"1`)+`\"}", "empty": {"password": ""}}`, lr.Body().Str())
	m := lr.Attributes().AsRaw()
	assert.Equal(t, hidden("hunter2"), m["db.password"])
	assert.Equal(t, []any{hidden("Basic Ym9i")}, m["http.request.header.authorization"])
	assert.Equal(t, hidden("123"), m["cvv"])
	assert.Equal(t, hidden("1.5"), m["x-api-key"])
	assert.Equal(t, true, m["secret"])
	assert.Equal(t, hidden("\x01\x02"), m["private_key"])
	assert.Equal(t, "7", m["password.length"])
	assert.Equal(t, hidden(`{"a":"b"}`), m["api_key"])

	again, _ := one(t, light(), func(second plog.LogRecord) { lr.CopyTo(second) })
	assert.Equal(t, lr.Body().Str(), again.Body().Str())
	assert.Equal(t, m[schema.DLPCounts], again.Attributes().AsRaw()[schema.DLPCounts], "a second pass finds nothing")
}

func TestARuleThatKnowsTheSecretNamesIt(t *testing.T) {
	lr, _ := one(t, light(), func(lr plog.LogRecord) { lr.Body().SetStr(`{"authorization": "for ` + mail + `"}`) })
	assert.JSONEq(t, `{"authorization": "`+pseudonymOf(t, "email", mail)+`"}`, lr.Body().Str())
	assert.Equal(t, []string{"email"}, strs(t, lr, schema.DLPRules))
}

func TestNames(t *testing.T) {
	fill := func(lr plog.LogRecord) {
		lr.Attributes().PutStr("Staff-No", "17")
		lr.Attributes().PutStr("password", "x")
	}
	lr, _ := one(t, light(func(c *Config) { c.Keys.Add = []string{"staff_no"} }), fill)
	assert.Equal(t, []string{engine.KeyRule, engine.KeyRule}, strs(t, lr, schema.DLPRules))
	lr, _ = one(t, light(func(c *Config) { c.Keys.Names = []string{"staff_no"} }), fill)
	assert.Equal(t, "x", lr.Attributes().AsRaw()["password"])
	lr, _ = one(t, light(func(c *Config) { c.Keys.Enabled = false }), fill)
	assert.Empty(t, strs(t, lr, schema.DLPRules))
	require.ErrorContains(t, light(func(c *Config) { c.Keys.Add = []string{"a*b"} }).Validate(), "keys: ")
}

func TestKeysThatHoldSomethingThemselves(t *testing.T) {
	fill := func(lr plog.LogRecord) {
		for _, m := range []interface{ PutStr(string, string) }{lr.Attributes(), lr.Body().SetEmptyMap()} {
			m.PutStr("sent to "+mail, "1")
			m.PutStr("sent to bob@example.com", "2")
		}
	}
	lr, _ := one(t, light(func(c *Config) { c.Report.Locations = true }), fill)
	a, b := "sent to "+pseudonymOf(t, "email", mail), "sent to "+pseudonymOf(t, "email", "bob@example.com")
	assert.Equal(t, map[string]any{a: "1", b: "2"}, lr.Body().Map().AsRaw())
	assert.Equal(t, "1", lr.Attributes().AsRaw()[a])
	for _, l := range strs(t, lr, schema.DLPLocations) {
		assert.NotContains(t, l, "@")
	}

	lr, _ = one(t, light(func(c *Config) { c.Actions.Default = "redact" }), fill)
	assert.Equal(t, map[string]any{"sent to [redacted:email]": "1", "sent to [redacted:email]#2": "2"}, lr.Body().Map().AsRaw())
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// withRule adds a rule for staff numbers, changed as a case asks.
func withRule(change func(*RuleConfig)) *Config {
	rule := RuleConfig{
		ID:           "acme-staff",
		Regex:        `\bEMP-(\d{6})\b`,
		Keywords:     []string{"EMP-"},
		MustMatch:    []string{"by EMP-123456"},
		MustNotMatch: []string{"EMP-12345", "TEMP-123456"},
	}
	change(&rule)
	return testConfig(func(c *Config) {
		c.Rules = append(c.Rules, rule)
		c.RuleSets.Secrets.Enabled, c.RuleSets.Injection.Enabled = false, false // they take long to compile
	})
}

func TestUserRule(t *testing.T) {
	cfg := withRule(func(r *RuleConfig) { r.Action, r.Severity, r.Category = "redact", "low", "staff" })
	lr, _ := one(t, cfg, func(lr plog.LogRecord) { lr.Body().SetStr("closed by emp-1 and EMP-654321") })
	assert.Equal(t, "closed by emp-1 and EMP-[redacted:acme-staff]", lr.Body().Str())
	assert.Equal(t, []string{"acme-staff"}, strs(t, lr, schema.DLPRules))
	assert.Equal(t, []string{"staff"}, strs(t, lr, schema.DLPCategories))
	assert.Equal(t, []string{"low"}, strs(t, lr, schema.DLPSeverities))
	assert.Equal(t, []string{"redact"}, strs(t, lr, schema.DLPActions))
}

func TestUserRuleOptions(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*RuleConfig)
		text   string
		found  bool
	}{
		{"plain", func(*RuleConfig) {}, "EMP-111111", true},
		{"stop word", func(r *RuleConfig) { r.Allow.StopWords = []string{"111111"} }, "EMP-111111", false},
		{"allowed by the secret", func(r *RuleConfig) { r.Allow.Regexes = []string{"^1+$"} }, "EMP-111111", false},
		{"allowed by the line", func(r *RuleConfig) { r.Allow.Regexes, r.Allow.Target = []string{"sample"}, "line" }, "sample EMP-111111", false},
		{"not allowed by another line", func(r *RuleConfig) { r.Allow.Regexes, r.Allow.Target = []string{"sample"}, "line" }, "sample\nEMP-111111", true},
		{"entropy", func(r *RuleConfig) { r.Entropy = 1 }, "EMP-111111", false},
		{"validator", func(r *RuleConfig) { r.Validator, r.MustMatch = "luhn", []string{"EMP-000018"} }, "EMP-111111", false},
		{"context", func(r *RuleConfig) { r.Context, r.MustMatch = []string{"Staff"}, []string{"staff EMP-123456"} }, "EMP-111111", false},
		{"in context", func(r *RuleConfig) { r.Context, r.MustMatch = []string{"Staff"}, []string{"staff EMP-123456"} }, "staff: EMP-111111", true},
		{"no keywords", func(r *RuleConfig) { r.Keywords = nil }, "EMP-111111", true},
		{"keyword absent", func(r *RuleConfig) { r.Keywords, r.MustMatch = []string{`c:\Temp`}, []string{`C:\temp EMP-123456`} }, "EMP-111111", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lr, _ := one(t, withRule(tt.change), func(lr plog.LogRecord) { lr.Body().SetStr(tt.text) })
			assert.Equal(t, tt.found, lr.Body().Str() != tt.text, "%s", lr.Body().Str())
		})
	}
}

func TestUserRuleIsRefused(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*RuleConfig)
		want   string
	}{
		{"no id", func(r *RuleConfig) { r.ID = "" }, "id must be"},
		{"id of a built-in rule", func(r *RuleConfig) { r.ID = "email" }, "another rule has this id"},
		{"no regex", func(r *RuleConfig) { r.Regex = "" }, "regex must have"},
		{"broken regex", func(r *RuleConfig) { r.Regex = "(" }, "missing closing )"},
		{"back-reference", func(r *RuleConfig) { r.Regex = `(a+)\1` }, "invalid escape sequence"},
		{"look-ahead", func(r *RuleConfig) { r.Regex = `(?=a)b` }, "invalid or unsupported Perl syntax"},
		{"repeats beyond measure", func(r *RuleConfig) { r.Regex = `((a{1,50}){1,50}){1,50}` }, "regex"},
		{"long program", func(r *RuleConfig) { r.Regex = strings.Repeat(`\pL{1,900}`, 12) }, "instructions"},
		{"long regex", func(r *RuleConfig) { r.Regex = strings.Repeat("a", maxRegex+1) }, "regex must have"},
		{"matches nothing at all", func(r *RuleConfig) { r.Regex = `\d*` }, "empty text"},
		{"group", func(r *RuleConfig) { r.Group = 2 }, "group is not in the regex"},
		{"broken exception", func(r *RuleConfig) { r.Allow.Regexes = []string{"ok", "["} }, "allow.regexes[1]"},
		{"target", func(r *RuleConfig) { r.Allow.Target = "file" }, "allow.target"},
		{"entropy", func(r *RuleConfig) { r.Entropy = 9 }, "entropy"},
		{"validator", func(r *RuleConfig) { r.Validator = "crc" }, "validator must be one of base64, iban, ip, luhn, uuid"},
		{"category", func(r *RuleConfig) { r.Category = "My Data" }, "category"},
		{"severity", func(r *RuleConfig) { r.Severity = "urgent" }, "severity"},
		{"action", func(r *RuleConfig) { r.Action = "delete" }, "actions.rules.acme-staff: action must be"},
		{"many keywords", func(r *RuleConfig) { r.Keywords = make([]string, maxWords+1) }, "keywords"},
		{"empty keyword", func(r *RuleConfig) { r.Keywords = []string{""} }, "is empty"},
		{"no must_match", func(r *RuleConfig) { r.MustMatch = nil }, "must_match"},
		{"no must_not_match", func(r *RuleConfig) { r.MustNotMatch = nil }, "must_not_match"},
		{"must_match does not", func(r *RuleConfig) { r.MustMatch = []string{"EMP-123456", "EMP-1"} }, "must_match[1] does not match"},
		{"must_not_match does", func(r *RuleConfig) { r.MustNotMatch = []string{"EMP-123456"} }, "must_not_match[0] matches"},
		{"long samples", func(r *RuleConfig) { r.MustNotMatch = []string{strings.Repeat("x", maxSampleBytes+1)} }, "hold more than"},
		{"glob", func(r *RuleConfig) { r.Scope.Include = []string{"["} }, "fields.include"},
		{"condition", func(r *RuleConfig) { r.Scope.Logs = []string{"log.nonsense == 1"} }, `rules[0].scope of rule "acme-staff"`},
		{"condition that changes data", func(r *RuleConfig) { r.Scope.Traces = []string{`set(span.name, "x")`} }, `rules[0].scope of rule "acme-staff"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := withRule(tt.change).Validate()
			require.ErrorContains(t, err, tt.want)
			if tt.name != "no id" {
				assert.Regexp(t, "acme-staff|email", err.Error(), "the mistake carries the rule's id")
			}
		})
	}
	cfg := testConfig(func(c *Config) { c.Rules = make([]RuleConfig, maxRules+1) })
	require.ErrorIs(t, cfg.Validate(), errTooManyRules)
}

func TestValidators(t *testing.T) {
	for _, tt := range []struct {
		name, good, bad string
	}{
		{"base64", "aGVsbG8_aGVsbG8", "a b"},
		{"iban", "DE89370400440532013000", "DE88370400440532013000"},
		{"ip", "fe80::1", "1.2.3.400"},
		{"luhn", "4111111111111111", "4111111111111112"},
		{"uuid", "123e4567-e89b-12d3-a456-426614174000", "123e4567e89b12d3a456426614174000"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.True(t, validators[tt.name](tt.good))
			assert.False(t, validators[tt.name](tt.bad))
		})
	}
}

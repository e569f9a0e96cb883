// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"errors"
	"fmt"
	"slices"

	"go.opentelemetry.io/collector/component"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/internal/decode"
	"github.com/otelcol-mcp/otelcol-mcp/internal/injection"
	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
	"github.com/otelcol-mcp/otelcol-mcp/internal/redact"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/keyname"
)

// Config says what the processor looks for, where, and what it does about a match.
type Config struct {
	// Pseudonyms holds the keys that pseudonyms and hashes are made with. Collectors that share them agree on pseudonyms.
	Pseudonyms pseudonym.Config `mapstructure:"pseudonyms"`
	// RuleSets switches the built-in rules.
	RuleSets RuleSetsConfig `mapstructure:"rule_sets"`
	// Keys are names whose values are secret, whatever they are.
	Keys KeysConfig `mapstructure:"keys"`
	// Rules are the user's own rules, at most 500.
	Rules []RuleConfig `mapstructure:"rules"`
	// Scopes limit where rules are used, built-in ones too.
	Scopes []LimitConfig `mapstructure:"scopes"`
	// ErrorMode says what happens when a condition cannot be evaluated, which is counted in any case: ignore uses the rule and
	// logs the first failure of each rule, silent uses the rule, propagate refuses the batch. Default ignore.
	ErrorMode string `mapstructure:"error_mode"`
	// Actions says what is done about a match.
	Actions ActionsConfig `mapstructure:"actions"`
	// Fields selects what is scanned.
	Fields FieldsConfig `mapstructure:"fields"`
	// Decode bounds how much of what is encoded in a value is decoded.
	Decode DecodeConfig `mapstructure:"decode"`
	// Limits bounds the work done for one record. What is past a limit is replaced by a marker, and counted.
	Limits LimitsConfig `mapstructure:"limits"`
	// Report says what is written about a match.
	Report ReportConfig `mapstructure:"report"`

	_ struct{}
}

// RuleSetsConfig switches the built-in rule sets.
type RuleSetsConfig struct {
	// Secrets are credentials: the rules of gitleaks, and more.
	Secrets RuleSetConfig `mapstructure:"secrets"`
	// PII is personal and financial data.
	PII RuleSetConfig `mapstructure:"pii"`
	// Injection scores instructions addressed to the model. It reports and changes nothing.
	Injection InjectionConfig `mapstructure:"injection"`

	_ struct{}
}

// RuleSetConfig switches one rule set.
type RuleSetConfig struct {
	// Enabled switches the set. Default true.
	Enabled bool `mapstructure:"enabled"`
	// Enable lists rules that are off by default.
	Enable []string `mapstructure:"enable"`
	// Disable lists rules not to use.
	Disable []string `mapstructure:"disable"`

	_ struct{}
}

// InjectionConfig switches the injection score.
type InjectionConfig struct {
	// Enabled switches the score. Default true.
	Enabled bool `mapstructure:"enabled"`
	// Threshold is the score, 0 to 1, from which it is reported. Default 0.4.
	Threshold float64 `mapstructure:"threshold"`

	_ struct{}
}

// ActionsConfig says what is done about a match: pseudonym, mask, hash, redact, remove, tag or drop.
type ActionsConfig struct {
	// Default is for everything not named below. Default pseudonym.
	Default string `mapstructure:"default"`
	// Categories gives the action for a category: secret, pii, financial, custom.
	Categories map[string]string `mapstructure:"categories"`
	// Rules gives the action for one rule, by its id.
	Rules map[string]string `mapstructure:"rules"`
	// RedactText is what the action redact writes; "{rule}" in it becomes the rule's id. Default "[redacted:{rule}]".
	RedactText string `mapstructure:"redact_text"`
	// MaskKeepFirst is how many characters the action mask leaves at the beginning. Default 0.
	MaskKeepFirst int `mapstructure:"mask_keep_first"`
	// MaskKeepLast is how many it leaves at the end. Default 4. Never more than half of a value is left.
	MaskKeepLast int `mapstructure:"mask_keep_last"`

	_ struct{}
}

// FieldsConfig selects fields by glob, where * stands for any characters. A field is the key of an attribute, or "body".
type FieldsConfig struct {
	// Include lists the fields to scan. Empty means all.
	Include []string `mapstructure:"include"`
	// Exclude lists fields not to scan; it wins over Include. Default: what names the parties of an exchange (user.id,
	// client.address, server.address, network.*).
	Exclude []string `mapstructure:"exclude"`

	_ struct{}
}

// DecodeConfig bounds decoding.
type DecodeConfig struct {
	// Depth is how many encodings may be nested. Zero decodes nothing. Default 4.
	Depth int `mapstructure:"depth"`
	// MaxBytes is how many decoded bytes one value may give. Default 8 MiB.
	MaxBytes int `mapstructure:"max_bytes"`

	_ struct{}
}

// LimitsConfig bounds the work for one record.
type LimitsConfig struct {
	// MaxValueBytes is the longest value scanned. Default 4 MiB.
	MaxValueBytes int `mapstructure:"max_value_bytes"`
	// MaxValues is how many values of one record are scanned. Default 100,000.
	MaxValues int `mapstructure:"max_values"`
	// MaxDepth is how deep maps and slices may be nested. Default 64.
	MaxDepth int `mapstructure:"max_depth"`

	_ struct{}
}

// ReportConfig says what is written about a match.
type ReportConfig struct {
	// Locations adds the full path of every match, nested keys included. Default false.
	Locations bool `mapstructure:"locations"`
	// Clean says where it is written what was scanned in records in which nothing was found: scope writes their sums to the
	// attributes of their scope (dlp.scanned.clean.*), which costs nothing a record; record writes dlp.scanned.* to each; none
	// writes nothing. Default scope.
	Clean string `mapstructure:"clean"`

	_ struct{}
}

var _ component.Config = (*Config)(nil)

func createDefaultConfig() component.Config {
	return &Config{
		RuleSets: RuleSetsConfig{
			Secrets:   RuleSetConfig{Enabled: true},
			PII:       RuleSetConfig{Enabled: true},
			Injection: InjectionConfig{Enabled: true, Threshold: injection.DefaultThreshold},
		},
		Keys:      KeysConfig{Enabled: true, Names: slices.Clone(keyname.Defaults)},
		ErrorMode: errorModeIgnore,
		Actions:   ActionsConfig{Default: redact.Pseudonym.String(), RedactText: "[redacted:{rule}]", MaskKeepLast: 4},
		Fields:    FieldsConfig{Exclude: []string{"user.id", "client.address", "server.address", "network.*"}},
		Decode:    DecodeConfig{Depth: decode.DefaultLimits.Depth, MaxBytes: decode.DefaultLimits.Bytes},
		Limits:    LimitsConfig{MaxValueBytes: 4 << 20, MaxValues: 100_000, MaxDepth: 64},
		Report:    ReportConfig{Clean: cleanScope},
	}
}

var (
	errThreshold = errors.New("rule_sets.injection.threshold must be above 0 and at most 1")
	errDepth     = errors.New("decode.depth must be 0 to 8")
	errMask      = errors.New("actions.mask_keep_first and actions.mask_keep_last must not be negative")
	errLimit     = errors.New("must be above 0")
)

// maxDecodeDepth bounds decode.depth: each level may cost as much as the text itself.
const maxDecodeDepth = 8

// Validate reports every mistake at once, except those in the pseudonym keys, which the collector has Pseudonyms report.
func (c *Config) Validate() error {
	var errs []error
	if i := c.RuleSets.Injection; i.Enabled && (i.Threshold <= 0 || i.Threshold > 1) {
		errs = append(errs, errThreshold)
	}
	if c.Decode.Depth < 0 || c.Decode.Depth > maxDecodeDepth {
		errs = append(errs, errDepth)
	}
	if c.Actions.MaskKeepFirst < 0 || c.Actions.MaskKeepLast < 0 {
		errs = append(errs, errMask)
	}
	for _, limit := range []struct {
		name  string
		value int
	}{
		{"decode.max_bytes", c.Decode.MaxBytes},
		{"limits.max_value_bytes", c.Limits.MaxValueBytes},
		{"limits.max_values", c.Limits.MaxValues},
		{"limits.max_depth", c.Limits.MaxDepth},
	} {
		if limit.value <= 0 {
			errs = append(errs, fmt.Errorf("%s %w", limit.name, errLimit))
		}
	}
	if _, err := newFields(c.Fields); err != nil {
		errs = append(errs, err)
	}
	if _, err := c.Keys.names(); err != nil {
		errs = append(errs, err)
	}
	rules, err := c.rules()
	errs = append(errs, err)
	if _, err := c.limits(rules, component.TelemetrySettings{Logger: zap.NewNop()}); err != nil {
		errs = append(errs, err)
	}
	if !slices.Contains(cleanModes, c.Report.Clean) {
		errs = append(errs, errClean)
	}
	if !slices.Contains(errorModes, c.ErrorMode) {
		errs = append(errs, errErrorMode)
	}
	return errors.Join(errs...)
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

// RuleConfig is a rule of the user's own.
type RuleConfig struct {
	// ID names the rule in telemetry: 1 to 64 characters of a-z, A-Z, 0-9, "_", "." and "-". No built-in rule may have it.
	ID string `mapstructure:"id"`
	// Regex is an RE2 expression, at most 4096 bytes long. It runs in linear time.
	Regex string `mapstructure:"regex"`
	// Group is the capture group that is the secret. Zero takes the first group that matched something, or else the whole
	// match. Default 0.
	Group int `mapstructure:"group"`
	// Keywords are words, in any case, one of which the text must hold. The expression runs only where one does. Without
	// them, literals that every match holds are taken from the expression; a rule that has none runs over every text.
	Keywords []string `mapstructure:"keywords"`
	// Entropy is what the secret's Shannon entropy must exceed, in bits per byte, 0 to 8. Zero asks for none. Default 0.
	Entropy float64 `mapstructure:"entropy"`
	// Validator has the last word on a secret: luhn, iban, ip, uuid or base64. Empty means none.
	Validator string `mapstructure:"validator"`
	// Context are words, in any case, one of which must stand near the match. Empty asks for none.
	Context []string `mapstructure:"context"`
	// Category is the rule's family, 1 to 32 characters of a-z, 0-9 and "_". Default custom.
	Category string `mapstructure:"category"`
	// Severity is info, low, medium, high or critical. Default medium.
	Severity string `mapstructure:"severity"`
	// Action is what is done about a match. Empty takes the action of the category. actions.rules wins over it.
	Action string `mapstructure:"action"`
	// Allow lists exceptions.
	Allow AllowConfig `mapstructure:"allow"`
	// Scope limits where the rule is used.
	Scope ScopeConfig `mapstructure:"scope"`
	// MustMatch and MustNotMatch are texts that the rule must find something in, and must not. Both are required: the
	// configuration is refused when a text does not keep its promise.
	MustMatch    []string `mapstructure:"must_match"`
	MustNotMatch []string `mapstructure:"must_not_match"`

	_ struct{}
}

// AllowConfig lists exceptions to a rule: a match that one applies to is not reported.
type AllowConfig struct {
	// Regexes are RE2 expressions; one that matches is enough.
	Regexes []string `mapstructure:"regexes"`
	// StopWords are texts, in any case, that no real secret holds.
	StopWords []string `mapstructure:"stop_words"`
	// Target is what the expressions look at: secret, match or line. Default secret. Stop words look at the secret.
	Target string `mapstructure:"target"`

	_ struct{}
}

// ScopeConfig limits where a rule is used: to fields, and to records for which one of the conditions holds. A signal without
// conditions is not limited. Resource and scope attributes belong to many records: conditions do not limit rules there.
type ScopeConfig struct {
	// Include lists the fields by glob. Empty means all.
	Include []string `mapstructure:"include"`
	// Exclude lists fields the rule is not used on; it wins over Include.
	Exclude []string `mapstructure:"exclude"`
	// Logs, Traces and Metrics are OTTL conditions in the contexts log, span and datapoint, with resource and scope:
	// log.attributes["mcpsec.server.name"] == "crm". One that holds is enough.
	Logs    []string `mapstructure:"logs"`
	Traces  []string `mapstructure:"traces"`
	Metrics []string `mapstructure:"metrics"`

	_ struct{}
}

// LimitConfig gives a scope to rules, built-in ones too.
type LimitConfig struct {
	// Rules lists the ids of the rules.
	Rules []string `mapstructure:"rules"`
	// Scope is where alone they are used.
	Scope ScopeConfig `mapstructure:"scope"`

	_ struct{}
}

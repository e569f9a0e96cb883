// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/decode"
	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
	"github.com/otelcol-mcp/otelcol-mcp/internal/redact"
	"github.com/otelcol-mcp/otelcol-mcp/internal/rules/pii"
	"github.com/otelcol-mcp/otelcol-mcp/internal/rules/secrets"
	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/engine"
)

// compile builds the engine that the configuration describes.
func (c *Config) compile(keyers []*pseudonym.Keyer) (*engine.Engine, error) {
	rules, err := c.rules()
	if err != nil {
		return nil, err
	}
	names, err := c.Keys.names()
	if err != nil {
		return nil, err
	}
	return engine.New(engine.Options{
		Rules:     rules,
		Keys:      names,
		Injection: c.RuleSets.Injection.Enabled,
		Decode:    decode.Limits{Depth: c.Decode.Depth, Bytes: c.Decode.MaxBytes},
		MaxValue:  c.Limits.MaxValueBytes,
		Writer: redact.Writer{
			Keyers: keyers, Text: c.Actions.RedactText, KeepFirst: c.Actions.MaskKeepFirst, KeepLast: c.Actions.MaskKeepLast,
		},
	})
}

// rules returns the rules in use with their actions.
func (c *Config) rules() ([]engine.Rule, error) {
	all, errs := []scan.Rule(nil), []error(nil)
	builtIn := []scan.Rule(nil)
	secretRules, err := secrets.Rules()
	if err != nil {
		return nil, err
	}
	for _, set := range []struct {
		name   string
		config RuleSetConfig
		rules  []scan.Rule
	}{
		{"secrets", c.RuleSets.Secrets, secretRules},
		{"pii", c.RuleSets.PII, pii.Rules()},
	} {
		kept, err := set.config.choose(set.rules)
		if err != nil {
			errs = append(errs, fmt.Errorf("rule_sets.%s: %w", set.name, err))
		}
		all = append(all, kept...)
		builtIn = append(builtIn, set.rules...)
	}
	if names, err := c.Keys.names(); err == nil && names != nil {
		all = append(all, engine.NewKeyRule(names, secrets.Category))
	}
	builtIn = append(builtIn, scan.Rule{ID: engine.KeyRule})
	own, err := c.userRules(builtIn)
	errs = append(errs, err)
	all = append(all, own...)
	withActions, err := c.Actions.assign(all, c.ownActions())
	return withActions, errors.Join(append(errs, err)...)
}

// ownActions returns the actions that the user's own rules name.
func (c *Config) ownActions() map[string]string {
	actions := map[string]string{}
	for i := range c.Rules {
		if r := &c.Rules[i]; r.Action != "" {
			actions[r.ID] = r.Action
		}
	}
	return actions
}

var (
	errUnknownRule     = errors.New("there is no such rule")
	errUnknownCategory = errors.New("no rule in use has this category")
)

// choose returns the rules of a set that are in use.
func (c *RuleSetConfig) choose(rules []scan.Rule) ([]scan.Rule, error) {
	var errs []error
	for _, id := range slices.Concat(c.Enable, c.Disable) {
		if !slices.ContainsFunc(rules, func(r scan.Rule) bool { return r.ID == id }) {
			errs = append(errs, fmt.Errorf("%q: %w", id, errUnknownRule))
		}
	}
	var kept []scan.Rule
	for _, r := range rules {
		on := c.Enabled && (!r.Optional || slices.Contains(c.Enable, r.ID)) && !slices.Contains(c.Disable, r.ID)
		if on {
			kept = append(kept, r)
		}
	}
	return kept, errors.Join(errs...)
}

// assign gives each rule its action: that under actions.rules, or its own, or that of its category, or the default.
func (c *ActionsConfig) assign(rules []scan.Rule, own map[string]string) ([]engine.Rule, error) {
	var errs []error
	parse := func(key, name string) redact.Action {
		action, err := redact.ParseAction(name)
		if err != nil {
			errs = append(errs, fmt.Errorf("actions.%s: %w", key, err))
		}
		return action
	}
	byDefault := parse("default", c.Default)
	byCategory, byRule := map[string]redact.Action{}, map[string]redact.Action{}
	for _, k := range slices.Sorted(maps.Keys(c.Categories)) {
		byCategory[k] = parse("categories."+k, c.Categories[k])
		if !slices.ContainsFunc(rules, func(r scan.Rule) bool { return r.Category == k }) {
			errs = append(errs, fmt.Errorf("actions.categories.%s: %w", k, errUnknownCategory))
		}
	}
	for _, k := range slices.Sorted(maps.Keys(own)) {
		byRule[k] = parse("rules."+k, own[k])
	}
	for _, k := range slices.Sorted(maps.Keys(c.Rules)) {
		byRule[k] = parse("rules."+k, c.Rules[k])
		if !slices.ContainsFunc(rules, func(r scan.Rule) bool { return r.ID == k }) {
			errs = append(errs, fmt.Errorf("actions.rules.%s: %w in use", k, errUnknownRule))
		}
	}
	withActions := make([]engine.Rule, len(rules))
	for i, r := range rules {
		action, ok := byRule[r.ID]
		if !ok {
			if action, ok = byCategory[r.Category]; !ok {
				action = byDefault
			}
		}
		withActions[i] = engine.Rule{Rule: r, Action: action}
	}
	return withActions, errors.Join(errs...)
}

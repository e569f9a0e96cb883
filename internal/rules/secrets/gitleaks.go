// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package secrets

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/viper"
	"github.com/zricethezav/gitleaks/v8/config"

	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

// Gitleaks returns the content rules of the gitleaks module, with its allow-lists and entropy. What a rule asks of a file's
// path is not asked here: telemetry has none. A rule that looks at nothing else is left out.
func Gitleaks() ([]scan.Rule, error) {
	v := viper.New()
	v.SetConfigType("toml")
	if err := v.ReadConfig(strings.NewReader(config.DefaultConfig)); err != nil {
		return nil, fmt.Errorf("gitleaks rules: %w", err)
	}
	var parsed config.ViperConfig
	if err := v.Unmarshal(&parsed); err != nil {
		return nil, fmt.Errorf("gitleaks rules: %w", err)
	}
	global := globalAllow(&parsed)
	var rules []scan.Rule
	for i := range parsed.Rules {
		r := &parsed.Rules[i]
		if r.Regex == "" || r.SkipReport {
			continue
		}
		rule := scan.Rule{
			ID:       r.ID,
			Category: Category,
			Keywords: lower(r.Keywords),
			Pattern:  r.Regex,
			Group:    r.SecretGroup,
			Entropy:  r.Entropy,
			Guard:    guards[r.ID],
			Left:     lefts[r.ID],
			Generic:  r.ID == genericID,
			Allow:    global,
		}
		for _, a := range r.Allowlists {
			allow, ok := allowOf(a.RegexTarget, a.Condition, a.Regexes, a.StopWords)
			if ok {
				rule.Allow = append(slices.Clip(rule.Allow), allow)
			}
		}
		if r.ID == genericID {
			excepted, err := scan.StopWords(rule.Allow)
			if err != nil {
				return nil, fmt.Errorf("gitleaks rules: %s: %w", r.ID, err)
			}
			rule.Worth = value{r.Entropy, excepted}.worth
		}
		rules = append(rules, rule)
	}
	return rules, nil
}

// genericID is the gitleaks rule that matches any "key = value": it gives way to a rule that knows the secret.
const genericID = "generic-api-key"

func globalAllow(c *config.ViperConfig) []scan.Allow {
	var all []scan.Allow
	if l := c.AllowList; l != nil { //nolint:staticcheck // SA1019: gitleaks' own rules still use the old form.
		if a, ok := allowOf(l.RegexTarget, l.Condition, l.Regexes, l.StopWords); ok {
			all = append(all, a)
		}
	}
	for _, l := range c.Allowlists {
		if a, ok := allowOf(l.RegexTarget, l.Condition, l.Regexes, l.StopWords); ok && len(l.TargetRules) == 0 {
			all = append(all, a)
		}
	}
	return all
}

// allowOf translates an allow-list. One that only names paths or commits says nothing about content.
func allowOf(target, condition string, patterns, stopWords []string) (scan.Allow, bool) {
	a := scan.Allow{Patterns: patterns, StopWords: lower(stopWords)}
	switch target {
	case "match":
		a.Target = scan.TargetMatch
	case "line":
		a.Target = scan.TargetLine
	}
	switch strings.ToUpper(condition) {
	case "AND", "&&":
		a.All = true
	}
	return a, len(patterns)+len(stopWords) > 0
}

func lower(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = strings.ToLower(w)
	}
	return out
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

// Bounds of the user's own rules. A program has one instruction for each character class of an expression with its
// repetitions written out.
const (
	maxRules        = 500
	maxRegex        = 4096
	maxInstructions = 10_000
	maxWords        = 200
	maxSampleBytes  = 64 << 10
)

var (
	errTooManyRules = fmt.Errorf("rules: at most %d", maxRules)
	errRuleID       = errors.New(`id must be 1 to 64 characters of a-z, A-Z, 0-9, "_", "." and "-"`)
	errTwice        = errors.New("another rule has this id")
	errRegex        = fmt.Errorf("regex must have 1 to %d bytes", maxRegex)
	errProgram      = fmt.Errorf("regex needs a program of more than %d instructions: repeat less", maxInstructions)
	errEmptyMatch   = errors.New("regex matches the empty text")
	errGroup        = errors.New("group is not in the regex")
	errEntropy      = errors.New("entropy must be 0 to 8 bits per byte")
	errCategory     = errors.New(`category must be 1 to 32 characters of a-z, 0-9 and "_"`)
	errSeverity     = errors.New("severity must be info, low, medium, high or critical")
	errTarget       = errors.New("allow.target must be secret, match or line")
	errWords        = fmt.Errorf("at most %d keywords, context words, allow.regexes and allow.stop_words each", maxWords)
	errSamples      = errors.New("needs texts in must_match and in must_not_match")
	errSampleSize   = fmt.Errorf("must_match and must_not_match hold more than %d bytes", maxSampleBytes)

	ruleID       = regexp.MustCompile(`^[a-zA-Z0-9_.-]{1,64}$`)
	categoryName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	severities   = []string{"info", "low", "medium", "high", "critical"}
	targets      = map[string]scan.Target{"": scan.TargetSecret, "secret": scan.TargetSecret, "match": scan.TargetMatch, "line": scan.TargetLine}
)

// categoryCustom is the category of the user's own rules.
const categoryCustom = "custom"

// userRules returns the rules under the key rules. The error names every rule that is not in order.
func (c *Config) userRules(builtIn []scan.Rule) ([]scan.Rule, error) {
	if len(c.Rules) > maxRules {
		return nil, errTooManyRules
	}
	known := make(map[string]bool, len(builtIn))
	for _, r := range builtIn {
		known[r.ID] = true
	}
	var rules []scan.Rule
	var errs []error
	for i := range c.Rules {
		r := &c.Rules[i]
		err := r.check()
		if known[r.ID] {
			err = errors.Join(err, errTwice)
		}
		known[r.ID] = true
		if err != nil {
			errs = append(errs, fmt.Errorf("rules[%d] %q: %w", i, r.ID, err))
			continue
		}
		rules = append(rules, r.rule())
	}
	return rules, errors.Join(errs...)
}

func (r *RuleConfig) check() error {
	var errs []error
	for _, rule := range []struct {
		broken bool
		err    error
	}{
		{!ruleID.MatchString(r.ID), errRuleID},
		{r.Entropy < 0 || r.Entropy > 8, errEntropy},
		{r.Category != "" && !categoryName.MatchString(r.Category), errCategory},
		{r.Severity != "" && !slices.Contains(severities, r.Severity), errSeverity},
		{max(len(r.Keywords), len(r.Context), len(r.Allow.Regexes), len(r.Allow.StopWords)) > maxWords, errWords},
		{len(r.MustMatch) == 0 || len(r.MustNotMatch) == 0, errSamples},
		{len(strings.Join(r.MustMatch, ""))+len(strings.Join(r.MustNotMatch, "")) > maxSampleBytes, errSampleSize},
	} {
		if rule.broken {
			errs = append(errs, rule.err)
		}
	}
	if _, ok := targets[r.Allow.Target]; !ok {
		errs = append(errs, errTarget)
	}
	if r.Validator != "" && validators[r.Validator] == nil {
		errs = append(errs, fmt.Errorf("validator must be one of %s", strings.Join(slices.Sorted(maps.Keys(validators)), ", ")))
	}
	errs = append(errs, r.checkRegexes())
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return r.checkSamples()
}

func (r *RuleConfig) checkRegexes() error {
	errs := []error{checkRegex(r.Regex, r.Group)}
	for i, p := range r.Allow.Regexes {
		if err := checkRegex(p, 0); err != nil {
			errs = append(errs, fmt.Errorf("allow.regexes[%d]: %w", i, err))
		}
	}
	return errors.Join(errs...)
}

// checkRegex bounds what an expression costs. RE2 has no expression that takes more than linear time; long ones are slow
// all the same.
func checkRegex(pattern string, group int) error {
	if pattern == "" || len(pattern) > maxRegex {
		return errRegex
	}
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return fmt.Errorf("regex: %w", err)
	}
	if group < 0 || group > tree.MaxCap() {
		return errGroup
	}
	program, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return fmt.Errorf("regex: %w", err)
	}
	if len(program.Inst) > maxInstructions {
		return errProgram
	}
	if regexp.MustCompile(pattern).MatchString("") {
		return errEmptyMatch
	}
	return nil
}

// checkSamples holds the rule to its texts.
func (r *RuleConfig) checkSamples() error {
	set, err := scan.Compile([]scan.Rule{r.rule()})
	if err != nil {
		return err
	}
	var scratch scan.Scratch
	var errs []error
	for i, text := range r.MustMatch {
		if len(set.Find(text, &scratch)) == 0 {
			errs = append(errs, fmt.Errorf("must_match[%d] does not match", i))
		}
	}
	for i, text := range r.MustNotMatch {
		if len(set.Find(text, &scratch)) > 0 {
			errs = append(errs, fmt.Errorf("must_not_match[%d] matches", i))
		}
	}
	return errors.Join(errs...)
}

func (r *RuleConfig) rule() scan.Rule {
	rule := scan.Rule{
		ID:       r.ID,
		Category: r.Category,
		Keywords: literal(r.Keywords),
		Pattern:  r.Regex,
		Group:    r.Group,
		Entropy:  r.Entropy,
		Validate: validators[r.Validator],
		Context:  literal(r.Context),
	}
	if rule.Category == "" {
		rule.Category = categoryCustom
	}
	if len(r.Allow.Regexes)+len(r.Allow.StopWords) > 0 {
		rule.Allow = []scan.Allow{{Target: targets[r.Allow.Target], Patterns: r.Allow.Regexes, StopWords: r.Allow.StopWords}}
	}
	return rule
}

// literal returns words as the keyword matcher reads them: in lower case, with nothing that stands for a class.
func literal(words []string) []string {
	var all []string
	for _, w := range words {
		all = append(all, strings.ReplaceAll(strings.Map(lower, w), `\`, `\\`))
	}
	return all
}

func lower(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}

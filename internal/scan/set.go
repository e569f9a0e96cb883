// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"errors"
	"fmt"
	"regexp/syntax"

	"github.com/otelcol-mcp/otelcol-mcp/internal/keyword"
)

// Set is a compiled set of rules. It is immutable and safe for concurrent use.
type Set struct {
	rules   []*compiled
	matcher *keyword.Matcher
	// uses lists, for every keyword pattern, the rules that have it.
	uses   [][]int32
	digits *digitShapes // of the rules that begin at digits, nil when there are none
	always []int        // rules without keywords
}

type compiled struct {
	Rule
	expression *expression
	allow      []*allowList
	bounds     bounds
	context    *keyword.Matcher
}

// maxPattern bounds the length of an expression, in bytes.
const maxPattern = 1 << 14

var (
	errNoID      = errors.New("has no id")
	errNoPattern = errors.New("needs a pattern or a locate function, and not both")
	errDigits    = errors.New("begins at digits, which needs a locate function")
	errNowhere   = errors.New("has a locate function, which needs keywords or digits")
	errShapes    = fmt.Errorf("the rules begin at more than %d shapes of digits", maxShapes)
	errLong      = fmt.Errorf("pattern is longer than %d bytes", maxPattern)
	errGroup     = errors.New("group is not in the pattern")
)

// Compile compiles rules. The error names every rule that does not compile.
func Compile(rules []Rule) (*Set, error) {
	s := &Set{}
	var errs []error
	index := map[string]int{}
	var patterns []string
	for i, r := range rules {
		c, err := compile(r)
		if err != nil {
			errs = append(errs, fmt.Errorf("rule %q: %w", r.ID, err))
			continue
		}
		s.rules = append(s.rules, c)
		switch {
		case len(r.Digits) > 0:
			if s.digits == nil {
				s.digits = &digitShapes{}
			}
			if err := s.digits.add(i, &r); err != nil {
				errs = append(errs, fmt.Errorf("rule %q: %w", r.ID, err))
			}
		case len(c.Keywords) == 0:
			s.always = append(s.always, i)
		}
		for _, k := range c.Keywords {
			p, ok := index[k]
			if !ok {
				p = len(patterns)
				index[k] = p
				patterns = append(patterns, k)
				s.uses = append(s.uses, nil)
			}
			s.uses[p] = append(s.uses[p], int32(i))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	var err error
	s.matcher, err = newMatcher(patterns)
	return s, err
}

func compile(r Rule) (*compiled, error) {
	c := &compiled{Rule: r}
	if len(r.Keywords) == 0 && r.Pattern != "" && r.Reach == 0 {
		c.Keywords = derive(r.Pattern)
	}
	switch {
	case r.ID == "":
		return nil, errNoID
	case (r.Pattern == "") == (r.Locate == nil):
		return nil, errNoPattern
	case r.Locate == nil && len(r.Digits) > 0:
		return nil, errDigits
	case r.Locate != nil && len(r.Keywords)+len(r.Digits) == 0:
		return nil, errNowhere
	case len(r.Pattern) > maxPattern:
		return nil, errLong
	}
	for _, a := range r.Allow {
		list, err := newAllowList(a)
		if err != nil {
			return nil, fmt.Errorf("allow list: %w", err)
		}
		c.allow = append(c.allow, list)
	}
	if len(r.Context) > 0 {
		var err error
		if c.context, err = newMatcher(r.Context); err != nil {
			return nil, fmt.Errorf("context: %w", err)
		}
	}
	if r.Pattern == "" {
		return c, nil
	}
	return c, c.compilePattern()
}

// pattern is what can be told of an expression and its keywords.
type pattern struct {
	expression *expression
	bounds     bounds
	bounded    bool // whether they are worth a window
	windowed   bool // and every match is known to hold a keyword
	groups     int
}

func newPattern(expr string, keywords []string) (pattern, error) {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return pattern{}, err
	}
	p := pattern{groups: tree.MaxCap()}
	p.bounds, p.bounded = boundsOf(tree)
	p.windowed = p.bounded && holdsKeyword(tree.Simplify(), keywords)
	p.expression, err = compileExpression(expr)
	return p, err
}

func (c *compiled) compilePattern() error {
	p, err := patternMemo.get(memoKey([]string{c.Pattern}, c.Keywords), func() (pattern, error) { return newPattern(c.Pattern, c.Keywords) })
	if err != nil {
		return err
	}
	if c.Group > p.groups {
		return errGroup
	}
	c.expression, c.bounds = p.expression, p.bounds
	c.bounds.left = c.Left
	switch {
	case c.Reach > 0:
		c.bounds = bounds{bytes: 2 * c.Reach}
	case c.Folded && p.bounded:
		c.bounds = c.bounds.folded()
	case !p.windowed:
		c.bounds = everywhere
	}
	return nil
}

// Rule returns rule i, as Match.Rule counts.
func (s *Set) Rule(i int) *Rule { return &s.rules[i].Rule }

// Len returns the number of rules.
func (s *Set) Len() int { return len(s.rules) }

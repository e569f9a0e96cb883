// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ruletest

import (
	"math/rand/v2"
	"regexp/syntax"
	"strings"
	"unicode"
)

// Sample returns a text that an expression matches, drawn at random: a synthetic secret. It is empty when the expression does
// not parse.
func Sample(pattern string, random *rand.Rand) string {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return ""
	}
	s := sampler{random: random}
	s.add(tree)
	return s.out.String()
}

type sampler struct {
	random *rand.Rand
	out    strings.Builder
}

// unbounded is how often more than the minimum something is repeated that may be repeated without end.
const unbounded = 12

func (s *sampler) add(re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			s.out.WriteRune(r)
		}
	case syntax.OpCharClass:
		s.out.WriteRune(s.class(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		// What stands for anything must not glue words together every time, and have some entropy.
		s.out.WriteByte("  abcdefgh"[s.random.IntN(10)])
	case syntax.OpCapture:
		s.add(re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			s.add(sub)
		}
	case syntax.OpAlternate:
		s.add(re.Sub[s.random.IntN(len(re.Sub))])
	case syntax.OpQuest:
		s.repeat(re.Sub[0], 0, 1)
	case syntax.OpStar:
		s.repeat(re.Sub[0], 0, unbounded)
	case syntax.OpPlus:
		s.repeat(re.Sub[0], 1, 1+unbounded)
	case syntax.OpRepeat:
		most := re.Max
		if most < 0 {
			most = re.Min + unbounded
		}
		s.repeat(re.Sub[0], re.Min, most)
	}
}

func (s *sampler) repeat(re *syntax.Regexp, least, most int) {
	for range least + s.random.IntN(most-least+1) {
		s.add(re)
	}
}

// class draws a printable ASCII character of a class, or else its first one.
func (s *sampler) class(ranges []rune) rune {
	var printable []rune
	for i := 0; i+1 < len(ranges); i += 2 {
		for r := max(ranges[i], ' '); r <= min(ranges[i+1], unicode.MaxASCII-1); r++ {
			printable = append(printable, r)
		}
	}
	if len(printable) == 0 {
		return ranges[0]
	}
	return printable[s.random.IntN(len(printable))]
}

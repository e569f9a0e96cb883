// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package fold

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestUnquoted(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   "",
		"as > it # is":                       "as > it # is",
		"> a\n> b":                           "  a\n  b",
		">a\n>> b\n> > c":                    " a\n   b\n    c",
		"a\n  // b\n\t/// c\n//! d\n//e":     "a\n     b\n\t    c\n    d\n  e",
		"a\n# b\n#c\n## d\n### e":            "a\n  b\n c\n## d\n### e",
		"/**\n * a\n *\n */\n**b**\n*c":      "/**\n   a\n  \n */\n**b**\n*c",
		"a\n-- b\n--\n--c\n--- d\n- e":       "a\n   b\n  \n--c\n--- d\n- e",
		"; a\n;; b\n% c\n%% d":               "  a\n   b\n  c\n   d",
		"+a\n+ // b\n+> c\n+++ d\n++e":       " a\n     b\n   c\n+++ d\n++e",
		"a\r\n> b\r\n>\r\n> ### c\n> /d / e": "a\r\n  b\r\n \r\n  ### c\n  /d / e",
		"a\n ! b\n | c\n <!-- d\n-->":        "a\n ! b\n | c\n <!-- d\n-->",
		"a\n>":                               "a\n ",
		"a\n*":                               "a\n ",
	} {
		var u Unquoted
		assert.Equal(t, want, u.Set(text), "%q", text)
	}
}

// oneMarker is one marker, a group of its own, with what must follow it.
var oneMarker = regexp.MustCompile(`^[ \t\v\f\r]*(?:(>+|;+|%+|//+!?)|(#)(?:[^#]|$)|(\+)(?:[^+]|$)|(\*)(?:[\s\v]|$)|(--)(?:[\s\v]|$))`)

// unquotedPlainly is the definition of what Unquoted reads, line by line and marker by marker.
func unquotedPlainly(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		for at := 0; ; {
			m := oneMarker.FindStringSubmatchIndex(line[at:])
			if m == nil {
				break
			}
			from, to := at+slices.Max([]int{m[2], m[4], m[6], m[8], m[10]}), at+slices.Max(m[3:])
			line = line[:from] + strings.Repeat(" ", to-from) + line[to:]
			at = to
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

func TestUnquotedAgainstExpression(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	for range 50_000 {
		b := make([]byte, random.IntN(30))
		for i := range b {
			b[i] = "ab \t\r\v\n\n>>//##**++--;%!!|\xff"[random.IntN(26)]
		}
		text := string(b)
		var u Unquoted
		read := u.Set(text)
		require.Equal(t, unquotedPlainly(text), read, "%q", text)
		require.Equal(t, read, new(Unquoted).Set(read), "%q", text)
	}
}

func TestUnquotedAllocatesNothing(t *testing.T) {
	var u Unquoted
	u.Set("> a\n> b")
	assert.Zero(t, testing.AllocsPerRun(100, func() { u.Set("> a\n> b\n> c") }))
}

// TestLineStarts holds the assembly against Go.
func TestLineStarts(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	for range 20_000 {
		b := make([]byte, random.IntN(400))
		few := 1 + random.IntN(8)
		for i := range b {
			b[i] = byte(random.IntN(256))
			if random.IntN(20) > 0 {
				b[i] = " \n\t\v>\f\r/#*+-;%!a)\xa0\x00"[random.IntN(few*2+3)]
			}
		}
		n := (len(b) + blockLen - 1) / blockLen
		want, got := make([]uint64, n), make([]uint64, n)
		lineStartsGo(string(b), want)
		lineStarts(string(b), got)
		require.Equal(t, want, got, "%q", b)
	}
}

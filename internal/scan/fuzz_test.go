// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzCompile compiles the expressions of users, and holds what they find in windows against the plain scan.
func FuzzCompile(f *testing.F) {
	for _, pattern := range []string{
		`key=\d{1,4}\b`, `(?i)[a-z]*key[=\d]{1,3}`, `[^.]{0,3}key[^.]{2}|^key$`, `key(?:[^.\n]|\n[^.\s]){0,4}1`, `a[^\x00-\x{10FFFF}]key`, `(?s:.*)(key)+?`, ``,
	} {
		f.Add(pattern, "key", "a key=1 key=22.key\nkey")
	}
	f.Fuzz(func(t *testing.T, pattern, keyword, text string) {
		if len(pattern) > 200 || len(text) > 1000 {
			return
		}
		set, err := Compile([]Rule{{ID: "r", Keywords: []string{keyword}, Pattern: pattern}})
		if err != nil || !isASCII(pattern+text) { // the tables of characters of the two engines differ
			return
		}
		require.Equal(t, set.FindPlain(text), slices.Clone(set.Find(text, new(Scratch))))
	})
}

func isASCII(s string) bool {
	return !slices.ContainsFunc([]byte(s), func(c byte) bool { return c >= 0x80 })
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package keyword

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type found struct {
	end     int
	pattern string
}

func scan(tb testing.TB, patterns []string, text string) []found {
	tb.Helper()
	m, err := New(patterns)
	require.NoError(tb, err)
	var all []found
	for _, h := range m.Scan(text, new(Buffer)) {
		for _, p := range m.Patterns(h.State) {
			all = append(all, found{int(h.End), patterns[p]})
		}
	}
	return all
}

// naive is the definition: every pattern, at every place.
func naive(tb testing.TB, patterns []string, text string) []found {
	tb.Helper()
	padded := "\n" + text
	var all []found
	for end := 1; end <= len(text); end++ {
		for _, p := range patterns {
			sets, err := parse(p)
			require.NoError(tb, err)
			from := end + 1 - len(sets)
			if from < 0 {
				continue
			}
			ok := true
			for i, s := range sets {
				ok = ok && s[padded[from+i]]
			}
			if ok {
				all = append(all, found{end, p})
			}
		}
	}
	return all
}

func TestScan(t *testing.T) {
	for _, tt := range []struct {
		name     string
		patterns []string
		text     string
		want     []found
	}{
		{"none", []string{"akia"}, "nothing", nil},
		{"folds case", []string{"akia"}, "x AkIa", []found{{6, "akia"}}},
		{"overlap", []string{"he", "she", "hers"}, "shers", []found{{3, "he"}, {3, "she"}, {5, "hers"}}},
		{"digit run starts once", []string{`\D\d\d\d`}, "1234 567", []found{{3, `\D\d\d\d`}, {8, `\D\d\d\d`}}},
		{"class and literal", []string{`\d@`, "@"}, "a@1@", []found{{2, "@"}, {4, `\d@`}, {4, "@"}}},
		{"empty text", []string{"a"}, "", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.ElementsMatch(t, tt.want, scan(t, tt.patterns, tt.text))
		})
	}
}

func TestStreamsFindWhatOneWalkFinds(t *testing.T) {
	patterns := []string{"secret", "ret", `\Wkey`, `\d\d-`, "s"}
	for n := range 40 {
		text := strings.Repeat("a secret key 12-34 Secretary ", 12) + strings.Repeat("x", n)
		assert.ElementsMatch(t, naive(t, patterns, text), scan(t, patterns, text))
	}
}

func TestNewRefuses(t *testing.T) {
	for _, tt := range []struct{ name, pattern, want string }{
		{"empty", "", "is empty"},
		{"at the limit", strings.Repeat("k", MaxPattern), ""},
		{"past the limit", strings.Repeat("k", MaxPattern+1), "is longer than"},
		{"unknown class", `\q`, "unknown class"},
		{"open escape", `a\`, "unknown class"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := New([]string{tt.pattern})
			if tt.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func FuzzScan(f *testing.F) {
	f.Add("key secret 12-", strings.Repeat("a secret key 12-34 ", 20))
	f.Fuzz(func(t *testing.T, words, text string) {
		var patterns []string
		for w := range strings.FieldsSeq(words) {
			if sets, err := parse(w); err == nil && len(sets) <= 8 && len(patterns) < 8 {
				patterns = append(patterns, w)
			}
		}
		if len(patterns) > 0 && len(text) < 2000 {
			assert.ElementsMatch(t, naive(t, patterns, text), scan(t, patterns, text))
		}
	})
}

func BenchmarkScan(b *testing.B) {
	patterns := []string{"akia", "ghp_", "secret", "token", "password", "-----begin", "xoxb", "eyj", "sk-"}
	m, err := New(patterns)
	require.NoError(b, err)
	text := strings.Repeat("func main() { fmt.Println(\"an ordinary line of code\", value) }\n", 32)
	var buffer Buffer
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		m.Scan(text, &buffer)
	}
}

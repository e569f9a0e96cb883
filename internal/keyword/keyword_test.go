// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package keyword

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type found struct {
	start, end int
	pattern    string
}

func scan(tb testing.TB, patterns []string, text string) []found {
	tb.Helper()
	m, err := New(patterns)
	require.NoError(tb, err)
	var all []found
	last := int32(0)
	for _, h := range m.Scan(text, new(Buffer)) {
		require.GreaterOrEqual(tb, h.Start, last)
		last = h.Start
		all = append(all, found{int(h.Start), int(h.End), patterns[h.Pattern]})
	}
	return all
}

// naive is the definition: every pattern, at every place.
func naive(patterns []string, text string) []found {
	var all []found
	for _, p := range patterns {
		for _, o := range Occurrences(p, text) {
			all = append(all, found{o[0], o[1], p})
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
		{"folds case", []string{"akia"}, "x AkIa", []found{{2, 6, "akia"}}},
		{"overlap", []string{"he", "she", "hers"}, "shers", []found{{1, 3, "he"}, {0, 3, "she"}, {1, 5, "hers"}}},
		{"digit run starts once", []string{`\D\d\d\d`}, "1234 567", []found{{0, 3, `\D\d\d\d`}, {4, 8, `\D\d\d\d`}}},
		{"class and literal", []string{`\d@`, "@"}, "a@1@", []found{{1, 2, "@"}, {2, 4, `\d@`}, {3, 4, "@"}}},
		{"longer than its needle", []string{"confidential"}, "a Confidential b confidentia", []found{{2, 14, "confidential"}}},
		{"needle in the middle", []string{"a zqx b"}, "zqx a zqx b", []found{{4, 11, "a zqx b"}}},
		{"class past the end", []string{`key\W`}, "key, key", []found{{0, 4, `key\W`}}},
		{"class before the start", []string{`\Wkey`, `e\Wkey`}, "key", []found{{0, 3, `\Wkey`}}},
		{"run of white space", []string{`do\_not\_x`}, "do\r\n \tnot  x do\n\nnot x", []found{{0, 12, `do\_not\_x`}, {13, 22, `do\_not\_x`}}},
		{"run at the edges", []string{`\_an\_`, `\san`}, "a  an  b", []found{{2, 6, `\_an\_`}, {2, 5, `\san`}}},
		{"run around a needle", []string{`a\_zqxzqxzqxzqxzqxzqx\_e`}, "a\n zqxzqxzqxzqxzqxzqx \te", []found{{0, 24, `a\_zqxzqxzqxzqxzqxzqx\_e`}}},
		{"run in a quotation", []string{`do\_not\_x`, "x"}, "do\n> not\n> > x do /not x do\n/ not x do\n\n\t// not\r\n\t//x", []found{
			{0, 14, `do\_not\_x`}, {13, 14, "x"}, {23, 24, "x"}, {34, 35, "x"}, {36, 53, `do\_not\_x`}, {52, 53, "x"},
		}},
		{"markers of its own", []string{`nc\_-e`, `##\_in`, `a\_#\_b`}, "nc\n# -e nc\n-- -e nc\n-e ##\n# in\n## in\n# in a\n# # b a # b", []found{
			{0, 7, `nc\_-e`}, {8, 16, `nc\_-e`}, {17, 22, `nc\_-e`}, {23, 30, `##\_in`}, {31, 36, `##\_in`}, {50, 55, `a\_#\_b`},
		}},
		{"edges in a quotation", []string{`\_an\_`, `an\_e\W`}, "x\n>an\n>e>", []found{{2, 6, `\_an\_`}, {3, 9, `an\_e\W`}}},
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
		assert.ElementsMatch(t, naive(patterns, text), scan(t, patterns, text))
	}
}

// TestEveryLength holds random patterns, of few letters and of classes, against the definition.
func TestEveryLength(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(n int, from ...string) string {
		var b strings.Builder
		for range n {
			b.WriteString(from[random.IntN(len(from))])
		}
		return b.String()
	}
	for range 5 {
		var patterns []string
		for range 1 + random.IntN(30) {
			patterns = append(patterns, pick(1+random.IntN(1+random.IntN(20)), "a", "B", "c", "é", ".", "1", "\n", `\d`, `\D`, `\W`, `\w`, `\a`, `x\_y`, `x\_1`))
		}
		for n := range 201 {
			text := pick(n, "a", "b", "C", "\xc3", "\xa9", ".", "1", "\n", " ", "\x00", "\xff", "x", "y")
			assert.ElementsMatch(t, naive(patterns, text), scan(t, patterns, text), "%q in %q", patterns, text)
		}
	}
}

// TestEveryQuotation does the same for runs of white space and what may stand in them.
func TestEveryQuotation(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	pick := func(n int, from ...string) string {
		var b strings.Builder
		for range n {
			b.WriteString(from[random.IntN(len(from))])
		}
		return b.String()
	}
	for range 10 {
		var patterns []string
		for range 1 + random.IntN(12) {
			patterns = append(patterns, strings.Join([]string{pick(1+random.IntN(3), "a", "b", "#", "-", `\w`), pick(1+random.IntN(2), "a", `\w`, ">"), pick(1, "a", `b\s`, `b\W`, `b\_`)}, `\_`))
		}
		for n := range 301 {
			text := pick(n, "a", "b", "aa", " ", "\n", "\n>", "\n//", "\n #", "\n-- ", "\n*", "/", "#", "\t")
			assert.ElementsMatch(t, naive(patterns, text), scan(t, patterns, text), "%q in %q", patterns, text)
		}
	}
}

// TestRunsAcrossStreams has runs of white space where one stream takes over from another.
func TestRunsAcrossStreams(t *testing.T) {
	patterns := []string{`secret\_key`, `ab\_c`, `do\_not\_tell\_any`, "y d"}
	for n := range 120 {
		for _, unit := range []string{
			"secret\n" + strings.Repeat("> ", n) + "key ", "do not" + strings.Repeat("\t", n) + "\n// tell\n#" + strings.Repeat(" ", n) + "\n# any ab\n/ c ab\n*c",
			"secret" + strings.Repeat(" ", n) + "key ", "do not" + strings.Repeat("\t", n) + "\ntell any ab c",
		} {
			text := strings.Repeat("z", n/3) + strings.Repeat(unit, 9)
			assert.ElementsMatch(t, naive(patterns, text), scan(t, patterns, text), "%q", text)
		}
	}
}

// TestLongText has streams that are walked in more than one go.
func TestLongText(t *testing.T) {
	patterns := []string{"secret", `12\d`}
	text := strings.Repeat("plain words ", 60_000) + "secret 123" + strings.Repeat(" and more", 80_000) + "secret"
	assert.ElementsMatch(t, naive(patterns, text), scan(t, patterns, text))
}

// TestManyPatterns has more than an automaton of long needles has states for.
func TestManyPatterns(t *testing.T) {
	var patterns []string
	for i := range 2600 {
		patterns = append(patterns, fmt.Sprintf("%05dabcdefghijk%05d", i, 7919*i%2600))
	}
	text := strings.Join(patterns[1600:], " ")
	assert.Len(t, scan(t, patterns, text), 1000)
}

func TestNewRefuses(t *testing.T) {
	for _, tt := range []struct{ name, pattern, want string }{
		{"empty", "", "is empty"},
		{"at the limit", strings.Repeat("k", MaxPattern), ""},
		{"past the limit", strings.Repeat("k", MaxPattern+1), "is longer than"},
		{"unknown class", `\q`, "unknown class"},
		{"white space next to a run of it", `a\_\Wb`, "white space next to"},
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
	f.Add(`\d\d- e \W\Wab é`, "ab\n"+strings.Repeat("\xc3\xa9 12- ..ab", 9))
	f.Add(`a\_b\_c \_b\_c b`, strings.Repeat("a \n b\r\n\tc b  c a\n\nb", 9))
	f.Fuzz(func(t *testing.T, words, text string) {
		var patterns []string
		for w := range strings.FieldsSeq(words) {
			if sets, err := parse(w); err == nil && len(sets) <= 24 && len(patterns) < 8 {
				patterns = append(patterns, w)
			}
		}
		if len(patterns) > 0 && len(text) < 2000 {
			assert.ElementsMatch(t, naive(patterns, text), scan(t, patterns, text))
		}
	})
}

// FuzzWalk holds the walk of this machine against the one in Go.
func FuzzWalk(f *testing.F) {
	m, err := New([]string{"key", "secret", "12-", `\W.e\W`, "e", "é"})
	require.NoError(f, err)
	f.Add(strings.Repeat("a secret key 12-34 .e é", 20), uint16(40))
	f.Add("secretse", uint16(0))
	f.Fuzz(func(t *testing.T, text string, part uint16) {
		most := len(text) / streams
		if most == 0 {
			return
		}
		spacing := int(part) % (most + 1)
		size := len(text) - (streams-1)*spacing
		var states, inGo [streams]int
		for k := range states {
			states[k], inGo[k] = m.start, m.start
		}
		want := m.walkAllGo(text, spacing, size, &inGo, []note{})
		assert.Equal(t, want, m.walkAll(text, spacing, size, &states, nil))
		assert.Equal(t, inGo, states)
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

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/byteclass"
)

func find(t *testing.T, rule Rule, text string) []string {
	t.Helper()
	set, err := Compile([]Rule{rule})
	require.NoError(t, err)
	var scratch Scratch
	var all []string
	for _, m := range set.Find(text, &scratch) {
		all = append(all, text[m.Start:m.End])
	}
	return all
}

func TestFind(t *testing.T) {
	key := Rule{ID: "r", Keywords: []string{"key"}, Pattern: `key=([a-z0-9]{4,8})\b`}
	with := func(change func(*Rule)) Rule {
		r := key
		change(&r)
		return r
	}
	for _, tt := range []struct {
		name string
		rule Rule
		text string
		want []string
	}{
		{"group", key, "a key=abcd1 b", []string{"abcd1"}},
		{"two", key, "key=abcd1 key=efgh2", []string{"abcd1", "efgh2"}},
		{"far apart", key, "key=abcd1" + strings.Repeat(" .", 500) + "key=efgh2", []string{"abcd1", "efgh2"}},
		{"no keyword", key, "k=abcd1", nil},
		{"entropy", with(func(r *Rule) { r.Entropy = 2 }), "key=aaaa1 key=abcd1", []string{"abcd1"}},
		{"validator", with(func(r *Rule) { r.Validate = func(s string) bool { return s == "good1" } }), "key=abcd1 key=good1", []string{"good1"}},
		{"context before", with(func(r *Rule) { r.Context = []string{"prod"} }), "prod: key=abcd1", []string{"abcd1"}},
		{"context missing", with(func(r *Rule) { r.Context = []string{"prod"} }), "test: key=abcd1", nil},
		{"stop word", with(func(r *Rule) { r.Allow = []Allow{{StopWords: []string{"example"}}} }), "key=example key=abcd1", []string{"abcd1"}},
		{"allowed secret", with(func(r *Rule) { r.Allow = []Allow{{Patterns: []string{"^abcd"}}} }), "key=abcd1 key=efgh2", []string{"efgh2"}},
		{"allowed line", with(func(r *Rule) { r.Allow = []Allow{{Target: TargetLine, Patterns: []string{"test"}}} }), "key=abcd1 # test\nkey=efgh2", []string{"efgh2"}},
		{"allowed by both", with(func(r *Rule) { r.Allow = []Allow{{All: true, Patterns: []string{"1$"}, StopWords: []string{"abc"}}} }), "key=abcd1 key=abcd2 key=efgh1", []string{"abcd2", "efgh1"}},
		{"folded", Rule{ID: "r", Folded: true, Keywords: []string{`two\_words`}, Pattern: `all\stwo\swords\b`}, "all \r\n\t two   words, all two\n\nwords", []string{"all \r\n\t two   words"}},
		{"no keywords at all", Rule{ID: "r", Pattern: `\bz+\b`}, "a zzz b", []string{"zzz"}},
		{"invalid UTF-8", Rule{ID: "r", Keywords: []string{"key"}, Pattern: `key=(.+);`}, "key=\xff\xfe;", []string{"\xff\xfe"}},
		{"guard", with(func(r *Rule) {
			r.Guard = func(text string, _, end int) bool { return end < len(text) && text[end] == '=' }
		}), "key key=abcd1", []string{"abcd1"}},
	} {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.want, find(t, tt.rule, tt.text)) })
	}
}

func TestCompileRefuses(t *testing.T) {
	for _, tt := range []struct {
		name string
		rule Rule
		want string
	}{
		{"no id", Rule{Pattern: "a"}, "has no id"},
		{"nothing to match", Rule{ID: "x"}, "needs a pattern"},
		{"bad expression", Rule{ID: "x", Pattern: "("}, `rule "x"`},
		{"group", Rule{ID: "x", Pattern: "(a)", Group: 2}, "group is not in the pattern"},
		{"pattern at the limit", Rule{ID: "x", Pattern: strings.Repeat("a", maxPattern)}, ""},
		{"pattern past the limit", Rule{ID: "x", Pattern: strings.Repeat("a", maxPattern+1)}, "longer than"},
		{"a class of nothing", Rule{ID: "x", Keywords: []string{"a"}, Pattern: `a[^\x00-\x{10FFFF}]b`}, ""},
		{"repeat too large", Rule{ID: "x", Pattern: "(?:a{1000}){1000}"}, `rule "x"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Compile([]Rule{tt.rule})
			if tt.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestHoldsKeyword(t *testing.T) {
	for _, tt := range []struct {
		name, pattern string
		keywords      []string
		want          bool
	}{
		{"literal", `abc\d+`, []string{"abc"}, true},
		{"folded", `(?i)AbC`, []string{"abc"}, true},
		{"inside a longer one", `xxabcxx`, []string{"abc"}, true},
		{"alternatives", `(?:abc|def)x`, []string{"abc", "def"}, true},
		{"one without", `(?:abc|def)x`, []string{"abc"}, false},
		{"optional", `(?:abc)?x`, []string{"abc"}, false},
		{"class that may spell it", `[a-c]{3}`, []string{"abc"}, false},
		{"over a boundary", `(a)(b)c`, []string{"abc"}, true},
		{"repeated", `(?:abc){2,}`, []string{"abcabc"}, true},
		{"outside ASCII", `é(?:à|abc)`, []string{"é"}, true},
		{"outside ASCII, in the other case", `(?i)é`, []string{"é"}, false},
		{"outside ASCII and the alphabet", `abc|[а-я]`, []string{"abc"}, false},
		{"outside ASCII, the rest of a range", `[а-в]`, []string{"а", "в"}, false},
		{"no word character", `[ .é]ai[,\n]`, []string{`\Wai\W`}, true},
		{"a word character", `[ .]ai[,s]`, []string{`\Wai\W`}, false},
		{"beginning of the text", `(?:^|\s)ai,`, []string{`\Wai`}, true},
		{"beginning of a word", `\bai,`, []string{`\Wai`}, true},
		{"end of a word", `\b,ai`, []string{`\Wai`, `\W,ai`}, true},
		{"beginning of another word", `\b-ai`, []string{`\W-ai`}, false},
		{"beginning of a line", `(?m:^)ai`, []string{`\Wai`}, false},
		{"no word character within", `a[ .]i`, []string{`a\Wi`}, false},
		{"other class", `a1`, []string{`a\d`}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			avoids, ok := Holds(tt.pattern, tt.keywords)
			assert.Equal(t, tt.want, ok)
			if avoids != "" {
				assert.Regexp(t, tt.pattern, avoids+"\nx"+avoids)
			}
		})
	}
}

func TestHoldsTellsWhatAvoidsKeywords(t *testing.T) {
	avoids, ok := Holds(`(?:do )?not (?:a|the) (?:very )?(?:word|thing)`, []string{"the thing", "not a"})
	assert.False(t, ok)
	assert.Equal(t, "not the word", avoids)
}

func TestCleanTextCostsNoAllocation(t *testing.T) {
	set, err := Compile([]Rule{{ID: "r", Keywords: []string{"key"}, Pattern: `key=([a-z0-9]{4,8})\b`}})
	require.NoError(t, err)
	var scratch Scratch
	text := strings.Repeat("nothing to find here, move on. ", 64)
	set.Find(text, &scratch)
	assert.Zero(t, testing.AllocsPerRun(100, func() { set.Find(text, &scratch) }))
}

func TestRunsOfDigits(t *testing.T) {
	var asked []string
	set, err := Compile([]Rule{{ID: "r", Digits: []Digits{{}}, Locate: func(text string, start, end int) (int, int, bool) {
		asked = append(asked, text[start:end])
		return 0, 0, false
	}}})
	require.NoError(t, err)
	for c := range 256 {
		asked = nil
		set.Find(string([]byte{0x7f, 0xff, byte(c), 'A'}), new(Scratch))
		assert.Equal(t, c >= '0' && c <= '9', len(asked) == 1, "byte %#x", c)
	}
	for text, want := range map[string][]string{
		"": nil, "no": nil, "12": {"12"}, "1234567 9012345678": {"1234567", "9012345678"}, "01234567890123456": {"01234567890123456"},
		"a1:2": {"1", "2"}, "x.y-z 2024-10-12T10:20": {"2024", "10", "12", "10", "20"}, "é1é\xff2": {"1", "2"}, "1234567a1234567890": {"1234567", "1234567890"},
		strings.Repeat(" ", 60) + "1234567": {"1234567"}, strings.Repeat("x", 63) + "1": {"1"}, strings.Repeat("1", 64) + "x1": {strings.Repeat("1", 64), "1"},
	} {
		asked = nil
		set.Find(text, new(Scratch))
		assert.Equal(t, want, asked, text)
		asked = nil
		set.FindPlain(text)
		assert.Equal(t, want, asked, text)
	}
}

func TestShapesOfDigits(t *testing.T) {
	is := func(list string) func(byte) bool {
		return func(c byte) bool { return strings.IndexByte(list, c) >= 0 }
	}
	for _, tt := range []struct {
		name       string
		shape      Digits
		asked, not []string
	}{
		{"length", Digits{Min: 2, Max: 3}, []string{"12", "a123b"}, []string{"1", "1234"}},
		{"no upper limit", Digits{Min: 60}, []string{strings.Repeat("1", 60), strings.Repeat("1", 200)}, []string{strings.Repeat("1", 59)}},
		{"longer than is told apart", Digits{Min: maxRun + 1, MinWord: maxRun + 1, MinChain: maxRun + 1}, []string{strings.Repeat("1", maxRun+1)}, []string{strings.Repeat("1", maxRun-1)}},
		{"neighbours", Digits{Before: is("x"), After: is(".")}, []string{"x1."}, []string{"1.", "x1", "y1.", "x1,"}},
		{"edges", Digits{Before: is("\n"), After: is("\n")}, []string{"1", "\n1\n"}, []string{" 1", "1 "}},
		{"word", Digits{MinWord: 3, MaxWord: 4}, []string{"a1_", "-ab12-", "1234"}, []string{"a1", "a-1-b", "abc12"}},
		{"chain", Digits{MinChain: 5}, []string{"a.1-b", "12345"}, []string{"a.1-", "a 1.b"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			asked := false
			set, err := Compile([]Rule{{ID: "r", Digits: []Digits{tt.shape}, Locate: func(string, int, int) (int, int, bool) {
				asked = true
				return 0, 0, false
			}}})
			require.NoError(t, err)
			for _, text := range append(tt.asked, tt.not...) {
				asked = false
				set.Find(text, new(Scratch))
				assert.Equal(t, slices.Contains(tt.asked, text), asked, text)
			}
		})
	}
}

// TestLongShapesAnywhere has words that are just long enough, and too short, at every place.
func TestLongShapesAnywhere(t *testing.T) {
	const least = 2 * byteclass.LongRun
	asked := 0
	set, err := Compile([]Rule{{ID: "r", Digits: []Digits{{MinWord: least}}, Locate: func(string, int, int) (int, int, bool) {
		asked++
		return 0, 0, false
	}}})
	require.NoError(t, err)
	for before := range 2*byteclass.BlockLen + 1 {
		for at := range least {
			text := strings.Repeat(" ", before) + strings.Repeat("a", at) + "7" + strings.Repeat("z", least-at-1)
			asked = 0
			set.Find(text+" 7", new(Scratch))
			assert.Equal(t, 1, asked, text)
			set.Find(text[:len(text)-1], new(Scratch))
			assert.Equal(t, 1, asked, text)
		}
	}
}

func TestTooManyShapesOfDigits(t *testing.T) {
	locate := func(string, int, int) (int, int, bool) { return 0, 0, false }
	_, err := Compile([]Rule{{ID: "r", Locate: locate, Digits: make([]Digits, maxShapes)}})
	require.NoError(t, err)
	_, err = Compile([]Rule{{ID: "r", Locate: locate, Digits: make([]Digits, maxShapes+1)}})
	require.ErrorIs(t, err, errShapes)
}

// TestWorth has a rule whose expression is not run where none of its keywords is worth it.
func TestWorth(t *testing.T) {
	set, err := Compile([]Rule{{
		ID: "r", Keywords: []string{"key"}, Pattern: `key=\d{1,4}`,
		Worth: func(text string, _, end int) bool { return end+1 < len(text) && text[end+1] == '7' },
	}})
	require.NoError(t, err)
	for text, want := range map[string]int{
		"key=1": 0, "key=7": 1, "key=1 key=7": 1, "key=1key=7": 2, "key=1" + strings.Repeat(" ", 50) + "key=7": 1, "key=7" + strings.Repeat(" ", 50) + "key=1": 1,
	} {
		assert.Len(t, set.Find(text, new(Scratch)), want, text)
	}
}

// TestWindowsLoseNothing holds windows against the plain scan, over random texts of what the rules are about.
func TestWindowsLoseNothing(t *testing.T) {
	set, err := Compile([]Rule{
		{ID: "bounded", Keywords: []string{"key"}, Pattern: `\bkey=\d{1,4}\b`},
		{ID: "free", Keywords: []string{"key"}, Pattern: `(?i)[a-z]*key[=\d]{1,3}`},
		{ID: "characters", Keywords: []string{"key"}, Pattern: `[^.]{0,3}key[^.]{2}`},
		{ID: "lines", Keywords: []string{"key"}, Pattern: `key(?:[^.\n]|\n[^.\s]){0,4}1`},
		{ID: "holds", Keywords: []string{`key\W`}, Pattern: `\bkey\W{1,2}\d`},
		{ID: "near", Keywords: []string{"key"}, Pattern: `\d=`, Reach: 4},
		{ID: "left", Keywords: []string{"key"}, Pattern: `1*key`, Left: 40},
	})
	require.NoError(t, err)
	random := rand.New(rand.NewPCG(1, 2))
	parts := []string{"key", "KEY", "=", "1", "22", ".", " ", "\n", "é", "日", "k", "x", "\xff"}
	found := map[int]int{}
	for range 20_000 {
		var b strings.Builder
		for range random.IntN(24) {
			b.WriteString(parts[random.IntN(len(parts))])
		}
		got := set.Find(b.String(), new(Scratch))
		slices.SortStableFunc(got, func(a, b Match) int { return a.Rule - b.Rule })
		require.Equal(t, set.FindPlain(b.String()), slices.Clone(got), "%q", b.String())
		for _, m := range got {
			found[m.Rule]++
		}
	}
	for r := range set.Len() {
		assert.Greater(t, found[r], 50, set.Rule(r).ID)
	}
}

func TestDerive(t *testing.T) {
	for _, tt := range []struct {
		pattern string
		want    []string
	}{
		{`\bEMP-(\d{6})\b`, []string{"emp-"}},
		{`(?i)ticket[- ]?\d+`, []string{"ticket"}},
		{`(?:foo|barbaz)\d`, []string{"foo", "barbaz"}},
		{`ab\d+cdef`, []string{"cdef"}},
		{`(?:x|longer)\d`, nil},
		{`[a-z]+\d`, nil},
		{`(?:key)?\d+`, nil},
		{`(?:key)+\d`, []string{"key"}},
		{`(?:key){0,3}\d`, nil},
		{`C:\\temp\\\d`, []string{"temp"}},
		{`straße\d+`, []string{"stra"}},
		{`\x{212A}ey\d`, []string{"ey"}},
		{`日本\d+`, nil},
		{`a-very-long-literal-indeed\d`, []string{"a-very-long-lite"}},
	} {
		t.Run(tt.pattern, func(t *testing.T) { assert.Equal(t, tt.want, derive(tt.pattern)) })
	}
}

// FuzzDerivedKeywords holds a rule without keywords against its expression alone.
func FuzzDerivedKeywords(f *testing.F) {
	f.Add(`\bEMP-(\d{6})\b`, "by EMP-123456 and emp-654321")
	f.Add(`(?i)(?:foo|bar)+z?\d`, strings.Repeat("Foobar1 ", 40))
	f.Add(`a+bc{2,}|zz[^x]`, "aabcc zzy abccc")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		if len(pattern) > 64 || len(text) > 1024 || strings.ContainsAny(text, "\u212A\u017F") {
			return
		}
		set, err := Compile([]Rule{{ID: "r", Pattern: pattern}})
		if err != nil {
			return
		}
		var plain Scratch
		set.confirmPlain(text, &plain, 0, 0, len(text))
		var fast Scratch
		require.Equal(t, plain.matches, append([]Match(nil), set.Find(text, &fast)...))
	})
}

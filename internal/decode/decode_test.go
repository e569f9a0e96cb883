// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package decode

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/byteclass"
)

const hidden = "the launch code is 00000000"

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func gz(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

func percentAll(s string) string {
	var b strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&b, "%%%02X", s[i])
	}
	return b.String()
}

func entities(s string) string {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, "&#%d;", r)
	}
	return b.String()
}

func unicodeEscapes(s string) string {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, `\u%04x`, r)
	}
	return b.String()
}

func tags(s string) string {
	return strings.Map(func(r rune) rune { return r + tagBase }, s)
}

func wrapped(s string, width int) string {
	var lines []string
	for len(s) > width {
		lines, s = append(lines, s[:width]), s[width:]
	}
	return strings.Join(append(lines, s), "\n")
}

func TestDecodeFindsWhatIsHidden(t *testing.T) {
	for _, tt := range []struct {
		name, encoded string
		whole         bool // the view stands for all of encoded
	}{
		{"base64", b64(hidden), true},
		{"base64 without padding", strings.TrimRight(b64(hidden+"!"), "="), true},
		{"base64url", base64.RawURLEncoding.EncodeToString([]byte(hidden + "???>>>")), true},
		{"base64 in lines", wrapped(b64(strings.Repeat(hidden, 9)), 76), true},
		{"base64 glued to a word", "x" + b64(hidden), true},
		{"base64 in a path", "/usr/share/documents/" + b64(hidden), false},
		{"hex", hex.EncodeToString([]byte(hidden)), true},
		{"HEX", strings.ToUpper(hex.EncodeToString([]byte(hidden))), true},
		{"gzip in base64", b64(gz(hidden)), true},
		{"base64 twice", b64(b64(hidden)), true},
		{"base64 in gzip in base64", b64(gz(b64(hidden))), true},
		{"hex in base64", b64(hex.EncodeToString([]byte(hidden))), true},
		{"URL escapes", percentAll(hidden), true},
		{"URL escapes of a query", url.QueryEscape(b64(hidden)), false},
		{"HTML decimal", entities(hidden), true},
		{"backslash u", unicodeEscapes(hidden), true},
		{"tag characters", tags(hidden), true},
		{"zero width", strings.Join(strings.Split(hidden, ""), "\u200b"), true},
		{"full width", strings.Map(func(r rune) rune {
			if r == ' ' {
				return r
			}
			return r - 0x20 + 0xFF00
		}, hidden), true},
		{"accents", strings.NewReplacer("a", "á", "e", "é", "o", "ó").Replace(hidden), true},
		{"Cyrillic", strings.NewReplacer("a", "а", "e", "е", "o", "о", "c", "с").Replace(hidden), true},
		{"URL escapes of entities", percentAll(entities(hidden)), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			const before, after = "before: ", " :after"
			text := before + tt.encoded + after
			result := Decode(text, DefaultLimits)
			require.Empty(t, result.Cut)
			for _, v := range result.Views {
				at := strings.Index(v.Text, hidden)
				if at < 0 {
					continue
				}
				from, to := v.Origin(at, at+len(hidden))
				require.GreaterOrEqual(t, from, len(before), "%q", text[from:to])
				require.LessOrEqual(t, to, len(before)+len(tt.encoded), "%q", text[from:to])
				if tt.whole && !strings.Contains(tt.name, "lines") {
					assert.Equal(t, strings.TrimSuffix(tt.encoded, b64("???")), text[from:to][:len(tt.encoded)])
				}
				return
			}
			t.Fatalf("not found in %d views", len(result.Views))
		})
	}
}

func TestEscapesMapToTheExactBytes(t *testing.T) {
	text := `one\ntwo \u0074hree%20four &amp; caf` + "é"
	for _, tt := range []struct{ name, in, want string }{
		{"backslash n", "two", "two"},
		{"backslash u", "three", `\u0074hree`},
		{"percent", "three four", ""},
		{"entity", "& caf", "&amp; caf"},
		{"accent", "cafe", "café"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, v := range Decode(text, DefaultLimits).Views {
				if at := strings.Index(v.Text, tt.in); at >= 0 {
					from, to := v.Origin(at, at+len(tt.in))
					if tt.want != "" && v.Depth() == 1 {
						assert.Equal(t, tt.want, text[from:to])
					}
					return
				}
			}
			t.Fatal("not found")
		})
	}
}

func TestPlainTextHasNoViewsAndCostsNoAllocation(t *testing.T) {
	text := strings.Repeat("func main() { fmt.Println(x/y, deadbeefcafef00ddeadbeefcafef00d, AbstractSingletonProxyFactoryBean) } // 100% & more\n", 20)
	require.Empty(t, Decode(text, DefaultLimits).Views)
	assert.Zero(t, testing.AllocsPerRun(100, func() { Decode(text, DefaultLimits) }))
}

func TestDepthLimit(t *testing.T) {
	nested := hidden
	for range DefaultLimits.Depth {
		nested = b64(nested)
	}
	at := Decode(nested, DefaultLimits)
	require.Empty(t, at.Cut)
	assert.Equal(t, hidden, at.Views[len(at.Views)-1].Text)

	past := Decode("x "+b64(nested), DefaultLimits)
	assert.Equal(t, []Span{{2, 2 + len(b64(nested))}}, past.Cut, "what is not decoded is reported")
}

func TestByteLimit(t *testing.T) {
	plain := strings.Repeat("a", 1000)
	limits := Limits{Depth: 1, Bytes: 1000}
	assert.Len(t, Decode(b64(plain), limits).Views, 1)
	past := Decode(b64(plain+"b"), limits)
	assert.Empty(t, past.Views)
	assert.Len(t, past.Cut, 1)
}

func TestGzipBombIsCut(t *testing.T) {
	bomb := b64(gz(strings.Repeat("0", 64<<20)))
	result := Decode("x "+bomb, DefaultLimits)
	assert.Empty(t, result.Views)
	assert.Equal(t, []Span{{2, 2 + len(bomb)}}, result.Cut)
}

func TestHomoglyphsFoldToOneLetter(t *testing.T) {
	for from, to := range homoglyphs {
		out, size := undoUnicode(nil, string(from), 0)
		assert.Equal(t, len(string(from)), size)
		assert.Equal(t, string(rune(to)), string(out))
	}
}

// TestUnfoldedCharactersStay holds the table of the characters that stay as they are against folding every one.
func TestUnfoldedCharactersStay(t *testing.T) {
	for r := range rune(unicode.MaxRune + 1) {
		char := string(r)
		if r == utf8.RuneError || char == string(utf8.RuneError) {
			continue
		}
		out, size := undoUnicode(nil, char, 0)
		if want := fold(nil, r, char); size != len(char) || !bytes.Equal(want, out) {
			require.Equal(t, want, out, "%U", r)
			require.Equal(t, len(char), size, "%U", r)
		}
	}
}

// FuzzShortCutsLoseNothing holds the search for encoded runs, and the look at their first bytes, against decoding everything.
func FuzzShortCutsLoseNothing(f *testing.F) {
	const glue = "/usr/share/documents_"
	for _, seed := range []string{
		b64(hidden), glue + b64(hidden), b64(gz(hidden)), b64("привет, мир, как дела"), "x" + b64("日本語のテキストです"), wrapped(b64(strings.Repeat(hidden, 9)), 64),
		hex.EncodeToString([]byte(hidden)), "an_ordinary_identifier/with/a/path", strings.Repeat("a", minBlob-1) + "!" + strings.Repeat("b", minBlob),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		limits := Limits{Depth: 3, Bytes: 1 << 16}
		require.Equal(t, decodeWith(text, nil, limits, true), decodeWith(text, nil, limits, false))
		var classes byteclass.Map
		classes.Set(text)
		require.Equal(t, decodeWith(text, nil, limits, true), Classified(text, &classes, limits))
		if len(text) < 1<<10 { // the same as something that is encoded
			require.Equal(t, decodeWith(b64(text), nil, limits, true), decodeWith(b64(text), nil, limits, false))
		}
	})
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{b64(hidden), percentAll(hidden), entities(hidden), `\u0041\x41\n`, b64(gz(hidden)), tags("x"), "\xff%ff&lt;"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		result := Decode(text, Limits{Depth: 3, Bytes: 1 << 16})
		total := 0
		for _, v := range result.Views {
			total += len(v.Text)
			for start := range len(v.Text) {
				from, to := v.Origin(start, start+1)
				require.True(t, 0 <= from && from <= to && to <= len(text), "[%d,%d) of %d", from, to, len(text))
			}
		}
		require.LessOrEqual(t, total, 1<<16)
		for _, c := range result.Cut {
			require.True(t, 0 <= c.Start && c.Start <= c.End && c.End <= len(text))
		}
	})
}

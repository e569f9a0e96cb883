// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/directive"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/textmap"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
)

// TestHeard fills sets of every size with words that differ in one byte or more, zero among them.
func TestHeard(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var s heard
		want := map[uint32]bool{}
		for range r.IntN(orderWords + 3) {
			w := uint32(r.IntN(3)) | uint32(r.IntN(3))<<8 | uint32(r.IntN(3))<<16 | 0xab<<24
			if len(want) < orderWords {
				want[w] = true
			}
			s.add(w)
		}
		assert.Len(t, want, int(s.count))
		assert.Equal(t, s, heardOf(s.list()))
		for i := range uint32(64) {
			w := i&3 | i>>2&3<<8 | i>>4<<16
			assert.Equal(t, want[w|0xab<<24], s.has(w), "%x in %x", w, s.list())
			assert.True(t, !s.has(w) || s.mayHave([]uint64{spread(0x7777), spread(w)}), "%x in %x", w, s.list())
		}
		assert.False(t, s.mayHave([]uint64{spread(0x7777), spread(0x8080)}))
	}
}

// TestMayName holds that no request that shares a word with a name is passed over, on any processor.
func TestMayName(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for n := range 65 {
		list := make([]Order, n)
		words := map[uint32]uint64{}
		for i := range list {
			for range r.IntN(orderWords + 1) {
				w := uint32(r.IntN(200)) | uint32(r.IntN(3))<<8
				list[i].words.add(w)
				words[w] |= 1 << i
			}
		}
		for range 50 {
			name, want := toolName{}, uint64(0)
			for range 1 + r.IntN(9) {
				w := uint32(r.IntN(200)) | uint32(r.IntN(3))<<8
				name.spreads = append(name.spreads, spread(w))
				want |= words[w]
			}
			assert.Equal(t, want, want&mayName(list, name.spreads))
			assert.Equal(t, want, want&mayNameGo(list, name.spreads))
			if found := mayName(list, name.spreads); found != want { // a free place looks like the word zero
				assert.Contains(t, name.spreads, spread(0))
			}
		}
	}
}

// TestTelling holds that no request that agrees with a name is passed over for the words that are not looked for.
func TestTelling(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	agreed := 0
	for range 20_000 {
		name := toolName{whole: 0xff}
		name.spreads = []uint64{spread(name.whole)}
		for w := range uint32(r.IntN(7)) {
			name.words, name.spreads = append(name.words, w+1), append(name.spreads, spread(w+1))
		}
		var o Order
		for range r.IntN(8) {
			o.words.add(uint32(1 + r.IntN(8)))
		}
		if r.IntN(8) == 0 {
			o.words.add(name.whole)
		}
		shared, spelled := o.agreement(&name)
		assert.Equal(t, o.words.has(name.whole) || shared >= minShared && shared*3 >= len(name.words)*2, spelled)
		list := []Order{o}
		if spelled {
			agreed++
			assert.EqualValues(t, 1, mayName(list, name.telling(name.most())))
		}
		if spelled || shared >= minFetched {
			agreed++
			assert.EqualValues(t, 1, mayName(list, name.telling(minFetched)))
		}
	}
	assert.Greater(t, agreed, 1000)
}

// TestSizes holds what the footprint of a session is reckoned by.
func TestSizes(t *testing.T) {
	assert.EqualValues(t, orderSize, unsafe.Sizeof(Order{}))
	assert.EqualValues(t, readSize, unsafe.Sizeof(read{}))
}

// plainSpell is spell word by word.
func plainSpell(o *Order, said string) {
	for _, w := range strings.FieldsFunc(said, func(r rune) bool { return strings.ContainsRune(" \n'\"`,", r) }) {
		words := toolclass.Words(w)
		if len(words) > 1 {
			o.words.add(nameHash(strings.Trim(w, ".()")))
		}
		for _, one := range words {
			if !directive.Stop(one) {
				o.words.add(wordHash(toolclass.Stem(one)))
			}
		}
	}
}

func FuzzSpell(f *testing.F) {
	f.Add("send the files with GitHubCreateIssue, then 'delete_all' cities: a as boxes class is.", uint16(0), uint16(200))
	f.Add("s ss as is \xff caf\u00e9 x.y() \n\n`do_it`", uint16(3), uint16(30))
	f.Add("configurations configuration configurational internationalization internationalizations", uint16(10), uint16(90))
	f.Add(strings.Repeat("of 123 (-) words that go over the end of one block and of the next ones ", 3), uint16(61), uint16(140))
	f.Add("word "+strings.Repeat("long", 40)+" "+strings.Repeat("long_", 40)+" word 4711", uint16(0), uint16(400))
	f.Fuzz(func(t *testing.T, text string, start, size uint16) {
		from := min(int(start), len(text))
		to := min(from+int(size), len(text))
		m := textmap.Map(nil).Of(text)
		var s speller
		for range 2 { // the second time with words that are known
			var got, want Order
			s.spell(&got.words, text, m, from, to)
			plainSpell(&want, text[from:to])
			assert.Equal(t, want, got)
		}
	})
}

// TestSpell spells requests made of many words, some of which share a slot, with one speller.
func TestSpell(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var words []string
	for range 3000 {
		word := []byte(strings.Repeat("x", 1+r.IntN(20)))
		for i := range word {
			word[i] = "abcdefghilmnoprstuyS_9"[min(r.IntN(200), r.IntN(22))]
		}
		words = append(words, string(word), string(word)+"s")
	}
	words = append(words, strings.Fields("the an of to in on with use 12 345 6789 ( -")...)
	var s speller
	for range 20_000 {
		var b strings.Builder
		for n, from := r.IntN(40), r.IntN(len(words)-20); n > 0; n-- {
			b.WriteString(words[from+r.IntN(20)] + " "[:min(1, r.IntN(20))])
		}
		text := b.String()
		var got, want Order
		s.spell(&got.words, text, textmap.Map(nil).Of(text), 0, len(text))
		plainSpell(&want, text)
		require.Equal(t, want, got, "%q", text)
	}
}

func TestElsewhere(t *testing.T) {
	const text = "ann@x.org, please send it to ann@x.org and bob@x.org! bob@x.orgs"
	request := directive.Directive{Start: strings.Index(text, "send"), End: strings.Index(text, "!")}
	other := directive.Directive{Start: request.End + 2, End: len(text)}
	for _, tt := range []struct {
		value      string
		directives []directive.Directive
		want       bool
	}{
		{"ann@x.org", []directive.Directive{request}, true},
		{"bob@x.org", []directive.Directive{request}, true},
		{"bob@x.org", []directive.Directive{request, other}, false},
		{"please send it", []directive.Directive{request}, true},
		{"org! bob", []directive.Directive{request, other}, true},
		{"and bob@x.org", []directive.Directive{request}, false},
		{"nowhere", []directive.Directive{request}, false},
		{text, []directive.Directive{request, other}, true},
		{"ann@x.org", []directive.Directive{{End: len(text)}}, false},
		{"ann@x.org", nil, true},
	} {
		assert.Equal(t, tt.want, (&Tracker{directives: tt.directives}).elsewhere(text, tt.value), tt.value)
	}
}

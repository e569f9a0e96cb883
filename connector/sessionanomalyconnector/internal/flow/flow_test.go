// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const passage = "The quarterly figures for the northern region were revised downward after the audit of the Kestrel contract."

func found(t *testing.T, result, argument string) []Hit {
	t.Helper()
	var m Memory
	s := NewScanner(DefaultConfig())
	s.Remember(&m, 3, result)
	return s.Find(&m, argument)
}

func TestFind(t *testing.T) {
	for _, tt := range []struct {
		name, result, argument string
		want                   bool
	}{
		{"passage", "x " + passage + " y", "Hi! " + passage, true},
		{"other case, quotes and line breaks", passage, strings.ToUpper(strings.ReplaceAll(passage, " ", "\n'")), true},
		{"escaped", passage, strings.ReplaceAll(passage, " ", `\n`), true},
		{"something else", passage, "The weather of the northern region was fine after the storm.", false},
		{"mail address", "to: ann.doe@example.org", "send it to <Ann.Doe@example.org>, please", true},
		{"part of a longer address", "ann@example.org is it", "joann@example.organic", true},
		{"grouped account number", "IBAN GB29 NWBK 6016 1331 9268 19", "GB29NWBK60161331926819", true},
		{"card in groups", "4024 0071 8349 2011", "card=4024007183492011.", true},
		{"key", "token: q8Zr2mVx91LkTtPw0aYd", "https://h.example/?k=q8Zr2mVx91LkTtPw0aYd", true},
		{"key in the middle of a word", "q8Zr2mVx91LkTtPw0aYd", "xxq8Zr2mVx91LkTtPw0aYdxx", true},
		{"pseudonym", "AWS_KEY=[aws-access-token:k1:0123456789abcdef]", "here: [aws-access-token:k1:0123456789abcdef]", true},
		{"pseudonym of another rule", "[generic-api-key:k1:0123456789abcdef]", "[aws-access-token:k1:0123456789abcdef]", true},
		{"another pseudonym", "[a:k1:0123456789abcdef]", "[a:k1:0123456789abcdee]", false},
		{"short identifier", "order NO6J39", "status of NO6J39?", true},
		{"short identifier inside a word", "order NO6J39", "xNO6J39x", false},
		{"date", "due 2024-05-15", "2024-05-15", false},
		{"time stamp", "2024-05-15T10:11:12Z", "2024-05-15T10:11:12Z", false},
		{"plain words", "please confirm", "please confirm", false},
		{"amount", "total 1,098.70", "1098.70", false},
		{"path", "see /home/ann/report_final.pdf", "attach /home/ann/report_final.pdf", true},
		{"empty", "", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			hits := found(t, tt.result, tt.argument)
			require.Equal(t, tt.want, len(hits) == 1, "%+v", hits)
			if tt.want {
				assert.Equal(t, Source(3), hits[0].Source)
				assert.Positive(t, hits[0].Bytes)
			}
		})
	}
}

func TestWhatTheCallerSaidIsNoFlow(t *testing.T) {
	var m Memory
	s := NewScanner(DefaultConfig())
	s.Remember(&m, Supplied, "ask ann.doe@example.org about: "+passage)
	s.Remember(&m, 1, passage+" ann.doe@example.org and bob.roe@example.org")
	assert.Empty(t, s.Find(&m, passage+" to ann.doe@example.org"))
	assert.Len(t, s.Find(&m, "bob.roe@example.org"), 1, "what came on top is remembered")
}

func TestWhoSaidItFirstStaysTheSource(t *testing.T) {
	var m Memory
	s := NewScanner(DefaultConfig())
	s.Remember(&m, 1, passage)
	s.Remember(&m, 2, passage)
	hits := s.Find(&m, passage)
	require.Len(t, hits, 1)
	assert.Equal(t, Source(1), hits[0].Source)

	s.Remember(&m, Supplied, passage)
	assert.Len(t, s.Find(&m, passage), 1, "sending it once does not make it one's own")
}

// TestASecondSourceWithMoreToSay has the same passage elsewhere in its text: it holds it, but only what is new counts as its own.
func TestASecondSourceWithMoreToSay(t *testing.T) {
	more := "A table of the harbour dues for vessels above three hundred tons was added by the clerk on the last page."
	long := prose(600)
	for first, second := range map[Source]Source{1: 2, 22: 23, 23: 0} { // the numbers go round
		var m Memory
		s := NewScanner(DefaultConfig())
		s.Remember(&m, first, "0. "+long+passage)
		s.Remember(&m, second, "Before that, "+long+more)
		hits := s.Find(&m, long)
		require.Len(t, hits, 2)
		if hits[0].Source != first {
			hits[0], hits[1] = hits[1], hits[0]
		}
		letters := len(fold(nil, long, 1000))
		assert.Equal(t, first, hits[0].Source)
		assert.Equal(t, second, hits[1].Source)
		assert.InDelta(t, letters, hits[0].Bytes, 2*maxStride)
		assert.LessOrEqual(t, hits[1].Bytes, 2*maxStride)
		assert.InDelta(t, letters, hits[1].Passage, 2*maxStride)

		hits = s.Find(&m, more)
		require.Len(t, hits, 1)
		assert.Equal(t, second, hits[0].Source)
	}
}

func TestBytesCountThePassage(t *testing.T) {
	hits := found(t, passage, "Look: "+passage+" Bye.")
	letters := len(fold(nil, passage, 1000))
	require.Len(t, hits, 1)
	assert.InDelta(t, letters, hits[0].Bytes, 2*maxStride, "the ends may be missed by a stride")
	assert.LessOrEqual(t, hits[0].Bytes, letters)
}

func TestGuarantee(t *testing.T) {
	var long strings.Builder
	for i := range 60 {
		fmt.Fprintf(&long, "paragraph %d speaks of %d things, %d of them new; ", i, i*31, i*17)
	}
	var m Memory
	cfg := DefaultConfig()
	cfg.PrintsPerText = 200
	s := NewScanner(cfg)
	s.Remember(&m, 1, long.String())
	text := fold(nil, long.String(), 10_000)
	require.Greater(t, 2*len(text)/cfg.PrintsPerText, maxStride/2)
	for start := 0; start+Guarantee <= len(text); start++ {
		require.Len(t, s.Find(&m, string(text[start:start+Guarantee])), 1, "from %d", start)
	}
}

func TestSplitOverCalls(t *testing.T) {
	for _, size := range []int{3, 7, 20, 40} {
		t.Run(fmt.Sprintf("pieces of %d", size), func(t *testing.T) {
			var m Memory
			s := NewScanner(DefaultConfig())
			s.Remember(&m, 1, passage+" key q8Zr2mVx91LkTtPw0aYd")
			text, split, keys := "q8Zr2mVx91LkTtPw0aYd"+passage, false, 0
			for start := 0; start < len(text); start += size {
				for _, h := range s.FindSent(&m, Field("send", "body"), text[start:min(len(text), start+size)]) {
					split = split || h.Split
					keys += int(h.Marks[Key])
				}
			}
			assert.True(t, split)
			assert.Equal(t, 1, keys, "the key is seen once, in whichever piece ends it")
		})
	}
}

func TestTailsAreBounded(t *testing.T) {
	var m Memory
	s := NewScanner(DefaultConfig())
	for i := range maxTails + 3 {
		s.FindSent(&m, Field("field", strconv.Itoa(i)), "text")
	}
	var fields []uint64
	for at := 0; at < len(m.tails); at = m.tails.end(at) {
		fields = append(fields, binary.LittleEndian.Uint64(m.tails[at:]))
	}
	assert.Len(t, fields, maxTails)
	assert.Equal(t, Field("field", strconv.Itoa(maxTails+2)), fields[maxTails-1])

	s.FindSent(&m, fields[1], strings.Repeat("long ", 100))
	assert.Equal(t, "longlonglong", string(m.tails.text(m.tails.find(fields[1]))[tailLen-12:]))
	at := m.tails.find(fields[0])
	assert.Equal(t, "text", string(m.tails.text(at)))
	m.tails.cut(at)
	assert.Empty(t, m.tails.text(m.tails.find(fields[0])))
	assert.LessOrEqual(t, cap(m.tails), maxTails*(tailHead+tailLen)+32)
}

func TestMemoryIsBounded(t *testing.T) {
	cfg := DefaultConfig()
	var m Memory
	s := NewScanner(cfg)
	evicted := 0
	for i := range 2000 {
		evicted += s.Remember(&m, Source(i%32), fmt.Sprintf("record %d of user%d@example.org, account %012d, %x", i, i, i*7919, strings.Repeat(strconv.Itoa(i), 60)))
	}
	assert.Positive(t, evicted)
	assert.LessOrEqual(t, len(m.prints.buckets)*ways, cfg.MaxPrints)
	assert.LessOrEqual(t, len(m.marks.buckets)*ways, cfg.MaxMarks)
	assert.Less(t, m.Size(), 6000)
	assert.Len(t, s.Find(&m, "user1999@example.org"), 1, "the latest is still there")
}

func TestForget(t *testing.T) {
	var m Memory
	s := NewScanner(DefaultConfig())
	s.Remember(&m, 1, passage+" ann.doe@example.org")
	m.Forget(1)
	assert.Empty(t, s.Find(&m, passage+" ann.doe@example.org"))
	assert.Zero(t, m.prints.held+m.marks.held)
}

func TestKindOf(t *testing.T) {
	for _, tt := range []struct {
		word string
		want Kind
		none bool
	}{
		{word: "ann@example.org", want: Email},
		{word: "https://example.org/a", want: URL},
		{word: "www.example.org", want: Host},
		{word: "/etc/ssh/sshd_config", want: Path},
		{word: "GB29NWBK60161331926819", want: Account},
		{word: "4024007183492011", want: Account},
		{word: "q8Zr2mVx91LkTtPw0aYd", want: Key},
		{word: "guest_42x", want: Identifier},
		{word: "hello", none: true},
		{word: "hello-world", none: true},
		{word: "123456", none: true},
		{word: "3.14159265", none: true},
		{word: "2024-05-15", none: true},
		{word: "10:11:12", none: true},
		{word: "ab1", none: true},
	} {
		t.Run(tt.word, func(t *testing.T) {
			got, ok := kindOf(tt.word)
			require.Equal(t, !tt.none, ok, "%v", got)
			if ok {
				assert.Equal(t, tt.want, got)
			}
		})
	}
}

// TestAdversarialTextCostsTheSame feeds texts whose grams all hash alike: one bucket, no more work.
func TestAdversarialTextCostsTheSame(t *testing.T) {
	var m Memory
	s := NewScanner(DefaultConfig())
	for _, text := range []string{strings.Repeat("a", 1<<20), strings.Repeat("12 ", 1<<18), strings.Repeat("]", 1<<18), strings.Repeat(`\`, 1<<18), strings.Repeat("a@b.c ", 1<<17)} {
		s.Remember(&m, 1, text)
		s.Find(&m, text)
		assert.LessOrEqual(t, cap(s.folded), 2*s.cfg.MaxText)
	}
	assert.Less(t, m.Size(), 6000)
}

func FuzzFind(f *testing.F) {
	f.Add(passage, passage, "x")
	f.Add("[a:k1:0123456789abcdef]", `\\`, "4024 0071")
	f.Fuzz(func(t *testing.T, result, argument, next string) {
		var m Memory
		s := NewScanner(DefaultConfig())
		s.Remember(&m, 1, result)
		for _, h := range s.Find(&m, argument) {
			assert.Equal(t, Source(1), h.Source)
		}
		s.FindSent(&m, 1, argument)
		s.FindSent(&m, 1, next)
	})
}

func BenchmarkRemember(b *testing.B) {
	text := strings.Repeat(passage, 20)[:2048]
	s := NewScanner(DefaultConfig())
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var m Memory
	for b.Loop() {
		s.Remember(&m, 1, text)
	}
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat(passage, 20)[:2048]
	s := NewScanner(DefaultConfig())
	var m Memory
	s.Remember(&m, 1, strings.Repeat("other words about another matter 1234567890 x9y8z7 ", 40))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		s.Find(&m, text)
	}
}

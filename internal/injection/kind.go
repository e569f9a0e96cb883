// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"strings"
	"sync"

	"github.com/otelcol-mcp/otelcol-mcp/internal/decode"
	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

// Kind is one kind of cue.
type Kind struct {
	// ID is stable: it appears in telemetry.
	ID string
	// Weight is what one cue contributes, 0 to 1.
	Weight float64
	// Keywords, lower case: every cue holds one of them, but for what \W stands for before it. They match letters outside ASCII as
	// they are written alone.
	Keywords []string
	// Left, where set, is how far before its keyword a cue can begin, in bytes.
	Left int
	// Guard, where set, is what a keyword must have around it to be looked at. What Pattern or Means finds always has it.
	Guard guard
	// Pattern finds the cue.
	Pattern string
	// Means, where set, finds the cue instead of Pattern, by the words around a keyword.
	Means func(c *clause) bool
	// Decoded kinds count only in text that was hidden behind an encoding.
	Decoded bool
	// Mentionable kinds are damped where the sentence talks about the cue instead of using it.
	Mentionable bool
	// Fires and Silent are texts that must, and must not, hold the cue.
	Fires, Silent []string
}

// damping is what is left of a cue that the text only talks about.
const damping = 0.2

// maxPerKind bounds the cues of one kind reported for one text.
const maxPerKind = 16

// clauses are used again: Means may keep what it is given, as far as the compiler can tell.
var clauses = sync.Pool{New: func() any { return new(clause) }}

// locate is what a rule of a kind with Means locates by.
func (k *Kind) locate(text string, start, end int) (from, to int, ok bool) {
	c := clauses.Get().(*clause)
	c.around(text, start, end)
	ok = k.Means(c)
	c.text = "" // it may be long
	clauses.Put(c)
	return start, end, ok
}

// cue makes the cue of a match of kind k in text, which is the content of view where that is not nil. read is the text without the
// markers of quotations.
func (k *Kind) cue(text, read string, m scan.Match, view *decode.View) (c Cue, ok bool) {
	if k.Decoded && (view == nil || view.Encoding == decode.EncodingUnicode) || isCode(text[m.From:m.To], read[m.From:m.To]) {
		return Cue{}, false
	}
	end := m.End
	if k.Means != nil {
		var c clause
		c.around(read, m.Start, m.End)
		end = c.last()
	}
	c = Cue{ID: k.ID, Text: bounded(text[m.Start:end]), Weight: k.weightAt(read, m.From, m.To)}
	c.Start, c.End = view.Origin(m.Start, m.End)
	return c, true
}

func (k *Kind) weightAt(text string, start, end int) float64 {
	if k.Mentionable && mentioned(text, start, end) {
		return k.Weight * damping
	}
	return k.Weight
}

func bounded(s string) string {
	if len(s) > maxCueText {
		return strings.ToValidUTF8(s[:maxCueText], "")
	}
	return strings.Clone(s) // the text may stand in a buffer that is used again
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"regexp"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/decode"
)

// Kind is one kind of cue.
type Kind struct {
	// ID is stable: it appears in telemetry.
	ID string
	// Weight is what one cue contributes, 0 to 1.
	Weight float64
	// Keywords, lower case: a text without any of them cannot hold the cue.
	Keywords []string
	// Pattern finds the cue. Its first group, where it has one, is the cue; what surrounds it is context.
	Pattern string
	// Decoded kinds count only in text that was hidden behind an encoding.
	Decoded bool
	// Mentionable kinds are damped where the sentence talks about the cue instead of using it.
	Mentionable bool
	// Fires and Silent are texts that must, and must not, hold the cue.
	Fires, Silent []string

	re *regexp.Regexp
}

// damping is what is left of a cue that the text only talks about.
const damping = 0.2

// maxPerKind bounds the cues of one kind reported for one text.
const maxPerKind = 16

func (k *Kind) find(cues []Cue, text string, view *decode.View) []Cue {
	if k.Decoded && (view == nil || view.Encoding == decode.EncodingUnicode) || !k.candidate(text) {
		return cues
	}
	for _, m := range k.re.FindAllStringSubmatchIndex(text, maxPerKind) {
		start, end := m[0], m[1]
		if len(m) > 2 && m[2] >= 0 {
			start, end = m[2], m[3]
		}
		cue := Cue{ID: k.ID, Text: bounded(text[start:end]), Weight: k.weightAt(text, m[0], m[1])}
		cue.Start, cue.End = view.Origin(start, end)
		cues = append(cues, cue)
	}
	return cues
}

// findWhole is find for a text whose offsets mean nothing: a cue in it stands for the whole of original.
func (k *Kind) findWhole(cues []Cue, plain, original string, view *decode.View) []Cue {
	found := k.find(nil, plain, nil)
	for i := range found {
		found[i].Start, found[i].End = view.Origin(0, len(original))
	}
	return append(cues, found...)
}

func (k *Kind) weightAt(text string, start, end int) float64 {
	if k.Mentionable && mentioned(text, start, end) {
		return k.Weight * damping
	}
	return k.Weight
}

func (k *Kind) candidate(text string) bool {
	lower := strings.ToLower(text)
	for _, w := range k.Keywords {
		if strings.Contains(lower, w) {
			return true
		}
	}
	return false
}

func bounded(s string) string {
	if len(s) > maxCueText {
		return strings.ToValidUTF8(s[:maxCueText], "")
	}
	return s
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package injection scores how much a text reads like instructions addressed to a language model rather than to a person:
// override phrases, role markers, concealment, exfiltration orders, redirected tools, hidden characters, commands behind an
// encoding.
//
// A cue is one such sign, with a weight. One cue rarely proves anything; several within one passage do. A cue that a text
// merely talks about ("detects phrases such as ...") counts for little.
package injection

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/byteclass"
	"github.com/otelcol-mcp/otelcol-mcp/internal/decode"
	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

// DefaultThreshold is the score from which a text counts as an injection.
const DefaultThreshold = 0.4

// Cue is one sign of an injected instruction, found in a text.
type Cue struct {
	// ID names the kind of cue, see Kinds.
	ID string
	// Start and End are the cue's byte offsets in the text given to Scan.
	Start, End int
	// Text is what matched, as decoded; at most maxCueText bytes of it.
	Text string
	// Weight is what the cue contributes, 0 to 1, after damping.
	Weight float64
}

// Result is what Scan found.
type Result struct {
	// Score is 0 to 1.
	Score float64
	// Cues are in order of Start. The strongest of each kind is kept in each passage.
	Cues []Cue
}

// maxCueText bounds Cue.Text.
const maxCueText = 160

// Scan looks for cues in text and in everything encoded inside it. It is safe for concurrent use.
func Scan(text string) Result {
	return ScanDecoded(text, decode.Decode(text, decode.DefaultLimits).Views)
}

// ScanDecoded is Scan for a caller that has decoded the text already.
func ScanDecoded(text string, views []*decode.View) Result {
	cues := scanPlain(nil, text, nil)
	for _, v := range views {
		cues = scanPlain(cues, v.Text, v)
	}
	return Combine(cues)
}

// Combine scores cues that were found in one text.
func Combine(cues []Cue) Result {
	if len(cues) == 0 {
		return Result{}
	}
	slices.SortFunc(cues, func(a, b Cue) int { return a.Start - b.Start })
	return Result{Score: score(cues), Cues: cues}
}

// scanPlain appends the cues of one text, and of the texts a simple disguise hides in it. Their offsets are mapped through
// view where it is not nil.
func scanPlain(cues []Cue, text string, view *decode.View) []Cue {
	cues = scanPatterns(cues, text, view)
	return Unpatterned(cues, text, view, nil)
}

func scanPatterns(cues []Cue, text string, view *decode.View) []Cue {
	scratch := scratches.Get().(*scan.Scratch)
	defer scratches.Put(scratch)
	return FromMatches(cues, own().Find(text, scratch), 0, text, scratch, view)
}

// Unpatterned appends the cues that no rule finds: hidden characters, and what a simple disguise hides. classes is the map of text,
// or nil.
func Unpatterned(cues []Cue, text string, view *decode.View, classes *byteclass.Map) []Cue {
	return unmasked(hiddenCharacters(cues, text, view, classes), text, view)
}

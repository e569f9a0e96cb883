// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/textmap"
)

// Directive is one request in a text.
type Directive struct {
	// Start and End are byte offsets of the request, from its verb to the end of the sentence.
	Start, End int
	// Signs is the weight of the signs around it that it speaks to a model.
	Signs int
}

// Addressed reports whether the request speaks to a model and not to a person.
func (d Directive) Addressed() bool { return d.Signs >= speaksToModel }

const (
	// MaxPerText is how many directives of one text are looked at: the first ones.
	MaxPerText = 256
	// maxSentence ends a sentence that has no end.
	maxSentence = 400
	// minSentence is the shortest request that names anything.
	minSentence = 12
)

// Finder finds directives. It holds scratch space and is not safe for concurrent use.
type Finder struct {
	signs signs
	out   []Directive
	words textmap.Map
}

// Find returns the directives of text, in order. They do not overlap. The slice is valid until the next call.
func (f *Finder) Find(text string) []Directive {
	f.requests(text)
	if len(f.out) > 0 { // signs without a request mean nothing
		f.weigh(text)
	}
	return f.out
}

// Map is the map of the text that Find last found directives in, as far as they go.
func (f *Finder) Map() textmap.Map { return f.words }

// requests finds where the directives are.
func (f *Finder) requests(text string) {
	f.out = f.out[:0]
	ready, done := true, 0
	for i := 0; i < len(text); {
		if !ready {
			if i = quiet(text, i); i == len(text) {
				return
			}
		}
		c := text[i]
		if c == ' ' { // glue, and most of what is between words
			i++
			continue
		}
		if !letter(c) || c == '\'' { // an apostrophe at the start of a word is a quotation mark
			ready = ready && glue(c) || opens(text, i)
			i += separator(text, i)
			continue
		}
		end, key := wordAt(text, i)
		if i < done {
			i = end
			continue
		}
		if len(f.out) == MaxPerText {
			return
		}
		switch r := roleOf.find(text[i:end], key); {
		case r&rPlease != 0:
			ready = true
		case r&rVerb == 0:
			ready = ready && r&rUrging != 0
		case !ready && !coordinated(text, i, end):
		case !isKey(text, end):
			if stop := sentenceEnd(text, end); stop-i >= minSentence {
				f.out = append(f.out, Directive{Start: i, End: stop})
				done = stop
			}
			if done == len(text) {
				return
			}
			ready = false
		default:
			ready = ready && r&rUrging != 0
		}
		i = end
	}
}

// weigh collects the signs in text as far as a directive can have them, and gives each directive its own.
func (f *Finder) weigh(text string) {
	last := f.out[len(f.out)-1]
	to := min(len(text), last.End+after)
	f.words = f.words.Of(text[:min(len(text), to+maxRoleWord)])
	f.signs.read(text, f.words, to)
	for i := range f.out {
		if len(f.signs.found) == 0 {
			return
		}
		from, to := passage(text, f.out[i])
		f.out[i].Signs = f.signs.weigh(from, to)
	}
}

// coordinated reports whether the word at start follows "and" or "then" and has an object: "… and email the details".
func coordinated(text string, start, end int) bool {
	before := text[max(0, start-6):start]
	if !strings.HasSuffix(before, " and ") && !strings.HasSuffix(before, " then ") && !strings.HasSuffix(before, ", ") {
		return false
	}
	next := strings.TrimLeft(text[end:min(len(text), end+8)], " ")
	for _, object := range []string{"the ", "this ", "that ", "it ", "them ", "these ", "those ", "all ", "my ", "your ", "me ", "everything"} {
		if strings.HasPrefix(next, object) {
			return true
		}
	}
	return false
}

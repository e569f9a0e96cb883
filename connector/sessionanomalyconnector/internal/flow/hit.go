// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

// Hit is what a text has in common with one source.
type Hit struct {
	Source Source
	// Bytes is how much of the text, in letters and digits, was in the source and in none before it: in passages or in marks,
	// whichever is more.
	Bytes int
	// Passage is how much was in passages, of earlier sources or not.
	Passage int
	// Marks counts the marks by kind.
	Marks [kinds]uint8
	// Labels are the dlp rules of the pseudonyms among the marks.
	Labels []string
	// Split says that no single text held what was found: it went out in pieces.
	Split bool
	// Grams has a bit for each fingerprint of the passages, of which several share one: what was not sent before sets others.
	Grams uint64

	before      int // what of a passage went out in former pieces
	news        int // the part of Passage that no earlier source said
	marked      int // what marks account for
	end, passed int // how far marks and passages have been counted
}

// Words is how much was in passages, without the values among them.
func (h *Hit) Words() int { return max(0, h.Passage-h.marked) }

// Strong counts the marks that are worth something to a stranger: addresses, account numbers, keys and pseudonyms.
func (h *Hit) Strong() int {
	return int(h.Marks[Email]) + int(h.Marks[Account]) + int(h.Marks[Key]) + int(h.Marks[Pseudonym])
}

func (h *Hit) count(k Kind) {
	if h.Marks[k] < 255 {
		h.Marks[k]++
	}
}

// passage counts a gram. Two grams of one source no further apart than two fingerprints can be belong to one passage.
func (h *Hit) passage(f place, from int, saidBefore bool) {
	i := f.at
	start := max(i, h.passed)
	if h.Passage > 0 && i-h.passed <= maxStride {
		start = h.passed
	}
	n := i + gram - start
	if i+gram <= from {
		h.before, h.passed = h.before+n, i+gram
		return
	}
	if n > 0 {
		h.Passage += n
		h.passed = i + gram
		if !saidBefore {
			h.news += n
		}
	}
	h.Grams |= 1 << f.bit
	h.Split = h.Split || i < from
}

func (h *Hit) mark(k Kind, i, end, from int) {
	h.count(k)
	if end > h.end {
		h.marked += end - max(i, h.end)
		h.end = end
	}
	h.Split = h.Split || i < from
}

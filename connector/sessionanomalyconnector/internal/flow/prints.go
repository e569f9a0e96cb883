// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import "slices"

// long is how many grams for each fingerprint wanted make a text of which a sample is kept.
const long = 40

// fingerprints are the hashes of some grams of the folded text, which it returns until the next call. Find looks every gram of
// an argument up, so that those of a result need no more than to be close enough together. Of a long text the grams with the
// smallest hashes are kept, about as many as are wanted: equal text gives an equal sample wherever it stands, and what the
// caller wrote itself is known again in the result that repeats it.
func (s *Scanner) fingerprints() []uint32 {
	n, want := len(s.folded)-gram+1, s.cfg.PrintsPerText
	if n <= long*want {
		s.prints = spaced(s.prints[:0], s.folded, strideOf(n, want))
	} else if s.prints = smallest(s.prints[:0], s.folded, want); len(s.prints) < want {
		s.prints = spaced(s.prints, s.folded, n/want) // a text that repeats itself may have few
	}
	return s.prints
}

// strideOf gives a short text close fingerprints and a longer one distant ones.
func strideOf(grams, want int) int { return min(max(3*grams/(2*max(want, 1)), 1), maxStride) }

// spaced appends the hash of every stride-th gram.
func spaced(dst []uint32, folded []byte, stride int) []uint32 {
	for i := 0; i+gram <= len(folded); i += stride {
		dst = append(dst, hashGram(folded[i:i+gram]))
	}
	return dst
}

// smallest appends the want smallest hashes of all grams, in order; fewer if the text has a few grams that come again and
// again.
func smallest(dst []uint32, folded []byte, want int) []uint32 {
	const spare = 2 // times as many as wanted are expected below the limit: it is very seldom too low
	limit := uint32(uint64(1<<32-1) / uint64(len(folded)) * uint64(spare*want))
	start := len(dst)
	for len(folded) >= gram {
		if h := hashGram(folded); h < limit {
			dst = append(dst, h)
		}
		folded = folded[1:]
	}
	slices.Sort(dst[start:])
	return dst[:min(len(dst), start+want)]
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

//go:generate go run -C ../../../../internal/tools ./drawn -out ../../connector/sessionanomalyconnector/internal/flow/drawn_amd64.s

import "slices"

// long is how many grams for each fingerprint wanted make a text of which a sample is kept.
const long = 40

// fingerprints are the hashes of some grams of a folded text, which it returns until the next call. Find looks every gram of
// an argument up, so that those of a result need no more than to be close enough together. Of a long text, which may have want, or
// PrintsPerText if that is more, those are kept that draw a small number, about as many as it may have: equal text gives an equal
// sample wherever it stands, and what the caller wrote itself is known again in the result that repeats it.
func (s *Scanner) fingerprints(folded []byte, want int) []uint32 {
	n := len(folded) - gram + 1
	if least := s.cfg.PrintsPerText; n <= long*least {
		s.prints = spaced(s.prints[:0], folded, strideOf(n, least))
		return s.prints
	}
	want = max(want, s.cfg.PrintsPerText)
	if n <= maxStride*want {
		s.prints = spaced(s.prints[:0], folded, maxStride)
	} else if s.prints = drawn(s.prints[:0], folded, want); len(s.prints) < want/2 {
		s.prints = spaced(s.prints, folded, n/want) // a text that repeats itself may have few
	}
	return s.prints
}

// unused is how many fingerprints a long text may have: half of the places that are free, so that of the first results of a session
// small parts are known again, too, and no other has to go for it.
func (s *Scanner) unused(m *Memory) int { return (s.cfg.MaxPrints - m.prints.held) / 2 }

// strideOf gives a short text close fingerprints and a longer one distant ones.
func strideOf(grams, want int) int { return min(max(3*grams/(2*max(want, 1)), 1), maxStride) }

// spaced appends the hash of every stride-th gram.
func spaced(dst []uint32, folded []byte, stride int) []uint32 {
	if len(folded) < gram {
		return dst
	}
	n, more := len(dst), (len(folded)-gram)/stride+1
	dst = slices.Grow(dst, more)[:n+more]
	hashEvery(dst[n:], folded, stride)
	return dst
}

// hashEvery fills dst with the hashes of the grams that are stride apart.
func hashEvery(dst []uint32, folded []byte, stride int) {
	at := 0
	for i := range dst {
		if at < 0 || at > len(folded)-gram {
			return // it never is; the compiler need not check the gram
		}
		dst[i] = hashGram(folded[at : at+gram])
		at += stride
	}
}

// drawn appends the hashes of all grams that draw a number below a limit that want of them are expected to be below; of a text
// that has more than twice as many, the smallest hashes.
func drawn(dst []uint32, folded []byte, want int) []uint32 {
	start, limit := len(dst), uint64(want)<<32/uint64(len(folded))<<32
	dst, folded = drawnAtOnce(dst, folded, limit)
	for len(folded) >= gram+3 {
		b := (*[gram + 3]byte)(folded)
		if draw(b[0:gram]) < limit {
			dst = append(dst, hashGram(b[0:gram]))
		}
		if draw(b[1:1+gram]) < limit {
			dst = append(dst, hashGram(b[1:1+gram]))
		}
		if draw(b[2:2+gram]) < limit {
			dst = append(dst, hashGram(b[2:2+gram]))
		}
		if draw(b[3:3+gram]) < limit {
			dst = append(dst, hashGram(b[3:3+gram]))
		}
		folded = folded[4:]
	}
	for ; len(folded) >= gram; folded = folded[1:] {
		if draw(folded) < limit {
			dst = append(dst, hashGram(folded))
		}
	}
	if found := dst[start:]; len(found) > 2*want {
		slices.Sort(found)
		found = slices.Compact(found)
		return dst[:start+min(len(found), 2*want)]
	}
	return dst
}

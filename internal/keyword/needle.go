// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package keyword

// needleSizes are how many bytes of a pattern the automaton knows at most. Fewer give more places to look at, more give more
// states: the first one is used that does not give too many.
var needleSizes = [...]int{16, 5, 2}

// needle returns the part of a pattern, sets[from:to], that is rarest in text. It has at most size bytes.
func needle(sets []*set, size int) (from, to int) {
	best := 0
	for at := range sets {
		for end := at; end < len(sets) && end-at < size; end++ {
			if score := rarity(sets[at : end+1]); score > best {
				best, from, to = score, at, end+1
			}
		}
	}
	return from, to
}

// rarity says how rare some bytes are, in bits. A class is no good at all: it would multiply the states, so that a needle with
// one must be much rarer than one without.
func rarity(sets []*set) int {
	total := 1
	for _, s := range sets {
		total += s.bits()
	}
	return total
}

// classBits is what a byte counts that is of a class.
const classBits = -8

// bits says how rare the bytes of a set are.
func (s *set) bits() int {
	n, least := 0, 0
	for c, in := range s {
		if in {
			n++
			least = c
		}
	}
	if n > 2 || n == 2 && !isLetter(byte(least)) {
		return classBits
	}
	return rare[least]
}

// rare is how rare a byte is in source code, JSON and prose, in bits, for bytes that are not so rare. Letters count for both
// of their cases.
var rare = func() (t [256]int) {
	for i := range t {
		t[i] = 8
	}
	for bits, chars := range map[int]string{
		3: " e", 4: "taoinsr", 5: "hldcu", 6: "mfpgwyb.,-_\"/\n=", 7: "vk:(){}012;",
	} {
		for _, c := range []byte(chars) {
			t[c] = bits
		}
	}
	return t
}()

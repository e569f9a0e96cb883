// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package keyword

// needleSizes are how many bytes of a pattern the automaton knows at most. Fewer give more places to look at, more give more
// states: the first one is used that does not give too many.
var needleSizes = [...]int{16, 5, 2}

// needle returns the part of a pattern, sets[from:to], that is rarest in text, in the sum of the bits of its bytes. It has at
// most size bytes. Within a pattern it neither begins nor ends with a run of white space.
func needle(sets []*set, size int) (from, to int) {
	bits := make([]int, len(sets))
	for i, s := range sets {
		bits[i] = s.bits()
	}
	best := 0
	for at := range sets {
		total := 0
		for end := at; end < len(sets) && end-at < size; end++ {
			if total += bits[end]; total > best {
				best, from, to = total, at, end+1
			}
		}
	}
	for from > 0 && sets[from] == run {
		from++
	}
	for to < len(sets) && sets[to-1] == run {
		to--
	}
	return from, to
}

// classBits is what a byte counts that is of a class: something, so that a class at the end of a pattern becomes part of the
// needle and spares the places where it does not stand, and little, because a class in the middle adds states.
const classBits = 1

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

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package keyword

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/fold"
)

// joints find the patterns that go on behind the markers of a quotation. The automaton does not read over these: it would have
// three times the states. What stands on either side of a joint can hardly ever belong to a pattern, which four bytes tell, in
// doubt eight.
type joints struct {
	near  [len(looks)][1 << nearBits / 64]uint64 // a bit for every nearKey of the patterns
	lists map[uint32][]joint                     // by the nearKey of the first look
	wide  []joint                                // those that have too many
	edges []joint
}

// joint is a run of white space in a pattern.
type joint struct {
	sets    []*set
	run     int
	pattern int32
}

// looks are which bytes are looked at together, seen from a joint.
var looks = [...][4]int{{-2, -1, 1, 2}, {-3, -2, -1, 1}, {-1, 1, 2, 3}}

const (
	nearBits = 16
	codeBits = 5 // what is looked at of a byte: that of a letter is the same in either case
	codeMask = 1<<codeBits - 1
	maxKeys  = 1 << 12
)

// nearKey is made of four bytes.
func nearKey(a, b, c, d byte) uint32 {
	key := uint32(a&codeMask)<<(3*codeBits) | uint32(b&codeMask)<<(2*codeBits) | uint32(c&codeMask)<<codeBits | uint32(d&codeMask)
	return key * 0x9E3779B1 >> (32 - nearBits)
}

// newJoints returns nil where no pattern has a run of white space.
func newJoints(patterns [][]*set) *joints {
	if !slices.ContainsFunc(patterns, func(sets []*set) bool { return slices.Contains(sets, run) }) {
		return nil
	}
	j := &joints{lists: map[uint32][]joint{}}
	for p, sets := range patterns {
		for i, s := range sets {
			at := joint{sets, i, int32(p)}
			switch {
			case isRun(sets, i):
				j.add(at)
			case s == run && i == 0:
				j.edges = append(j.edges, at)
			}
		}
	}
	return j
}

func (j *joints) add(at joint) {
	var keys [len(looks)][]uint32
	for i, look := range looks {
		if keys[i] = at.keys(look); keys[i] == nil {
			j.wide = append(j.wide, at)
			return
		}
	}
	for i := range keys {
		for _, key := range keys[i] {
			j.near[i][key/64] |= 1 << (key % 64)
		}
	}
	for _, key := range keys[0] {
		j.lists[key] = append(j.lists[key], at)
	}
}

// keys are the different nearKeys that the bytes of a joint may have where it is looked at, or nil where there are too many.
func (at *joint) keys(look [4]int) (all []uint32) {
	var of [4][]byte
	n := 1
	for i, offset := range look {
		of[i] = at.codes(offset)
		n *= len(of[i])
	}
	if n > maxKeys {
		return nil
	}
	for _, a := range of[0] {
		for _, b := range of[1] {
			for _, c := range of[2] {
				for _, d := range of[3] {
					all = append(all, nearKey(a, b, c, d))
				}
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// codes are what is looked at of the byte that stands so far from a joint. Outside of the pattern, and past another run of white
// space, it is anything.
func (at *joint) codes(offset int) (all []byte) {
	var known *set
	if i := at.run + offset; i >= 0 && i < len(at.sets) && !slices.Contains(at.sets[min(i, at.run)+1:max(i, at.run)], run) {
		known = at.sets[i]
	}
	var in [1 << codeBits]bool
	for c := range 256 {
		if known == nil || known[c] {
			in[c&codeMask] = true
		}
	}
	for c := range in {
		if in[c] {
			all = append(all, byte(c))
		}
	}
	return all
}

// scan adds the patterns that stand in a text without its markers alone to the hits.
func (j *joints) scan(text string, buffer *Buffer) {
	all := buffer.markers(text)
	buffer.joined = buffer.joined[:0]
	floor := 0 // where the markers before end
	for i := 0; i < len(all); {
		from, _ := fold.Before(text, all[i].From)
		to, _ := fold.After(text, all[i].To)
		for i++; i < len(all) && all[i].From == to; i++ { // the line has nothing else
			to, _ = fold.After(text, all[i].To)
		}
		if to == len(text) {
			break
		}
		n := len(buffer.joined)
		if !fold.IsSpace(text[to-1]) {
			j.behind(to, text, buffer)
		}
		if from > 0 && j.mayJoin(text, from, to) {
			j.around(from, to, floor, text, buffer)
		}
		if len(buffer.joined) > n+1 {
			slices.SortFunc(buffer.joined[n:], func(x, y Hit) int { return int(x.Start - y.Start) })
		}
		floor = all[i-1].To
	}
	if len(buffer.joined) > 0 {
		buffer.merge()
	}
}

// mayJoin tells whether text[from:to] may be a run of white space in a pattern, its markers being white space, too. Where there are
// markers before it, it does not know.
func (j *joints) mayJoin(text string, from, to int) bool {
	z, a := byteAt(text, from-3), byteAt(text, from-2)
	return fold.IsMarker(a) || fold.IsMarker(z) || len(j.wide) > 0 || j.isNear(text, z, a, from, to)
}

// isNear tells whether the bytes next to a joint, z and a being those before the last one, are those of some pattern.
func (j *joints) isNear(text string, z, a byte, from, to int) bool {
	b, c, d := text[from-1], text[to], byteAt(text, to+1)
	return j.has(0, nearKey(a, b, c, d)) && j.has(1, nearKey(z, a, b, c)) && j.has(2, nearKey(b, c, d, byteAt(text, to+2)))
}

// behind adds the patterns that begin with white space where a marker ends at text[:at].
func (j *joints) behind(at int, text string, buffer *Buffer) {
	for _, e := range j.edges {
		if len(e.sets) == 1 || e.sets[1][text[at]] {
			if end := standsAt(e.sets[1:], buffer.Unquoted(text), at); end > 0 {
				buffer.joined = append(buffer.joined, Hit{Start: int32(at - 1), End: int32(end), Pattern: e.pattern})
			}
		}
	}
}

// around adds the patterns that have text[from:to] as a run of white space in them and begin at floor or after.
func (j *joints) around(from, to, floor int, text string, buffer *Buffer) {
	text = buffer.Unquoted(text)
	a := byteAt(text, from-2)
	if j.isNear(text, byteAt(text, from-3), a, from, to) {
		join(j.lists[nearKey(a, text[from-1], text[to], byteAt(text, to+1))], text, from, to, floor, buffer)
	}
	join(j.wide, text, from, to, floor, buffer)
}

func (j *joints) has(look int, key uint32) bool { return j.near[look][key/64]>>(key%64)&1 != 0 }

func byteAt(text string, at int) byte {
	if at < 0 || at >= len(text) {
		return beforeText
	}
	return text[at]
}

func join(joints []joint, text string, from, to, floor int, buffer *Buffer) {
	for _, at := range joints {
		start := endsAt(at.sets[:at.run], text, from)
		if start < floor {
			continue
		}
		if end := standsAt(at.sets[at.run+1:], text, to); end > 0 {
			buffer.joined = append(buffer.joined, Hit{Start: int32(start), End: int32(end), Pattern: at.pattern})
		}
	}
}

// endsAt returns where what a pattern begins with stands that ends at text[:end], or -1.
func endsAt(sets []*set, text string, end int) int {
	for i, s := range slices.Backward(sets) {
		switch {
		case end == 0 && i == 0 && s[beforeText]:
			return 0
		case end == 0 || !s[text[end-1]]:
			return -1
		case i > 0 && s == run:
			end, _ = fold.Before(text, end)
		default:
			end--
		}
	}
	return end
}

// merge adds what was found at joints to the hits, in the order of their beginnings.
func (b *Buffer) merge() {
	i, k := len(b.hits)-1, len(b.joined)-1
	b.hits = append(b.hits, b.joined...)
	for at := len(b.hits) - 1; k >= 0; at-- {
		if i >= 0 && b.hits[i].Start > b.joined[k].Start {
			b.hits[at] = b.hits[i]
			i--
		} else {
			b.hits[at] = b.joined[k]
			k--
		}
	}
}

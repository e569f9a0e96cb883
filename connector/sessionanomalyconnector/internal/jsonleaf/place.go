// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsonleaf

import "encoding/binary"

// maxMiddle is how much of a member's name is remembered between the first 8 bytes and the last 8: few names are longer.
const maxMiddle = 12

// place is where a leaf was. Texts of one kind have the same keys in the same order, and so do the elements of a list: what
// came after it the last time is what is expected after it.
type place struct {
	path string
	next *place

	// How it was written, if it is a member of an object: the text from its key to its value in parts, which may overlap, and
	// the length of the object's path. Where these are again, so is the path.
	head, mask, last uint64
	middle           [maxMiddle]byte
	size             uint8 // 0 if it is not known
	object           uint16
}

// learn keeps the name of a member of the object whose path is that long.
func (at *place) learn(name string, object int) {
	if len(name) > 8+maxMiddle+8 {
		return
	}
	var head [8]byte
	n := copy(head[:], name)
	at.head, at.mask = binary.LittleEndian.Uint64(head[:]), ^uint64(0)>>(64-8*n)
	if len(name) > 8 {
		at.last = le64(name, len(name)-8)
	}
	if len(name) > 16 {
		copy(at.middle[:], name[8:len(name)-8])
	}
	at.size, at.object = uint8(len(name)), uint16(object)
}

// isAt reports whether the member that begins here is the one that was at a place, and a scalar. It may miss one that the
// text ends with.
func (p *Parser) isAt(pos int, at *place) bool {
	in, size := p.in, int(at.size)
	if pos+max(size, 8) >= len(in) || le64(in, pos)&at.mask != at.head || size == 0 {
		return false
	}
	if size > 8 && le64(in, pos+size-8) != at.last || size > 16 && in[pos+8:pos+size-8] != string(at.middle[:size-16]) {
		return false
	}
	if c := in[pos+size]; c <= ' ' || c == '{' || c == '[' {
		return false
	}
	return len(p.path) == int(at.object) && (at.object == 0 || string(p.path) == at.path[:at.object])
}

// place is the one of the path that was read. It is made once.
func (p *Parser) place() *place {
	if next := p.last.next; next != nil && next.path == string(p.path) {
		return next
	}
	at, ok := p.places[string(p.path)]
	if !ok {
		if len(p.places) >= maxPaths {
			clear(p.places)
			p.start.next, p.last = nil, &p.start // none of those that are left leads to another
		}
		at = &place{path: string(p.path)}
		p.places[at.path] = at
	}
	p.last.next = at
	return at
}

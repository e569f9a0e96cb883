// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !purego

package keyword

import "unsafe"

// maxWalk is how many bytes of a stream are walked at once: the scheduler cannot interrupt assembly.
const maxWalk = 1 << 16

// walkAll walks streams of size bytes that begin part bytes apart, and notes where needles end.
func (m *Matcher) walkAll(text string, part, size int, states *[streams]int, notes []note) []note {
	_ = text[:(streams-1)*part+size] // what is read
	for at := 0; at < size; {
		if len(notes) == cap(notes) {
			notes = append(notes, note{})[:len(notes)]
		}
		room := notes[len(notes):cap(notes)]
		//nolint:gosec // G103: the assembly reads what is checked above and fills room.
		walked, noted := walkStreams(unsafe.StringData(text[at:]), part, min(size-at, maxWalk), &m.row[0], &m.next[0], states,
			(*[1 + streams]int32)(unsafe.Pointer(unsafe.SliceData(room))), len(room))
		for i := range room[:noted] {
			room[i].after += int32(at)
		}
		notes = notes[:len(notes)+noted]
		at += walked
	}
	return notes
}

// walkStreams walks size bytes of the streams, or as far as there is room for notes.
//
//go:noescape
func walkStreams(text *byte, part, size int, row *uint32, next *int16, states *[8]int, notes *[9]int32, room int) (walked, noted int)

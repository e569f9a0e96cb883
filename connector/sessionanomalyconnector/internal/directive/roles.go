// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

import "github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/textmap"

// roleTable finds the roles of a word without a hash of its bytes one by one: every word of every result is looked up, and
// most have none. Words are compared by their first and last eight letters, so none is longer than maxRoleWord.
type roleTable struct {
	slots [roleSlots]roleSlot
}

type roleSlot struct {
	head, tail uint64
	size       uint8
	role       role
}

const (
	roleSlots = 2048 // several times the words, so that most lookups end at the first slot
	// maxRoleWord is the length of the longest word that a table can hold.
	maxRoleWord = 16
)

// roleTableOf makes the table. It panics on a word that does not fit: the lists are constants.
func roleTableOf(words map[string]role) *roleTable {
	t := &roleTable{}
	for w, r := range words {
		if w == "" || len(w) > maxRoleWord {
			panic("directive: no room for the word " + w)
		}
		head := textmap.Eight(w, 0)
		tail := tailOf(w, head)
		at := slotOf(head, tail)
		for t.slots[at].size != 0 {
			at = (at + 1) % roleSlots
		}
		t.slots[at] = roleSlot{head: head, tail: tail, size: uint8(len(w)), role: r}
	}
	return t
}

// find returns the roles of a word of ASCII letters and apostrophes, in whatever case; head is what wordAt says of it.
func (t *roleTable) find(word string, head uint64) role {
	if len(word) > maxRoleWord {
		return 0
	}
	tail := tailOf(word, head)
	for at := slotOf(head, tail); ; at = (at + 1) % roleSlots {
		s := &t.slots[at]
		if s.size == 0 {
			return 0
		}
		if s.head == head && s.tail == tail && int(s.size) == len(word) {
			return s.role
		}
	}
}

func slotOf(head, tail uint64) uint64 {
	return (head*0x9e3779b97f4a7c15 ^ tail*0xc2b2ae3d27d4eb4f) >> 32 % roleSlots
}

// lowerCase is the bit that tells "a" from "A"; the apostrophe has it as well.
const lowerCase = 0x20 * lows

// tailOf is the last eight letters of a word in lower case; of a shorter word, its head again.
func tailOf(word string, head uint64) uint64 {
	if len(word) <= 8 {
		return head
	}
	return textmap.Eight(word, len(word)-8) | lowerCase
}

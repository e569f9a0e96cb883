// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import "hash/maphash"

// index finds sessions by their key: a hash table with open addressing, so that a look-up reads one place, and the sessions of
// several events can be looked up at the same time. The hashes have a seed of their own, since keys come from outside.
type index struct {
	seed  maphash.Seed
	slots []slot // a power of two, of which at most three quarters are taken
	n     int
}

// slot is a session with the hash of its key, or free.
type slot struct {
	hash uint64
	is   *node
}

// minSlots is how many slots the smallest index has.
const minSlots = 16

func newIndex() index { return index{seed: maphash.MakeSeed(), slots: make([]slot, minSlots)} }

func (x *index) hashOf(key string) uint64 { return maphash.String(x.seed, key) }

// fetch reads where a hash is looked for first, and what is there, so that both are in the cache soon. The value says nothing.
func (x *index) fetch(hash uint64) byte {
	if n := x.slots[hash&uint64(len(x.slots)-1)].is; n != nil {
		return byte(n.Of.size)
	}
	return 0
}

// find returns the session of a key, which has this hash, nil for none.
func (x *index) find(key string, hash uint64) *node {
	mask := uint64(len(x.slots) - 1)
	for at := hash & mask; x.slots[at].is != nil; at = (at + 1) & mask {
		if s := &x.slots[at]; s.hash == hash && s.is.Of.session.Key == key {
			return s.is
		}
	}
	return nil
}

// add takes in a session that is not there.
func (x *index) add(n *node) {
	if x.n++; x.n > len(x.slots)/4*3 {
		old := x.slots
		x.slots = make([]slot, 2*len(old))
		for _, s := range old {
			if s.is != nil {
				x.put(s)
			}
		}
	}
	x.put(slot{x.hashOf(n.Of.session.Key), n})
}

func (x *index) put(s slot) {
	mask := uint64(len(x.slots) - 1)
	at := s.hash & mask
	for x.slots[at].is != nil {
		at = (at + 1) & mask
	}
	x.slots[at] = s
}

// remove takes a session out, which is there, and moves those behind it that would not be found any more.
func (x *index) remove(n *node) {
	mask := uint64(len(x.slots) - 1)
	free := x.hashOf(n.Of.session.Key) & mask
	for x.slots[free].is != n {
		free = (free + 1) & mask
	}
	x.n--
	for at := (free + 1) & mask; x.slots[at].is != nil; at = (at + 1) & mask {
		if home := x.slots[at].hash & mask; (at-home)&mask >= (at-free)&mask {
			x.slots[free], free = x.slots[at], at
		}
	}
	x.slots[free] = slot{}
}

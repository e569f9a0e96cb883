// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import "hash/maphash"

// memory remembers short fields that were found clean: telemetry repeats the names of tools, methods and outcomes in every
// record. What was scanned once with the same rules need not be scanned again. It is of a fixed size, forgets what it has no
// room for, and is not safe for concurrent use. The zero value is empty.
type memory struct {
	seed  maphash.Seed
	slots []slot
}

const (
	memorySlots = 1024
	// maxRemembered is the longest name and value that are remembered, in bytes together.
	maxRemembered = 112
)

type slot struct {
	name, size uint8 // bytes of the name, and of name and value
	bytes      [maxRemembered]byte
}

// slot returns where a field is remembered, or nil when it is too long.
func (m *memory) slot(name, value string) *slot {
	if len(name)+len(value) > maxRemembered {
		return nil
	}
	if m.slots == nil {
		m.seed, m.slots = maphash.MakeSeed(), make([]slot, memorySlots)
	}
	return &m.slots[(maphash.String(m.seed, value)+ofName(name))%memorySlots]
}

// ofName tells names apart, as far as their ends do: few have one value in common.
func ofName(name string) uint64 {
	n := uint64(len(name))
	if n >= 4 {
		end := name[len(name)-4:]
		n += uint64(end[0])<<5 + uint64(end[1])<<3 + uint64(end[2])<<11 + uint64(end[3])<<7
	}
	return n * 0x9E3779B97F4A7C15 >> 32
}

// holds tells whether s remembers a field. An empty name is never remembered, so that an empty slot holds nothing.
func (s *slot) holds(name, value string) bool {
	return s != nil && name != "" && int(s.name) == len(name) && int(s.size) == len(name)+len(value) &&
		string(s.bytes[:s.name]) == name && string(s.bytes[s.name:s.size]) == value
}

func (s *slot) remember(name, value string) {
	if s == nil || name == "" {
		return
	}
	n := copy(s.bytes[:], name)
	s.name, s.size = uint8(n), uint8(n+copy(s.bytes[n:], value))
}

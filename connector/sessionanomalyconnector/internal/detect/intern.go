// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import "strings"

const (
	maxInterned    = 16384
	maxInternedLen = 128
)

// Interner shares the storage of names that repeat: tools, servers, users. It holds at most 16,384 strings of at most
// 128 bytes, and as many combinations of names; anything else is copied.
type Interner struct {
	known map[string]string
	calls map[names]*names
}

// NewInterner returns an empty Interner.
func NewInterner() *Interner {
	return &Interner{known: make(map[string]string), calls: make(map[names]*names)}
}

// Intern returns a string equal to s that does not keep s's backing memory alive.
func (i *Interner) Intern(s string) string {
	if known, ok := i.known[s]; ok {
		return known
	}
	own := strings.Clone(s)
	if len(s) <= maxInternedLen && len(i.known) < maxInterned {
		i.known[own] = own
	}
	return own
}

// names returns the event's names, shared with earlier equal ones.
func (i *Interner) names(ev *Event) *names {
	n := names{ev.Method, ev.Tool, ev.Server, ev.Outcome}
	if known, ok := i.calls[n]; ok {
		return known
	}
	own := &names{i.Intern(n.method), i.Intern(n.tool), i.Intern(n.server), i.Intern(n.outcome)}
	if len(i.calls) < maxInterned && len(n.method)+len(n.tool)+len(n.server)+len(n.outcome) <= 4*maxInternedLen {
		i.calls[*own] = own
	}
	return own
}

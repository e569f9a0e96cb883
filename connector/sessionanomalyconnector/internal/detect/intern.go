// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import "strings"

const (
	maxInterned    = 16384
	maxInternedLen = 128
)

// Interner shares the storage of names that repeat: tools, servers, users. It holds at most 16,384 strings of at most
// 128 bytes; anything else is copied.
type Interner struct{ known map[string]string }

// NewInterner returns an empty Interner.
func NewInterner() *Interner { return &Interner{known: make(map[string]string)} }

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

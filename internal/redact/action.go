// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package redact decides what stands in the place of what was found.
package redact

import (
	"errors"
	"fmt"
	"slices"
)

// Action is what is done about a finding. Later ones are stronger: where findings overlap, the strongest wins.
type Action int

// Actions.
const (
	// Tag reports and changes nothing.
	Tag Action = iota
	// Mask keeps the first and last characters.
	Mask
	// Pseudonym writes a keyed pseudonym: equal values stay equal.
	Pseudonym
	// Hash writes the keyed hash alone.
	Hash
	// Redact writes a fixed text.
	Redact
	// Remove writes nothing.
	Remove
	// Drop drops the whole record.
	Drop
)

var names = []string{"tag", "mask", "pseudonym", "hash", "redact", "remove", "drop"}

var errAction = errors.New("action must be one of tag, mask, pseudonym, hash, redact, remove and drop")

func (a Action) String() string { return names[a] }

// ParseAction is the inverse of String.
func ParseAction(s string) (Action, error) {
	i := slices.Index(names, s)
	if i < 0 {
		return 0, fmt.Errorf("%w, not %q", errAction, s)
	}
	return Action(i), nil
}

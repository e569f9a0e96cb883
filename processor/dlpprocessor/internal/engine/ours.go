// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
	"github.com/otelcol-mcp/otelcol-mcp/internal/redact"
)

// maxToken is longer than any pseudonym.
const maxToken = 128

// ours tells whether a match lies in a pseudonym that stands in text already: what an earlier processor wrote is not to be
// found again. The key must be one in use, and the match must not lie in the label alone: else brackets around a secret
// would hide it.
func (e *Engine) ours(text string, s redact.Finding) bool {
	from := max(0, s.Start-maxToken)
	to := min(len(text), s.End+maxToken)
	for _, t := range pseudonym.Find(text[from:to]) {
		labelEnd := from + t.Start + len("[") + len(t.Label)
		if from+t.Start <= s.Start && s.End <= from+t.End && s.End > labelEnd && e.knows(t.KeyID) {
			return true
		}
	}
	return false
}

// knows tells whether pseudonyms are made, or were made until lately, with a key.
func (e *Engine) knows(keyID string) bool {
	return slices.ContainsFunc(e.options.Writer.Keyers, func(k *pseudonym.Keyer) bool { return k.ID() == keyID })
}

// isOurs tells whether all of a value is what this processor writes in the place of a secret.
func (e *Engine) isOurs(value string) bool {
	rest := value
	for _, t := range pseudonym.Find(value) {
		if !e.knows(t.KeyID) {
			return false
		}
		rest = strings.Replace(rest, value[t.Start:t.End], "", 1)
	}
	if rest == "" {
		return true
	}
	if reason, ok := strings.CutPrefix(value, markerPrefix); ok && slices.Contains(Reasons[:], strings.TrimSuffix(reason, markerSuffix)) {
		return true
	}
	return e.keyRule != noRule && e.isWritten(value)
}

// isWritten tells whether a value is what the action of the key rule writes and a second pass could not tell apart.
func (e *Engine) isWritten(value string) bool {
	switch r := &e.options.Rules[e.keyRule]; r.Action {
	case redact.Hash:
		return len(value) == pseudonym.HashLen && strings.Trim(value, "0123456789abcdef") == ""
	case redact.Redact:
		return value == strings.ReplaceAll(e.options.Writer.Text, "{rule}", r.ID)
	case redact.Mask:
		return strings.Trim(value, "*") == ""
	default:
		return false
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// FuzzGuarantee cuts a passage out of a result that is not long and puts it into an argument: Find must see it, wherever it
// begins.
func FuzzGuarantee(f *testing.F) {
	f.Add(passage, uint16(0), uint16(0), "before ", " after")
	f.Add(strings.Repeat(passage, 3), uint16(37), uint16(5), "", "!")
	f.Add(strings.Repeat("aaaaaaab", 90), uint16(1), uint16(0), "a", "b")
	f.Fuzz(func(t *testing.T, result string, start, more uint16, before, after string) {
		s := NewScanner(DefaultConfig())
		letters := string(s.foldText(nil, result, s.cfg.MaxText))
		if len(letters) < Guarantee || len(letters) > long*s.cfg.PrintsPerText {
			return
		}
		from := int(start) % (len(letters) - Guarantee + 1)
		cut := letters[from:min(len(letters), from+Guarantee+int(more))]
		var m Memory
		s.Remember(&m, 1, letters)
		hits := s.Find(&m, before+" "+cut+" "+after)
		if assert.Len(t, hits, 1) {
			assert.GreaterOrEqual(t, hits[0].Passage, gram)
		}
	})
}

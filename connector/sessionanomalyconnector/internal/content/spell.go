// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/directive"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
)

// between stand between the words of a request. A dot may be part of a function's name.
var between = [256]bool{' ': true, '\n': true, '\'': true, '"': true, '`': true, ',': true}

// spell keeps the words of a request that tools could be named by, and whole names of functions, as many as there is room for.
func spell(o *Order, said string) {
	for i := 0; i < len(said) && !o.words.full(); {
		start, hash := i, uint32(fnvBasis)
		for i < len(said) && said[i] >= 'a' && said[i] <= 'z' {
			hash = (hash ^ uint32(said[i])) * fnvPrime
			i++
		}
		if i == len(said) || between[said[i]] {
			if i > start {
				spellPlain(o, said[start:i], hash)
			}
			i++
			continue
		}
		for i < len(said) && !between[said[i]] {
			i++
		}
		spellName(o, said[start:i])
		i++
	}
}

// spellPlain keeps a word in lower case, given its hash.
func spellPlain(o *Order, word string, hash uint32) {
	if o.words.has(hash) && word[len(word)-1] != 's' || directive.Stop(word) {
		return
	}
	if stem := toolclass.Stem(word); len(stem) != len(word) {
		hash = wordHash(stem)
	}
	o.words.add(hash)
}

// spellName keeps the words of what may be a name of several, and the name.
func spellName(o *Order, name string) {
	var room [8]string
	words := toolclass.AppendWords(room[:0], name)
	if len(words) > 1 {
		o.words.add(nameHash(strings.Trim(name, ".()")))
	}
	for _, one := range words {
		if !directive.Stop(one) {
			o.words.add(wordHash(toolclass.Stem(one)))
		}
	}
}

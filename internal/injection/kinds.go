// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import "regexp"

// Kinds lists every kind of cue that a pattern finds.
func Kinds() []*Kind { return kinds }

var kinds = func() []*Kind {
	var all []*Kind
	for _, family := range [][]*Kind{overrides, leaks, markers, concealments, exfiltrations, redirections, personas, commands, translations, compacts} {
		all = append(all, family...)
	}
	for _, k := range all {
		k.re = regexp.MustCompile(k.Pattern)
	}
	return all
}()

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

import "regexp"

// edge is where one data field ends and the next begins, in JSON, in YAML and in the notation of Python.
var edge = regexp.MustCompile(`\n[ \t]*(?:- )?[a-z][a-z0-9_]*:(?:[ \t]|\n)|['"][ \t]*[,}\]][ \t\r\n]*['"{\[}]`)

// before and after are how far around a request, within its data field, signs belong to it.
const before, after = 600, 300

// passage is the range around a request that belongs to it: at most some hundred bytes, and no further than the data field it
// stands in. What a stranger wrote into one field says nothing about the next.
func passage(text string, d Directive) (from, to int) {
	from, to = max(0, d.Start-before), min(len(text), d.End+after)
	if all := edge.FindAllStringIndex(text[from:d.Start], -1); len(all) > 0 {
		from += all[len(all)-1][1] - 1
	}
	if next := edge.FindStringIndex(text[d.End:to]); next != nil {
		to = d.End + next[0]
	}
	return from, to
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

// before and after are how far around a request, within its data field, signs belong to it.
const before, after = 600, 300

// passage is the range around a request that belongs to it: at most some hundred bytes, and no further than the data field it
// stands in. What a stranger wrote into one field says nothing about the next.
func passage(text string, d Directive) (from, to int) {
	from, to = max(0, d.Start-before), min(len(text), d.End+after)
	for i := d.Start - 1; i >= from; i-- {
		if end := edge(text[:d.Start], i); end > 0 {
			return end - 1, next(text, d.End, to)
		}
	}
	return from, next(text, d.End, to)
}

// next is the first edge from i on, or to.
func next(text string, i, to int) int {
	for ; i < to; i++ {
		if edge(text[:to], i) > 0 {
			return i
		}
	}
	return to
}

// edge is the end of what separates one data field from the next, in JSON, in YAML and in the notation of Python, when it
// begins at i; zero when there is none.
func edge(text string, i int) int {
	switch text[i] {
	case '\n':
		return lineKey(text, i+1)
	case '\'', '"':
		return closed(text, i+1)
	}
	return 0
}

// lineKey is the end of a key at the start of a line: "  - name: ".
func lineKey(text string, i int) int {
	i = skip(text, i, " \t")
	if i+1 < len(text) && text[i] == '-' && text[i+1] == ' ' {
		i += 2
	}
	start := i
	for i < len(text) && (text[i] >= 'a' && text[i] <= 'z' || text[i] == '_' || i > start && digit(text[i])) {
		i++
	}
	if i == start || i+1 >= len(text) || text[i] != ':' || text[i+1] != ' ' && text[i+1] != '\n' {
		return 0
	}
	return i + 2
}

// closed is the end of what follows a quotation mark that closes a field: `, "`, `}`, `], {`.
func closed(text string, i int) int {
	i = skip(text, i, " \t")
	if i >= len(text) || text[i] != ',' && text[i] != '}' && text[i] != ']' {
		return 0
	}
	i = skip(text, i+1, " \t\r\n")
	if i < len(text) && (text[i] == '\'' || text[i] == '"' || text[i] == '{' || text[i] == '[' || text[i] == '}') {
		return i + 1
	}
	return 0
}

func skip(text string, i int, set string) int {
	for i < len(text) {
		found := false
		for j := range len(set) {
			found = found || text[i] == set[j]
		}
		if !found {
			break
		}
		i++
	}
	return i
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsontext

import "strings"

// Member is a string or number that is the value of an object's member, or an element of an array that is such a value.
type Member struct {
	// Start and End are the byte offsets of the value in the text, without its quotes.
	Start, End int
	// Value is the value with its escapes undone. It is valid until visit returns.
	Value string
}

// Members calls visit for the members whose key matches, those in JSON inside strings included. Text may hold several
// documents, as JSON Lines does, and end anywhere: what is captured up to a limit does. Where it stops being JSON, the walk
// ends.
func Members(text string, match func(key string) bool, visit func(Member)) {
	members(text, match, visit, 0)
}

func members(text string, match func(key string) bool, visit func(Member), depth int) {
	var flat Flat
	var matched []bool // by depth: whether the key that was read last matches
	p := parser{text: text}
	p.visit = func(t token) {
		level := len(p.stack)
		if t.isKey {
			for len(matched) <= level {
				matched = append(matched, false)
			}
			matched[level] = match(content(text, t, &flat))
			return
		}
		if level > 0 && p.stack[level-1] == ']' {
			level-- // an array counts with what it is the value of
		}
		isMember := level < len(matched) && level > 0 && p.stack[level-1] == '}' && matched[level]
		switch {
		case isMember && t.isString:
			visit(Member{t.start + 1, t.end - 1, content(text, t, &flat)})
		case isMember && isNumber(text[t.start]):
			visit(Member{t.start, t.end, text[t.start:t.end]})
		case t.isString && depth < maxNested:
			nestedMembers(text, t, match, visit, depth)
		}
	}
	for p.space(); p.at < len(text) && p.document(); p.space() {
		p.stack = p.stack[:0]
	}
	if p.cut {
		p.visit(token{p.at, len(text) + 1, true, false})
	}
}

// nestedMembers looks into a string that may hold JSON.
func nestedMembers(text string, t token, match func(key string) bool, visit func(Member), depth int) {
	raw := text[t.start+1 : t.end-1]
	if len(raw) < len(`{"a":1}`) || !Looks(unescapedStart(raw)) {
		return
	}
	var flat Flat
	plain := flat.Set(raw)
	at := t.start + 1
	members(plain, match, func(m Member) {
		m.Start, m.End = flat.Original(m.Start, m.End)
		m.Start, m.End = m.Start+at, m.End+at
		visit(m)
	}, depth+1)
}

// unescapedStart returns content from its first byte that is no escaped white space.
func unescapedStart(content string) string {
	for len(content) > 1 && content[0] == '\\' && strings.IndexByte("ntr", content[1]) >= 0 {
		content = content[2:]
	}
	return content
}

func content(text string, t token, flat *Flat) string {
	raw := text[t.start+1 : t.end-1]
	if strings.IndexByte(raw, '\\') < 0 {
		return raw
	}
	return flat.Set(raw)
}

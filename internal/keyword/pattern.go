// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package keyword

// set is a set of bytes.
type set [256]bool

func setOf(member func(c byte) bool) *set {
	var s set
	for i := range s {
		s[i] = member(byte(i))
	}
	return &s
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isWord(c byte) bool   { return isDigit(c) || isLetter(c) || c == '_' }

var classes = map[byte]*set{
	'd':  setOf(isDigit),
	'D':  setOf(func(c byte) bool { return !isDigit(c) }),
	'a':  setOf(isLetter),
	'w':  setOf(isWord),
	'W':  setOf(func(c byte) bool { return !isWord(c) }),
	'h':  setOf(func(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }),
	't':  setOf(func(c byte) bool { return isWord(c) || c == '-' }),
	'\\': setOf(func(c byte) bool { return c == '\\' }),
}

// parse turns a pattern into one set for each byte it matches.
func parse(pattern string) ([]*set, error) {
	var sets []*set
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		if c != '\\' {
			sets = append(sets, literal(c))
			continue
		}
		i++
		if i == len(pattern) || classes[pattern[i]] == nil {
			return nil, errEscape
		}
		sets = append(sets, classes[pattern[i]])
	}
	switch {
	case len(sets) == 0:
		return nil, errEmpty
	case len(sets) > MaxPattern:
		return nil, errLong
	}
	return sets, nil
}

func literal(c byte) *set {
	return setOf(func(b byte) bool { return b == c || isLetter(c) && isLetter(b) && b|0x20 == c|0x20 })
}

// Len returns how many bytes a pattern matches.
func Len(pattern string) int {
	sets, err := parse(pattern)
	if err != nil {
		return 0
	}
	return len(sets)
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

import (
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/byteskip"
)

// Value is a piece of a request that a later call may use. The strong values (addresses, numbers of accounts and the like)
// are found elsewhere; these are the weak ones, which count only together.
type Value struct {
	Text string
	Name bool // capitalised words rather than a quotation
}

const (
	maxValues   = 12
	maxQuoted   = 80
	minNameWord = 2
)

// Values lists the quotations, small numbers and names of a request.
func Values(request string) []Value { return AppendValues(nil, request) }

// AppendValues is Values for a caller with a slice to reuse, which it gives empty.
func AppendValues(dst []Value, request string) []Value {
	l := list{dst}
	quotes, capitals := hints(request)
	if quotes {
		l.quoted(request)
	}
	l.numbers(request)
	if capitals {
		l.properNames(request)
	}
	return l.values
}

var hintsToSkipTo = byteskip.New(byteskip.Clue{"'\""}, byteskip.Clue{"`"}, byteskip.Clue{"ABCDEFGHIJKLMNO"}, byteskip.Clue{"PQRSTUVWXYZ"})

// hints reports whether a request has any quotation mark and any capital letter.
func hints(request string) (quotes, capitals bool) {
	for i := hintsToSkipTo.Skip(request, 0); i < len(request) && (!quotes || !capitals); i++ {
		switch c := request[i]; {
		case quote(c):
			quotes = true
		case c >= 'A' && c <= 'Z':
			capitals = true
		default:
			continue
		}
		i = hintsToSkipTo.Skip(request, i+1) - 1
	}
	return quotes, capitals
}

func quote(c byte) bool { return c == '\'' || c == '"' || c == '`' }

// list collects values, each once.
type list struct{ values []Value }

func (l *list) add(v Value) {
	same := func(have Value) bool { return have.Text == v.Text }
	if len(l.values) < maxValues && len(v.Text) > 1 && !slices.ContainsFunc(l.values, same) {
		l.values = append(l.values, v)
	}
}

// quoted finds what stands in quotes of any kind. A single quote inside a word is an apostrophe.
func (l *list) quoted(s string) {
	for i := 0; i < len(s); i++ {
		q := s[i]
		if !quote(q) || i > 0 && wordByte(s[i-1]) {
			continue
		}
		for i+1 < len(s) && s[i+1] == q { // doubled quotes, as YAML has them
			i++
		}
		end := i + 1
		for end < len(s) && end-i <= maxQuoted && (s[end] != q || end+1 < len(s) && wordByte(s[end+1])) {
			end++
		}
		if end < len(s) && s[end] == q {
			l.add(Value{Text: s[i+1 : end]})
			i = end
		}
	}
}

func wordByte(c byte) bool { return letter(c) && c != '\'' || digit(c) || c >= 0x80 }

func digit(c byte) bool { return c >= '0' && c <= '9' }

var digitsToSkipTo = byteskip.New(byteskip.Clue{"0123456789"})

// numbers finds amounts and short identifiers of two digits or more.
func (l *list) numbers(s string) {
	for i := digitsToSkipTo.Skip(s, 0); i < len(s); i++ {
		if !digit(s[i]) {
			continue
		}
		end := i
		for end < len(s) && (digit(s[end]) || (s[end] == '.' || s[end] == ',') && end+1 < len(s) && digit(s[end+1])) {
			end++
		}
		if end-i > 1 && (i == 0 || !wordByte(s[i-1])) && (end == len(s) || !wordByte(s[end])) {
			if l.add(Value{Text: strings.ReplaceAll(s[i:end], ",", "")}); len(l.values) == maxValues {
				return
			}
		}
		i = digitsToSkipTo.Skip(s, end) - 1
	}
}

// properNames finds runs of capitalised words after the first word of the request.
func (l *list) properNames(s string) {
	start, words := -1, 0
	flush := func(end int) {
		if words >= minNameWord {
			l.add(Value{Text: strings.TrimSpace(s[start:end]), Name: true})
		}
		start, words = -1, 0
	}
	for i := strings.IndexByte(s, ' '); i >= 0 && i < len(s); {
		if s[i] == ' ' {
			i++
			continue
		}
		end := i
		for end < len(s) && wordByte(s[end]) {
			end++
		}
		switch {
		case end > i && s[i] >= 'A' && s[i] <= 'Z':
			if start < 0 {
				start = i
			}
			words++
			if end < len(s) && s[end] != ' ' {
				flush(end)
			}
		default:
			flush(i)
		}
		i = max(end, i+1)
	}
	flush(len(s))
}

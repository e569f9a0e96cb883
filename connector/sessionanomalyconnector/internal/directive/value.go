// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

import (
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/textmap"
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
func Values(request string) []Value {
	return AppendValues(nil, request, textmap.Map(nil).Of(request), 0, len(request))
}

// AppendValues is Values for a request in a text, with its map, and for a caller with a slice to reuse, which it gives empty.
func AppendValues(dst []Value, text string, m textmap.Map, start, end int) []Value {
	l := list{values: dst}
	if first := m.Next(textmap.Quote, start, end); first < end {
		l.quoted(text[:end], m, start, first)
	}
	l.numbers(text[:end], m, start)
	if m.Next(textmap.Upper, start, end) < end {
		l.properNames(text[start:end])
	}
	return l.values
}

func quote(c byte) bool { return c == '\'' || c == '"' || c == '`' }

// list collects values, each once.
type list struct {
	values []Value
	ends   uint64 // of the values, by their last two bytes: most end as no other does
}

func (l *list) add(v Value) {
	size := len(v.Text)
	if len(l.values) == maxValues || size < 2 {
		return
	}
	end := uint64(1) << ((v.Text[size-1] ^ v.Text[size-2]<<2) & 63)
	if l.ends&end != 0 && slices.ContainsFunc(l.values, func(have Value) bool { return have.Text == v.Text }) {
		return
	}
	l.ends |= end
	l.values = append(l.values, v)
}

// quoted finds what stands in quotes of any kind behind start, where the first quote is at i. A single quote inside a word is an
// apostrophe.
func (l *list) quoted(s string, m textmap.Map, start, i int) {
	for ; i < len(s); i = m.Next(textmap.Quote, i+1, len(s)) {
		q := s[i]
		if i > start && wordByte(s[i-1]) {
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

// wordBytes are letters, digits and what is not ASCII.
var wordBytes = func() (t [256]bool) {
	for c := range t {
		t[c] = letter(byte(c)) && c != '\'' || digit(byte(c)) || c >= 0x80
	}
	return t
}()

func wordByte(c byte) bool { return wordBytes[c] }

func digit(c byte) bool { return c >= '0' && c <= '9' }

// numbers finds amounts and short identifiers of two digits or more, behind start.
func (l *list) numbers(s string, m textmap.Map, start int) {
	for i := m.Next(textmap.Digit, start, len(s)); i < len(s); {
		end, grouped := m.End(textmap.Digit, i, len(s)), false
		for end+1 < len(s) && (s[end] == '.' || s[end] == ',') && digit(s[end+1]) {
			grouped = grouped || s[end] == ','
			end = m.End(textmap.Digit, end+1, len(s))
		}
		if end-i > 1 && (i == start || !wordByte(s[i-1])) && (end == len(s) || !wordByte(s[end])) {
			number := s[i:end]
			if grouped {
				number = strings.ReplaceAll(number, ",", "")
			}
			if l.add(Value{Text: number}); len(l.values) == maxValues {
				return
			}
		}
		i = m.Next(textmap.Digit, end, len(s))
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

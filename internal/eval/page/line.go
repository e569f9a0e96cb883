// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"
)

// line is one EVAL or BENCH line: a name, key=value fields, a verdict, a note.
type line struct {
	kind, name, verdict, note string
	fields                    map[string]string
}

// parse reads a line; ok is false for every other kind of output.
func parse(text string) (l line, ok bool) {
	text, l.note, _ = strings.Cut(strings.TrimSpace(text), " # ")
	words := strings.Fields(text)
	if len(words) < 3 || words[0] != "EVAL" && words[0] != "BENCH" {
		return line{}, false
	}
	l.kind, l.fields = words[0], map[string]string{}
	var name []string
	for i, w := range words[1:] {
		key, value, isField := strings.Cut(w, "=")
		switch {
		case isField:
			l.fields[key] = value
		case w == "ok" || w == "SHORT":
			l.verdict = w
		case w == "skipped":
			l.verdict = strings.Join(words[i+1:], " ")
			l.name = strings.Join(name, " ")
			return l, true
		default:
			name = append(name, w)
		}
	}
	l.name = strings.Join(name, " ")
	return l, true
}

// row renders the line for the table of its kind.
func (l line) row() string {
	cells := []string{l.name, l.fields["value"], l.fields["n"], l.fields["ci"], l.fields["floor"], l.verdict, l.note}
	if l.kind == "BENCH" {
		cells = []string{l.name, strings.TrimSpace(l.fields["value"] + " " + l.fields["unit"]), l.fields["against"], l.fields["floor"], l.verdict, l.note}
	}
	return "| " + strings.Join(cells, " | ") + " |\n"
}

// head is the head of the table for a kind of line.
func head(kind string) string {
	if kind == "BENCH" {
		return "| what | value | against | floor | | note |\n|---|--:|---|--:|---|---|\n"
	}
	return "| set and measure | value | n | 95% interval | floor | | note |\n|---|--:|--:|---|--:|---|---|\n"
}

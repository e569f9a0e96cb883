// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package show prints what the demo brought about, to be read at a glance.
package show

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/telemetry"
)

const width = 118

// Screen writes sections of text. Colours are used when the output is a terminal.
type Screen struct {
	Out    io.Writer
	Colour bool
}

// Heading starts a section.
func (s Screen) Heading(text string) {
	fmt.Fprintf(s.Out, "\n%s\n", s.paint("1", "── "+text+" "+strings.Repeat("─", max(0, width-len(text)-4))))
}

// Step tells what is being done.
func (s Screen) Step(text string) { fmt.Fprintf(s.Out, "  • %s\n", text) }

// Line prints a label and a value.
func (s Screen) Line(label, value string) { fmt.Fprintf(s.Out, "  %-16s %s\n", label, value) }

var severities = []string{"critical", "high", "medium", "low", "info"}

// Findings prints each finding with its evidence, the gravest first.
func (s Screen) Findings(found []telemetry.Record) {
	sorted := slices.Clone(found)
	slices.SortStableFunc(sorted, func(a, b telemetry.Record) int {
		return slices.Index(severities, a.Get(telemetry.Severity)) - slices.Index(severities, b.Get(telemetry.Severity))
	})
	for _, f := range sorted {
		s.finding(f)
	}
}

func (s Screen) finding(f telemetry.Record) {
	severity := f.Get(telemetry.Severity)
	fmt.Fprintf(s.Out, "  %s  %s  %s\n", s.paint(colourOf(severity), fmt.Sprintf("%-8s", strings.ToUpper(severity))),
		s.paint("1", f.Get(telemetry.Detector)), f.Get(telemetry.Title))
	s.wrapped("           ", f.Get(telemetry.Description))
	if v, ok := f.Attrs.Get(telemetry.Evidence); ok && v.Type() == pcommon.ValueTypeSlice {
		for _, e := range v.Slice().All() {
			fmt.Fprintf(s.Out, "           %s\n", s.paint("2", clip("│ "+entry(e), width)))
		}
	}
	fmt.Fprintf(s.Out, "           runbook: %s\n\n", f.Get(telemetry.Runbook))
}

// entry renders one piece of evidence: when, what, how it ended, and what part it played.
func entry(v pcommon.Value) string {
	if v.Type() != pcommon.ValueTypeMap {
		return v.AsString()
	}
	get := func(key string) string {
		e, ok := v.Map().Get(key)
		if !ok {
			return ""
		}
		return e.AsString()
	}
	when, err := time.Parse(time.RFC3339Nano, get("time"))
	if err != nil {
		return v.AsString()
	}
	what := strings.TrimSpace(get("method") + " " + get("tool"))
	return strings.TrimSpace(fmt.Sprintf("%s  %-26s %-12s %s", when.Format("15:04:05.000"), what, get("outcome"), get("role")))
}

// Beside prints what was on the wire next to what was written.
func (s Screen) Beside(wire, written string) {
	s.paragraph("on the wire", "31", wire)
	s.paragraph("in the audit trail", "32", written)
}

func (s Screen) paragraph(label, colour, text string) {
	fmt.Fprintf(s.Out, "  %s\n", s.paint(colour, label))
	s.wrapped("    ", text)
}

// Metrics prints the lines of a scrape whose names begin with one of the prefixes.
func (s Screen) Metrics(scrape string, prefixes ...string) {
	for line := range strings.Lines(scrape) {
		if slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(line, p) }) {
			fmt.Fprintf(s.Out, "  %s\n", strings.TrimSuffix(line, "\n"))
		}
	}
}

func (s Screen) wrapped(indent, text string) {
	line := indent
	for word := range strings.FieldsSeq(text) {
		if len(line)+len(word) >= width && strings.TrimSpace(line) != "" {
			fmt.Fprintln(s.Out, line)
			line = indent
		}
		if line != indent {
			line += " "
		}
		line += word
	}
	fmt.Fprintln(s.Out, line)
}

func (s Screen) paint(code, text string) string {
	if !s.Colour {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func colourOf(severity string) string {
	switch severity {
	case "critical":
		return "1;37;41"
	case "high":
		return "1;31"
	case "medium":
		return "33"
	default:
		return "36"
	}
}

func clip(text string, n int) string {
	if r := []rune(text); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return text
}

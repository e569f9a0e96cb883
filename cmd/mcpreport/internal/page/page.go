// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/cmd/mcpreport/internal/report"
)

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

// Render writes the page.
func Render(w io.Writer, r *report.Report) error {
	t, err := template.New("page").Funcs(funcs).Parse(pageHTML)
	if err != nil {
		return err
	}
	return t.Execute(w, struct {
		*report.Report

		CSS      template.CSS
		Timeline timeline
		Latency  bars
		Severity []chip
	}{r, template.CSS(pageCSS), timelineOf(r.Timeline), latencyOf(r.Latency), chips(r.Severity)}) //nolint:gosec // G203: our own style sheet.
}

var funcs = template.FuncMap{
	"clock":   func(t time.Time) string { return t.Format("15:04:05") },
	"date":    func(t time.Time) string { return t.Format("2 Jan 2006 15:04") },
	"iso":     func(t time.Time) string { return t.Format(time.RFC3339) },
	"moment":  moment,
	"seconds": seconds,
	"percent": func(v float64) string { return strconv.FormatFloat(100*v, 'f', 1, 64) + "%" },
	"whole":   func(v float64) string { return strconv.FormatFloat(100*v, 'f', 0, 64) },
	"share":   share,
	"number":  number,
	"size":    report.Size,
	"plural": func(n int, noun string) string {
		return strings.Replace(report.Plural(n, noun), strconv.Itoa(n), number(n), 1)
	},
	"sum":   func(a, b int) int { return a + b },
	"plain": func(v float64) string { return strconv.FormatFloat(v, 'g', 4, 64) },
	"short": short,
	"page":  func(url string) string { return strings.TrimSuffix(url[strings.LastIndex(url, "/")+1:], ".md") },
	"web":   func(url string) bool { return strings.HasPrefix(url, "https://") },
	"class": outcomeClass,
}

// moment shortens the time of an evidence step to the clock.
func moment(s string) string {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return s
	}
	return t.UTC().Format("15:04:05")
}

// seconds prints a duration with two or three digits that matter.
func seconds(v float64) string {
	switch {
	case v == 0:
		return "–"
	case v < 0.001:
		return fmt.Sprintf("%.0f\u00a0µs", v*1e6)
	case v < 0.01:
		return fmt.Sprintf("%.1f\u00a0ms", v*1e3)
	case v < 1:
		return fmt.Sprintf("%.0f\u00a0ms", v*1e3)
	case v < 120:
		return fmt.Sprintf("%.2f\u00a0s", v)
	}
	return fmt.Sprintf("%.0f\u00a0min", v/60)
}

// share is the part of a whole in percent, for the width of a bar.
func share(part, whole int) string {
	if whole == 0 {
		return "0"
	}
	return strconv.FormatFloat(math.Round(1000*float64(part)/float64(whole))/10, 'f', -1, 64)
}

// number groups digits by thousands.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}

// short keeps the start and the end of a long identifier.
func short(s string) string {
	const start, end = 18, 8
	runes := []rune(s)
	if len(runes) <= start+end+1 {
		return s
	}
	return string(runes[:start]) + "…" + string(runes[len(runes)-end:])
}

func outcomeClass(outcome string) string {
	switch outcome {
	case "success":
		return "ok"
	case "access_denied", "auth_failed", "rate_limited", "budget_exceeded", "dlp_blocked", "validation_rejected":
		return "refused"
	}
	return "failed"
}

// chip is a severity and how often it occurred.
type chip struct {
	Name  string
	Count int
}

func chips(counts map[string]int) []chip {
	var out []chip
	for _, name := range []string{"critical", "high", "medium", "low", "info"} {
		out = append(out, chip{name, counts[name]})
	}
	return out
}

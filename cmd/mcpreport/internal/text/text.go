// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package text prints a report for a terminal or a mail.
package text

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/cmd/mcpreport/internal/report"
)

// Render writes the report as plain text.
func Render(w io.Writer, r *report.Report) error {
	var out strings.Builder
	fmt.Fprintf(&out, "MCP security report, %s to %s UTC\n\n%s\n", stamp(r.From), stamp(r.To), r.Verdict.Text)
	summary(&out, r)
	findings(&out, r)
	sessions(&out, r)
	tops(&out, r)
	retention(&out, r)
	_, err := io.WriteString(w, out.String())
	return err
}

func stamp(t time.Time) string { return t.Format("2006-01-02 15:04") }

func heading(out *strings.Builder, title string) {
	fmt.Fprintf(out, "\n%s\n%s\n", title, strings.Repeat("-", len(title)))
}

func summary(out *strings.Builder, r *report.Report) {
	heading(out, "Summary")
	t := r.Totals
	columns(out, [][]string{
		{"tool calls", strconv.Itoa(t.Calls), fmt.Sprintf("%.1f%% succeeded, %d failed", 100*t.SuccessRate, t.Failed)},
		{"operations", strconv.Itoa(t.Operations), fmt.Sprintf("%d refused", t.Refused)},
		{"latency", "p95 " + seconds(r.Latency.P95), fmt.Sprintf("p50 %s, p99 %s, max %s", seconds(r.Latency.P50), seconds(r.Latency.P99), seconds(r.Latency.Max))},
		{"sessions", strconv.Itoa(t.Sessions), fmt.Sprintf("%d users, %d servers, %d tools", t.Users, t.Servers, t.Tools)},
		{"sensitive data", strconv.Itoa(t.DLPMatches), "matches found by DLP"},
		{"findings", strconv.Itoa(t.Findings), bySeverity(r.Severity)},
	})
}

func bySeverity(counts map[string]int) string {
	var parts []string
	for _, s := range []string{"critical", "high", "medium", "low", "info"} {
		if counts[s] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[s], s))
		}
	}
	return strings.Join(parts, ", ")
}

func findings(out *strings.Builder, r *report.Report) {
	if len(r.Findings) == 0 {
		return
	}
	heading(out, "Findings")
	for i := range r.Findings {
		finding(out, &r.Findings[i])
	}
	if r.More > 0 {
		fmt.Fprintf(out, "%d more are in the findings file.\n", r.More)
	}
}

func finding(out *strings.Builder, f *report.Finding) {
	fmt.Fprintf(out, "[%s] %s  %s (%s)\n", strings.ToUpper(f.Severity), stamp(f.Time), f.Title, f.Detector)
	for _, line := range [][2]string{
		{"session", f.Session}, {"user", f.User}, {"tool", f.Tool}, {"server", f.Server}, {"client", f.Client}, {"runbook", f.Runbook},
	} {
		if line[1] != "" {
			fmt.Fprintf(out, "    %-8s %s\n", line[0], line[1])
		}
	}
	for _, c := range f.Evidence {
		what := c.Tool
		if what == "" {
			what = c.Method
		}
		fmt.Fprintln(out, strings.TrimRight(fmt.Sprintf("    > %s  %-24s %-16s %s", clock(c.Time), what, c.Outcome, c.Role), " "))
	}
	out.WriteString("\n")
}

func clock(s string) string {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return s
	}
	return t.UTC().Format("15:04:05")
}

func sessions(out *strings.Builder, r *report.Report) {
	if len(r.Sessions) == 0 {
		return
	}
	heading(out, "Sessions worth a look")
	rows := [][]string{{"score", "session", "user", "calls", "why"}}
	for _, s := range r.Sessions {
		rows = append(rows, []string{strconv.Itoa(s.Score), s.Key, s.User, strconv.Itoa(s.Calls), strings.Join(s.Reasons, ", ")})
	}
	columns(out, rows)
}

func tops(out *strings.Builder, r *report.Report) {
	heading(out, "Top tools")
	rows := [][]string{{"tool", "server", "calls", "failed", "p95"}}
	for _, t := range r.Tools {
		rows = append(rows, []string{t.Tool, t.Server, strconv.Itoa(t.Calls), strconv.Itoa(t.Failed), seconds(t.P95)})
	}
	columns(out, rows)

	heading(out, "Top users")
	rows = [][]string{{"user", "operations", "failed", "refused", "findings"}}
	for _, u := range r.Users {
		rows = append(rows, []string{u.User, strconv.Itoa(u.Calls), strconv.Itoa(u.Failed), strconv.Itoa(u.Refused), strconv.Itoa(u.Findings)})
	}
	columns(out, rows)

	heading(out, "Refusals")
	rows = [][]string{{"outcome", "who", "tool", "times"}}
	for _, f := range r.Refusals {
		rows = append(rows, []string{f.Outcome, f.Who, f.Tool, strconv.Itoa(f.Count)})
	}
	columns(out, rows)

	heading(out, "Sensitive data")
	rows = [][]string{{"rule", "category", "action", "matches"}}
	for _, d := range r.DLP {
		rows = append(rows, []string{d.Rule, d.Category, d.Action, strconv.Itoa(d.Count)})
	}
	columns(out, rows)
}

func retention(out *strings.Builder, r *report.Report) {
	heading(out, "Retention")
	for _, a := range r.Retention.Advice {
		fmt.Fprintf(out, "- %s\n", a)
	}
	if len(r.Notes) > 0 {
		heading(out, "Notes")
	}
	for _, n := range r.Notes {
		fmt.Fprintf(out, "- %s\n", n)
	}
}

func columns(out *strings.Builder, rows [][]string) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(w, strings.Join(row, "\t"))
	}
	_ = w.Flush() // a strings.Builder does not fail
}

func seconds(v float64) string {
	return time.Duration(v * float64(time.Second)).Round(10 * time.Microsecond).String()
}

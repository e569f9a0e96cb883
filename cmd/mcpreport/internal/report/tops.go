// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"cmp"
	"slices"
)

func (b *Builder) topTools() []Tool {
	out := []Tool{}
	for key, s := range b.tools.rows {
		out = append(out, Tool{Tool: key[0], Server: key[1], Calls: s.calls, Failed: s.failed, P95: s.latency.quantile(0.95)})
	}
	return largest(out, b.opts.Top, func(t Tool) (int, string) { return t.Calls, t.Tool + "|" + t.Server })
}

func (b *Builder) topUsers() []User {
	out := []User{}
	for _, u := range b.users.rows {
		out = append(out, *u)
	}
	return largest(out, b.opts.Top, func(u User) (int, string) { return u.Calls, u.User })
}

func (b *Builder) topRefusals() []Refusal {
	out := []Refusal{}
	for r, n := range b.refusals.rows {
		r.Count = *n
		out = append(out, r)
	}
	return largest(out, b.opts.Top, func(r Refusal) (int, string) { return r.Count, r.Outcome + "|" + r.Who + "|" + r.Tool })
}

func (b *Builder) topDLP() []DLP {
	out := []DLP{}
	for d, n := range b.dlp.rows {
		d.Count = *n
		out = append(out, d)
	}
	return largest(out, b.opts.Top, func(d DLP) (int, string) { return d.Count, d.Rule + "|" + d.Action })
}

// largest sorts rows by size, then by name so that equal ones keep their place, and cuts the list.
func largest[T any](rows []T, limit int, by func(T) (int, string)) []T {
	slices.SortFunc(rows, func(x, y T) int {
		nx, sx := by(x)
		ny, sy := by(y)
		return cmp.Or(cmp.Compare(ny, nx), cmp.Compare(sx, sy))
	})
	return rows[:min(limit, len(rows))]
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package lint

import (
	"regexp"
	"slices"
	"strings"
)

const columns = 24

var used = regexp.MustCompile(`\$\{?(\w+)`)

// builtIn are the variables that Grafana itself fills in.
var builtIn = []string{"__interval", "__rate_interval", "__range", "__auto", "__url_time_range", "__value"}

func (l *linter) ids() {
	seen := map[int]string{}
	for _, p := range l.Panels {
		if other, ok := seen[p.ID]; ok || p.ID == 0 {
			l.bad("panels %q and %q share the id %d", other, p.Title, p.ID)
		}
		seen[p.ID] = p.Title
	}
}

func (l *linter) grid() {
	for i, a := range l.Panels {
		g := a.GridPos
		if g.W < 1 || g.H < 1 || g.X < 0 || g.Y < 0 || g.X+g.W > columns {
			l.bad("panel %q is off the grid: %+v", a.Title, g)
		}
		for _, b := range l.Panels[:i] {
			if overlap(g, b.GridPos) {
				l.bad("panels %q and %q overlap", b.Title, a.Title)
			}
		}
	}
}

func overlap(a, b gridPos) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

func (l *linter) panel(p panel) {
	if p.Title == "" {
		l.bad("panel %d has no title", p.ID)
	}
	if !slices.Contains(kinds, p.Type) {
		l.bad("panel %q: type %q", p.Title, p.Type)
	}
	if p.Type == "row" {
		return
	}
	if len(p.Description) < 40 || !strings.HasSuffix(p.Description, ".") {
		l.bad("panel %q: the description must be a sentence that says what to do when it looks bad", p.Title)
	}
	if p.Datasource != nil {
		l.datasource("panel "+p.Title, *p.Datasource)
	}
	for _, t := range p.Transformations {
		if !slices.Contains(transformations, t.ID) {
			l.bad("panel %q: transformation %q", p.Title, t.ID)
		}
	}
	l.looks(p)
	l.targets(p)
}

func (l *linter) looks(p panel) {
	if p.FieldConfig.Defaults.Unit == "" {
		l.bad("panel %q has no unit", p.Title)
	}
	if len(p.FieldConfig.Defaults.Thresholds.Steps) == 0 {
		l.bad("panel %q has no thresholds", p.Title)
	}
	if _, ok := p.Options["legend"]; !ok && (p.Type == "timeseries" || p.Type == "heatmap") {
		l.bad("panel %q has no legend", p.Title)
	}
}

func (l *linter) targets(p panel) {
	if len(p.Targets) == 0 && p.Type != "alertlist" {
		l.bad("panel %q has no query", p.Title)
	}
	refs := map[string]bool{}
	for _, t := range p.Targets {
		if refs[t.RefID] || t.RefID == "" {
			l.bad("panel %q: refId %q is empty or used twice", p.Title, t.RefID)
		}
		refs[t.RefID] = true
		l.datasource("panel "+p.Title, t.Datasource)
		if p.Type == "timeseries" && t.Datasource.Type == "prometheus" && t.LegendFormat == "" {
			l.bad("panel %q: query %s has no legend", p.Title, t.RefID)
		}
		for _, m := range used.FindAllStringSubmatch(t.Expr+" "+t.Query, -1) {
			if !l.has(m[1]) && !slices.Contains(builtIn, m[1]) {
				l.bad("panel %q: query %s uses $%s, which is no variable of the dashboard", p.Title, t.RefID, m[1])
			}
		}
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package lint holds the rules that a dashboard must keep, read from its JSON as Grafana reads it: data sources are
// variables, panels have a description, a unit, thresholds and a legend, nothing overlaps, ids are unique, times are
// relative.
package lint

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// minSchema is the v1 schema of Grafana 11.
const minSchema = 39

// kinds are the panel types that Grafana 11 and 12 both have.
var kinds = []string{
	"alertlist", "bargauge", "heatmap", "logs", "row", "stat", "state-timeline", "table", "timeseries",
}

// transformations are those of Grafana 11 and 12 that the dashboards use; one that Grafana does not know empties the panel.
var transformations = []string{"extractFields", "filterFieldsByName", "groupingToMatrix", "merge", "organize", "renameByRegex"}

var absoluteTime = regexp.MustCompile(`^\d{4}-|^\d{10,}$`)

// Check returns every mistake in a dashboard.
func Check(content []byte) []string {
	var d dashboard
	if err := json.Unmarshal(content, &d); err != nil {
		return []string{err.Error()}
	}
	l := &linter{dashboard: d}
	l.head()
	l.variables()
	l.ids()
	l.grid()
	for _, p := range d.Panels {
		l.panel(p)
	}
	return l.problems
}

type linter struct {
	dashboard
	problems []string
}

func (l *linter) bad(format string, args ...any) {
	l.problems = append(l.problems, fmt.Sprintf(format, args...))
}

func (l *linter) head() {
	if l.Title == "" || l.UID == "" || l.Description == "" {
		l.bad("title, uid and description are required")
	}
	if len(l.UID) > 40 {
		l.bad("uid %q is longer than Grafana's 40 characters", l.UID)
	}
	if l.ID != nil {
		l.bad("id must be null: Grafana gives it")
	}
	if l.SchemaVersion < minSchema {
		l.bad("schemaVersion %d is below %d", l.SchemaVersion, minSchema)
	}
	for _, t := range []string{l.Time.From, l.Time.To} {
		if absoluteTime.MatchString(t) || !strings.HasPrefix(t, "now") {
			l.bad("time %q is absolute", t)
		}
	}
	if len(l.Links) == 0 {
		l.bad("no link to the other dashboards")
	}
}

func (l *linter) variables() {
	var kinds []string
	for _, v := range l.Templating.List {
		kinds = append(kinds, v.Type)
		if v.Label == "" {
			l.bad("variable %s has no label", v.Name)
		}
		if v.Datasource != nil {
			l.datasource("variable "+v.Name, *v.Datasource)
		}
	}
	if !slices.Contains(kinds, "datasource") {
		l.bad("no data source variable")
	}
}

func (l *linter) datasource(where string, ds datasource) {
	if !strings.HasPrefix(ds.UID, "${") || !l.has(strings.Trim(ds.UID, "${}")) {
		l.bad("%s: data source %q is not one of the dashboard's variables", where, ds.UID)
	}
	if ds.Type == "" {
		l.bad("%s: data source without a type", where)
	}
}

func (l *linter) has(variable string) bool {
	return slices.ContainsFunc(l.Templating.List, func(v variableJSON) bool { return v.Name == variable })
}

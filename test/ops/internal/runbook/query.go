// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package runbook

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Query is what a LogQL query of a runbook asks for.
type Query struct {
	Index  string // "audit" or "findings"
	Where  []Condition
	Fields []string // those it shows or counts by
}

// Condition is on one field. Op is one of = != >= exists absent matches.
type Condition struct {
	Field, Op, Value string
}

var (
	logqlInner = regexp.MustCompile(`(?s)\{service_name=~"\.\+"\}(.*?)(?: \[24h\].*)?$`)
	logqlBy    = regexp.MustCompile(`sum by \(([^)]*)\)`)
	logqlStage = regexp.MustCompile(`^(\w+)\s*(=~|!=|>=|=)\s*"?(.*?)"?$`)
)

// LogQL reads a query. Keys are the known fields, which LogQL writes with underscores.
func LogQL(code string, keys map[string]string) (Query, error) {
	code = strings.TrimSpace(code)
	m := logqlInner.FindStringSubmatch(code)
	if m == nil {
		return Query{}, fmt.Errorf("no stream selector in %s", code)
	}
	original := map[string]string{"event_name": "event"}
	for k := range keys {
		original[strings.ReplaceAll(k, ".", "_")] = k
	}
	q := Query{}
	for stage := range strings.SplitSeq(strings.TrimPrefix(m[1], " | "), " | ") {
		s := logqlStage.FindStringSubmatch(stage)
		if s == nil {
			return q, fmt.Errorf("stage %q", stage)
		}
		q.Where = append(q.Where, logqlCondition(name(original, s[1]), s[2], s[3]))
	}
	q.Index = "audit"
	if q.Where[0].Op == "exists" {
		q.Index = "findings"
	}
	q.Where = q.Where[1:]
	if by := logqlBy.FindStringSubmatch(code); by != nil {
		for f := range strings.SplitSeq(by[1], ", ") {
			q.Fields = append(q.Fields, name(original, f))
		}
	}
	return q, nil
}

func name(original map[string]string, field string) string {
	if k, ok := original[field]; ok {
		return k
	}
	return field
}

func logqlCondition(field, op, value string) Condition {
	switch {
	case op == "=" && value == "":
		return Condition{field, "absent", ""}
	case op == "!=" && value == "":
		return Condition{field, "exists", ""}
	case op == "=~":
		return Condition{field, "matches", value}
	}
	return Condition{field, op, value}
}

// Count is how many records meet every condition.
func (q Query) Count(records []map[string]any) int {
	n := 0
	for _, r := range records {
		if q.matches(r) {
			n++
		}
	}
	return n
}

func (q Query) matches(r map[string]any) bool {
	for _, c := range q.Where {
		if !c.holds(r[c.Field]) {
			return false
		}
	}
	return true
}

func (c Condition) holds(v any) bool {
	text := ""
	if v != nil {
		text = fmt.Sprint(v)
	}
	switch c.Op {
	case "exists":
		return v != nil
	case "absent":
		return v == nil
	case "=":
		return v != nil && text == c.Value
	case "!=":
		return v != nil && text != c.Value
	case "matches":
		return v != nil && regexp.MustCompile("^(?:"+c.Value+")$").MatchString(text)
	case ">=":
		limit, err := strconv.ParseFloat(c.Value, 64)
		number, isNumber := v.(float64)
		return err == nil && isNumber && number >= limit
	}
	return false
}

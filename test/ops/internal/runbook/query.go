// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package runbook

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Query is what a LogQL, SPL or ES|QL query of a runbook asks for.
type Query struct {
	Index  string // "audit" or "findings"
	Where  []Condition
	Fields []string // those it shows or counts by
}

// Condition is on one field. Op is one of = != >= exists absent matches.
type Condition struct {
	Field, Op, Value string
}

// Parse reads a query of one of the languages. Keys are the known fields, which LogQL writes with underscores.
func Parse(lang, code string, keys map[string]bool) (Query, error) {
	switch lang {
	case "logql":
		return logql(code, keys)
	case "spl":
		return spl(code)
	case "esql":
		return esql(code)
	}
	return Query{}, fmt.Errorf("unknown language %q", lang)
}

var (
	logqlInner = regexp.MustCompile(`(?s)\{service_name=~"\.\+"\}(.*?)(?: \[24h\].*)?$`)
	logqlBy    = regexp.MustCompile(`sum by \(([^)]*)\)`)
	logqlStage = regexp.MustCompile(`^(\w+)\s*(=~|!=|>=|=)\s*"?(.*?)"?$`)
)

func logql(code string, keys map[string]bool) (Query, error) {
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

var splTerm = regexp.MustCompile(`([a-z_.]+)(\{\})?(?: IN \(([^)]*)\)|(!=|>=|=)(?:"([^"]*)"|(\S+)))`)

func spl(code string) (Query, error) {
	lines := strings.Split(strings.TrimSpace(code), "\n")
	q := Query{}
	for _, m := range splTerm.FindAllStringSubmatch(lines[0], -1) {
		value := m[5] + m[6]
		switch {
		case m[1] == "index":
			q.Index = strings.TrimPrefix(value, "mcp_")
		case m[3] != "":
			q.Where = append(q.Where, Condition{m[1], "matches", alternatives(m[3])})
		case m[2] != "":
			q.Where = append(q.Where, Condition{m[1], "matches", ".*" + value + ".*"})
		case value == "*":
			q.Where = append(q.Where, Condition{m[1], "exists", ""})
		default:
			q.Where = append(q.Where, Condition{event(m[1]), m[4], value})
		}
	}
	if rest := strings.TrimSpace(splTerm.ReplaceAllString(lines[0], "")); rest != "" {
		return q, fmt.Errorf("search terms %q", rest)
	}
	for _, line := range lines[1:] {
		if list, ok := after(line, "| table _time, ", "| stats count by "); ok {
			q.Fields = strings.Split(list, ", ")
		}
	}
	return q, nil
}

func esql(code string) (Query, error) {
	q := Query{}
	for line := range strings.SplitSeq(strings.TrimSpace(code), "\n") {
		if index, ok := after(line, "FROM logs-mcp."); ok {
			q.Index = strings.TrimSuffix(index, "-*")
		}
		if list, ok := after(line, "| STATS count = COUNT(*) BY ", "| KEEP @timestamp, "); ok {
			q.Fields = strings.Split(list, ", ")
		}
		where, ok := after(line, "| WHERE ")
		if !ok {
			continue
		}
		for term := range strings.SplitSeq(where, " AND ") {
			c, err := esqlCondition(term)
			if err != nil {
				return q, err
			}
			q.Where = append(q.Where, c)
		}
	}
	return q, nil
}

var (
	esqlIn   = regexp.MustCompile(`^([\w.]+) IN \(([^)]*)\)$`)
	esqlLike = regexp.MustCompile(`^MV_CONCAT\(([\w.]+), ","\) LIKE "\*(.*)\*"$`)
	esqlSet  = regexp.MustCompile(`^([\w.]+) IS NOT NULL$`)
	esqlOp   = regexp.MustCompile(`^([\w.]+) (==|!=|>=) "?([^"]*)"?$`)
)

func esqlCondition(term string) (Condition, error) {
	if m := esqlIn.FindStringSubmatch(term); m != nil {
		return Condition{m[1], "matches", alternatives(m[2])}, nil
	}
	if m := esqlLike.FindStringSubmatch(term); m != nil {
		return Condition{m[1], "matches", ".*" + m[2] + ".*"}, nil
	}
	if m := esqlSet.FindStringSubmatch(term); m != nil {
		return Condition{m[1], "exists", ""}, nil
	}
	if m := esqlOp.FindStringSubmatch(term); m != nil {
		return Condition{event(m[1]), strings.Replace(m[2], "==", "=", 1), m[3]}, nil
	}
	return Condition{}, fmt.Errorf("condition %q", term)
}

func event(field string) string {
	if field == "event.action" || field == "event_name" {
		return "event"
	}
	return field
}

func alternatives(list string) string {
	var out []string
	for v := range strings.SplitSeq(list, ", ") {
		out = append(out, regexp.QuoteMeta(strings.Trim(v, `"`)))
	}
	return strings.Join(out, "|")
}

func after(line string, prefixes ...string) (string, bool) {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(line, p); ok {
			return rest, true
		}
	}
	return "", false
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

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package otlplog

import (
	"strconv"
	"time"
)

// Record is one log record. Attrs holds its attributes and, where it has none of that name, those of its resource. Values
// are string, bool, int64, float64, []any and map[string]any.
type Record struct {
	Time  time.Time
	Event string
	Body  string         // of a record whose body is text
	OCSF  map[string]any // of a record whose body is an OCSF event
	Attrs map[string]any
}

// Str is a string attribute; any other kind of value gives the empty string.
func (r *Record) Str(key string) string {
	s, _ := r.Attrs[key].(string)
	return s
}

// Num is a numeric attribute and whether there is one.
func (r *Record) Num(key string) (float64, bool) {
	switch v := r.Attrs[key].(type) {
	case float64:
		return v, true
	case int64:
		return float64(v), true
	}
	return 0, false
}

// List is a list of strings; other values in it are left out.
func (r *Record) List(key string) []string {
	values, _ := r.Attrs[key].([]any)
	var out []string
	for _, v := range values {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// Maps is a list of maps; other values in it are left out.
func (r *Record) Maps(key string) []map[string]any {
	values, _ := r.Attrs[key].([]any)
	var out []map[string]any
	for _, v := range values {
		if m, ok := v.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

// Int is a number of a map that came from a record.
func Int(v any) int64 {
	switch n := v.(type) {
	case int64:
		return n
	case float64:
		return int64(n)
	case string:
		i, _ := strconv.ParseInt(n, 10, 64)
		return i
	}
	return 0
}

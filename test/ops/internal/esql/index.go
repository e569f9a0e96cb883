// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package esql

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// kinds of a column.
const (
	keyword  = "keyword"
	long     = "long"
	double   = "double"
	boolean  = "boolean"
	date     = "date"
	longText = "match_only_text"
)

// Index holds the documents of one data stream, and the types of their fields: those of an index template, and for others that
// which dynamic mapping gives them, where the first value decides.
type Index struct {
	types  map[string]string
	mapped map[string]bool // those of the template
	docs   []row
}

// row has the values of a document, or of a result, by column: none, one, or several.
type row map[string][]any

// NewIndex is an index without documents. Its template is the body of a request to create an index template, whose properties
// go by their full names.
func NewIndex(template []byte) (*Index, error) {
	var t struct {
		Template struct {
			Mappings struct {
				Properties map[string]struct{ Type string }
			}
		}
	}
	if err := json.Unmarshal(template, &t); err != nil {
		return nil, err
	}
	x := &Index{types: map[string]string{}, mapped: map[string]bool{}}
	for name, p := range t.Template.Mappings.Properties {
		if !slices.Contains([]string{keyword, long, double, boolean, longText}, p.Type) {
			return nil, fmt.Errorf("%s: unknown type %q", name, p.Type)
		}
		x.types[name], x.mapped[name] = p.Type, true
	}
	return x, nil
}

// Add indexes a document. Elasticsearch refuses a value that is not of its field's type, and so does this.
func (x *Index) Add(source []byte) error {
	dec := json.NewDecoder(bytes.NewReader(source))
	dec.UseNumber()
	var doc map[string]any
	if err := dec.Decode(&doc); err != nil {
		return err
	}
	r := row{}
	if err := x.object(r, "", doc); err != nil {
		return err
	}
	if len(r["@timestamp"]) != 1 {
		return fmt.Errorf("no @timestamp in %s", source)
	}
	x.docs = append(x.docs, r)
	return nil
}

func (x *Index) object(r row, name string, object map[string]any) error {
	for _, key := range slices.Sorted(maps.Keys(object)) {
		inner := key
		if name != "" {
			inner = name + "." + key
		}
		if err := x.value(r, inner, object[key]); err != nil {
			return err
		}
	}
	return nil
}

func (x *Index) value(r row, name string, v any) error {
	switch v := v.(type) {
	case nil:
		return nil
	case map[string]any:
		if x.types[name] != "" {
			return fmt.Errorf("%s is an object here and a %s elsewhere", name, x.types[name])
		}
		return x.object(r, name, v)
	case []any:
		for _, item := range v {
			if err := x.value(r, name, item); err != nil {
				return err
			}
		}
		return nil
	}
	kind := kindOf(name, v)
	if x.types[name] == "" {
		for other := range x.types {
			if strings.HasPrefix(other, name+".") {
				return fmt.Errorf("%s is a %s here and an object elsewhere", name, kind)
			}
		}
		x.types[name] = kind
	}
	stored, err := store(x.types[name], v, x.mapped[name])
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	r[name] = add(x.types[name], r[name], stored)
	return nil
}

func kindOf(name string, v any) string {
	switch v := v.(type) {
	case bool:
		return boolean
	case json.Number:
		if strings.ContainsAny(v.String(), ".eE") {
			return double
		}
		return long
	}
	if name == "@timestamp" {
		return date
	}
	return keyword
}

// store is the value that a column of the kind has. A decimal that is mapped by itself is a float, in single precision.
func store(kind string, v any, mapped bool) (any, error) {
	switch v := v.(type) {
	case string:
		switch kind {
		case keyword, longText:
			return v, nil
		case date:
			return time.Parse(time.RFC3339Nano, v)
		}
	case bool:
		if kind == boolean {
			return v, nil
		}
	case json.Number:
		switch kind {
		case double:
			f, err := v.Float64()
			if !mapped {
				f = float64(float32(f))
			}
			return f, err
		case long:
			f, err := v.Float64()
			return float64(int64(f)), err
		}
	}
	if kind == keyword || kind == longText {
		return fmt.Sprint(v), nil
	}
	return nil, fmt.Errorf("%v is no %s", v, kind)
}

// add keeps the values of a field as the columns of an index do: in order, keywords without doubles.
func add(kind string, values []any, v any) []any {
	if kind == keyword && slices.Contains(values, v) {
		return values
	}
	values = append(values, v)
	if kind == longText {
		return values // read from the document
	}
	slices.SortStableFunc(values, compare)
	return values
}

// compare orders values of one kind.
func compare(a, b any) int {
	switch a := a.(type) {
	case string:
		if b, ok := b.(string); ok {
			return strings.Compare(a, b)
		}
	case float64:
		if b, ok := b.(float64); ok {
			switch {
			case a < b:
				return -1
			case a > b:
				return 1
			}
		}
	case time.Time:
		if b, ok := b.(time.Time); ok {
			return a.Compare(b)
		}
	case bool:
		if b, ok := b.(bool); ok && a != b {
			if a {
				return 1
			}
			return -1
		}
	}
	return 0
}

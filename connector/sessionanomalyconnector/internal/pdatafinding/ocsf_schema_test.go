// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdatafinding

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// ocsfSchema is what testdata/ocsf-1.6.0.json says of a Detection Finding, or its sister of an API Activity.
type ocsfSchema struct {
	Version string
	Class   ocsfObject
	Objects map[string]ocsfObject
}

type ocsfObject struct {
	Attributes map[string]string
	AtLeastOne []string `json:"at_least_one"`
}

// ocsfAttribute is an attribute taken apart.
type ocsfAttribute struct {
	kind           string
	list, required bool
	numbers        map[string]string // of an enumeration, with its captions
}

// Schemas of the classes.
const (
	detectionFinding = "testdata/ocsf-1.6.0.json"
	apiActivity      = "testdata/ocsf-1.6.0-api-activity.json"
)

func readOCSF(t *testing.T, class string) *ocsfSchema {
	t.Helper()
	data, err := os.ReadFile(class)
	require.NoError(t, err)
	var s ocsfSchema
	require.NoError(t, json.Unmarshal(data, &s))
	require.Equal(t, OCSFVersion, s.Version)
	return &s
}

func parseOCSF(text string) ocsfAttribute {
	head, numbers, _ := strings.Cut(text, " = ")
	kind, requirement, _ := strings.Cut(head, " ")
	a := ocsfAttribute{kind: strings.Trim(kind, "[]"), list: kind[0] == '[', required: requirement == "required"}
	for field := range strings.FieldsSeq(numbers) {
		number, caption, _ := strings.Cut(field, ":")
		if a.numbers == nil {
			a.numbers = map[string]string{}
		}
		a.numbers[number] = strings.ReplaceAll(caption, "_", " ")
	}
	return a
}

// problems lists what is wrong with an event.
func (s *ocsfSchema) problems(event map[string]any) []string {
	var out []string
	s.object("event", s.Class, event, &out)
	class, _ := event["class_uid"].(float64)
	activity, _ := event["activity_id"].(float64)
	if event["type_uid"] != class*100+activity {
		out = append(out, "event.type_uid is not class_uid * 100 + activity_id")
	}
	return out
}

func (s *ocsfSchema) object(path string, is ocsfObject, value any, out *[]string) {
	bad := func(format string, args ...any) { *out = append(*out, path+": "+fmt.Sprintf(format, args...)) }
	m, ok := value.(map[string]any)
	if !ok {
		bad("is no object")
		return
	}
	for _, key := range slices.Sorted(maps.Keys(is.Attributes)) {
		if _, there := m[key]; !there && parseOCSF(is.Attributes[key]).required {
			bad("%s is required", key)
		}
	}
	has := func(key string) bool { _, there := m[key]; return there }
	if len(is.AtLeastOne) > 0 && !slices.ContainsFunc(is.AtLeastOne, has) {
		bad("needs one of %v", is.AtLeastOne)
	}
	for key, v := range m {
		text, known := is.Attributes[key]
		if !known {
			bad("%s is not in the schema", key)
			continue
		}
		a := parseOCSF(text)
		s.attribute(path+"."+key, a, v, out)
		if sibling, isID := strings.CutSuffix(key, "_id"); isID {
			if sibling == "activity" {
				sibling = "activity_name" // the one that OCSF names otherwise
			}
			s.sibling(path+"."+key, a, v, m[sibling], out)
		}
	}
}

// sibling holds the text beside a number against its caption: the number 99 says that the text is the source's own.
func (*ocsfSchema) sibling(path string, a ocsfAttribute, number, text any, out *[]string) {
	switch caption := a.numbers[fmt.Sprint(number)]; {
	case caption == "Other" && text == nil:
		*out = append(*out, path+" is 99, and nothing says what that is")
	case caption != "" && caption != "Other" && text != nil && text != caption:
		*out = append(*out, fmt.Sprintf("%s is %v, which is %q and not %q", path, number, caption, text))
	}
}

func (s *ocsfSchema) attribute(path string, a ocsfAttribute, value any, out *[]string) {
	if !a.list {
		s.value(path, a, value, out)
		return
	}
	list, ok := value.([]any)
	if !ok {
		*out = append(*out, path+" is no list")
	}
	for i, v := range list {
		s.value(path+"."+strconv.Itoa(i), a, v, out)
	}
}

func (s *ocsfSchema) value(path string, a ocsfAttribute, value any, out *[]string) {
	if object, ok := s.Objects[a.kind]; ok {
		s.object(path, object, value, out)
		return
	}
	if !ofKind(a.kind, value) {
		*out = append(*out, fmt.Sprintf("%s: %v is no %s", path, value, a.kind))
	}
	if _, listed := a.numbers[fmt.Sprint(value)]; a.numbers != nil && !listed {
		*out = append(*out, fmt.Sprintf("%s: %v is none of its numbers", path, value))
	}
}

// Bounds of a timestamp in milliseconds, so that seconds and nanoseconds are not taken for it: the years 2001 and 2286.
const minMillis, maxMillis = 1e12, 1e13

func ofKind(kind string, value any) bool {
	switch kind {
	case "string":
		s, ok := value.(string)
		return ok && s != ""
	case "url":
		s, _ := value.(string)
		u, err := url.Parse(s)
		return err == nil && u.IsAbs()
	case "ip":
		s, _ := value.(string)
		_, err := netip.ParseAddr(s)
		return err == nil
	case "port":
		n, ok := value.(float64)
		return ok && n == float64(uint16(n))
	case "boolean":
		_, ok := value.(bool)
		return ok
	case "integer", "long", "timestamp":
		n, ok := value.(float64)
		return ok && n == float64(int64(n)) && (kind != "timestamp" || n >= minMillis && n < maxMillis)
	case "json":
		return value != nil
	case "any_object":
		_, ok := value.(map[string]any)
		return ok
	}
	return false
}

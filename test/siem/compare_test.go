// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"bytes"
	"encoding/json"
	"maps"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
)

const (
	events    = 48
	session   = "mcpsec.session.key"
	truncated = "mcpsec.capture.truncated"
)

func arrive(t *testing.T, n int, count func() int) {
	t.Helper()
	require.Eventually(t, func() bool { return count() >= n }, rig.Patience, 50*time.Millisecond, "%d of %d arrived", count(), n)
}

// same checks that what arrived is what was sent: as many, in the order within each session, with time, text, severity
// and every attribute; and nothing is said to be cut that was not.
func same(t *testing.T, sent, arrived []rig.Record) {
	t.Helper()
	require.Len(t, arrived, len(sent))
	want, got := bySession(sent), bySession(arrived)
	for key, records := range want {
		require.Len(t, got[key], len(records), "events of session %v", key)
		for i, w := range records {
			sameRecord(t, w, got[key][i])
			if t.Failed() {
				t.Logf("event %d of session %v", i, key)
				return
			}
		}
	}
}

func bySession(records []rig.Record) map[any][]rig.Record {
	out := map[any][]rig.Record{}
	for _, r := range records {
		out[r.Attrs[session]] = append(out[r.Attrs[session]], r)
	}
	return out
}

func sameRecord(t *testing.T, want, got rig.Record) {
	t.Helper()
	assert.Equal(t, want.Event, got.Event, "event name")
	assert.Equal(t, want.Time.UTC(), got.Time.UTC(), "time of %s", want.Event)
	assert.Equal(t, loose(want.Body), loose(got.Body), "body of %s", want.Event)
	assert.Equal(t, want.Severity, got.Severity, "severity of %s", want.Event)
	assert.Equal(t, want.Level, got.Level, "severity number of %s", want.Event)
	sameAttrs(t, want.Event, want.Attrs, got.Attrs)
}

func sameAttrs(t *testing.T, name string, want, got map[string]any) {
	t.Helper()
	for key, value := range want {
		assert.Equal(t, loose(value), loose(got[key]), "%s of %s", key, name)
	}
	if want[truncated] == nil {
		assert.NotContains(t, got, truncated, name)
	}
}

// sameSpans compares spans by their ids.
func sameSpans(t *testing.T, p *product, sent, arrived []rig.Span) {
	t.Helper()
	require.Len(t, arrived, len(sent))
	got := map[string]rig.Span{}
	for _, s := range arrived {
		got[s.Trace+s.ID] = s
	}
	for _, want := range sent {
		if p.cut > 0 {
			want.Attrs = cutAll(want.Attrs, p.cut)
		}
		if p.holdsSpan != nil {
			want = p.holdsSpan(want)
		}
		s := got[want.Trace+want.ID]
		sameAttrs(t, want.Name, want.Attrs, s.Attrs)
		want.Attrs, s.Attrs = nil, nil
		if !assert.Equal(t, want, s) || t.Failed() {
			return
		}
	}
}

// samePoints waits until every data point that was sent by now has arrived, with its value.
func samePoints(t *testing.T, sent, arrived func() []rig.Point) {
	t.Helper()
	var want []rig.Point
	calls := func() bool {
		for _, p := range want {
			if p.Metric == "mcp.tool.calls" {
				return true
			}
		}
		return false
	}
	require.Eventually(t, func() bool { want = sent(); return calls() }, rig.Patience, 200*time.Millisecond, "no tool call is counted")
	var missing []rig.Point
	require.Eventually(t, func() bool {
		got := map[rig.Point]bool{}
		for _, p := range arrived() {
			got[p] = true
		}
		missing = nil
		for _, p := range want {
			if !got[p] {
				missing = append(missing, p)
			}
		}
		return len(missing) == 0
	}, rig.Patience, 500*time.Millisecond, "%d of %d data points have not arrived, the first is %+v", len(missing), len(want), missing)
}

// loose makes values comparable across formats that know text alone: structures and numbers by their JSON, no value as
// an empty one.
func loose(v any) string {
	if v == nil {
		return ""
	}
	if s, ok := v.(string); ok {
		var parsed any
		if json.Unmarshal([]byte(s), &parsed) != nil {
			return s
		}
		v = parsed
	}
	raw, _ := json.Marshal(v)
	return string(raw)
}

// flat parses one flat JSON object.
func flat(t *testing.T, raw []byte) map[string]any {
	t.Helper()
	out := map[string]any{}
	require.NoError(t, json.Unmarshal(raw, &out), "%s", raw)
	return out
}

// record reads an object that has time, event_name, severity and message beside the attributes.
func record(t *testing.T, o map[string]any) rig.Record {
	t.Helper()
	text := func(key string) string { s, _ := o[key].(string); return s }
	at, err := time.Parse(time.RFC3339Nano, text("time"))
	require.NoError(t, err)
	return rig.Record{Event: text("event_name"), Body: text("message"), Severity: text("severity"), Time: at, Attrs: o}
}

// noLevel is what a format holds that has the severity as a word alone.
func noLevel(r rig.Record) rig.Record {
	r.Level = 0
	return r
}

func (p *product) expect(sent []rig.Record) []rig.Record {
	out := make([]rig.Record, 0, len(sent))
	for _, r := range sent {
		if p.cut > 0 {
			r.Attrs = cutAll(r.Attrs, p.cut)
		}
		if p.holds != nil {
			r = p.holds(r)
		}
		out = append(out, r)
	}
	return out
}

// cutAll cuts every value that is longer than so many bytes, not through the middle of a character, and says so.
func cutAll(attrs map[string]any, limit int) map[string]any {
	out := maps.Clone(attrs)
	for k, v := range attrs {
		s, ok := v.(string)
		if !ok {
			s = jsonText(v)
		}
		if len(s) <= limit {
			continue
		}
		end := limit
		for end > 0 && !utf8.RuneStart(s[end]) {
			end--
		}
		out[k], out[truncated] = s[:end], true
	}
	return out
}

// jsonText is a value as the transform processor writes it.
func jsonText(v any) string {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v)
	return string(bytes.TrimSuffix(out.Bytes(), []byte("\n")))
}

func load(t *testing.T, file string) map[string]any {
	t.Helper()
	return rig.YAML(t, file)
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package otlplog

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const line = `{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"tap"}}]},"scopeLogs":[{"logRecords":[` +
	`{"timeUnixNano":"1763700000000000000","eventName":"mcp.operation","body":{"stringValue":"hello"},"attributes":[` +
	`{"key":"s","value":{"stringValue":"text"}},{"key":"i","value":{"intValue":"42"}},{"key":"n","value":{"intValue":7}},` +
	`{"key":"d","value":{"doubleValue":0.5}},{"key":"b","value":{"boolValue":true}},{"key":"none","value":{}},` +
	`{"key":"l","value":{"arrayValue":{"values":[{"stringValue":"x"},{"intValue":"1"},{"stringValue":"y"}]}}},` +
	`{"key":"m","value":{"arrayValue":{"values":[{"kvlistValue":{"values":[{"key":"k","value":{"stringValue":"v"}}]}}]}}}]},` +
	`{"observedTimeUnixNano":"1763700001000000000"}]}]}]}`

func readString(t *testing.T, content []byte) ([]*Record, Stats) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	require.NoError(t, os.WriteFile(path, content, 0o600))
	var records []*Record
	stats, err := ReadFile(path, func(r *Record) { records = append(records, r) })
	require.NoError(t, err)
	return records, stats
}

func TestValues(t *testing.T) {
	records, stats := readString(t, []byte(line+"\n"))
	require.Len(t, records, 2)
	r := records[0]
	assert.Equal(t, time.Unix(1763700000, 0).UTC(), r.Time)
	assert.Equal(t, "mcp.operation", r.Event)
	assert.Equal(t, "hello", r.Body)
	assert.Equal(t, "text", r.Str("s"))
	assert.Empty(t, r.Str("i"), "an int is no string")
	assert.Equal(t, "tap", r.Str("service.name"), "the resource's attributes are seen")
	i, ok := r.Num("i")
	assert.True(t, ok)
	assert.Equal(t, 42.0, i)
	n, _ := r.Num("n")
	assert.Equal(t, 7.0, n)
	d, _ := r.Num("d")
	assert.Equal(t, 0.5, d)
	_, ok = r.Num("s")
	assert.False(t, ok)
	assert.Equal(t, []string{"x", "y"}, r.List("l"))
	assert.Equal(t, []map[string]any{{"k": "v"}}, r.Maps("m"))
	assert.Equal(t, time.Unix(1763700001, 0).UTC(), records[1].Time, "the observed time stands in")
	assert.Equal(t, Stats{Path: stats.Path, Bytes: int64(len(line) + 1), Lines: 1, Records: 2}, stats)
}

func TestBadLinesAreCountedAndSkipped(t *testing.T) {
	records, stats := readString(t, []byte("not json\n\n"+line+"\n"+`{"resourceLogs":3}`+"\n"+line))
	assert.Len(t, records, 4)
	assert.Equal(t, 4, stats.Lines)
	assert.Equal(t, 2, stats.Bad)
}

func TestEndlessLineIsSkipped(t *testing.T) {
	long := bytes.Repeat([]byte{'['}, MaxLine+10)
	records, stats := readString(t, append(append(long, '\n'), line...))
	assert.Len(t, records, 2)
	assert.Equal(t, 1, stats.Bad)
}

func TestGzip(t *testing.T) {
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	_, err := w.Write([]byte(strings.Repeat(line+"\n", 50)))
	require.NoError(t, err)
	require.NoError(t, w.Close())

	records, stats := readString(t, zipped.Bytes())
	assert.Len(t, records, 100)
	assert.False(t, stats.Cut)

	records, stats = readString(t, zipped.Bytes()[:zipped.Len()-9])
	assert.NotEmpty(t, records, "what can be read is read")
	assert.True(t, stats.Cut)
}

func TestZstdIsRefusedWithAWayOut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	require.NoError(t, os.WriteFile(path, []byte{0x28, 0xb5, 0x2f, 0xfd, 0, 0}, 0o600))
	_, err := ReadFile(path, func(*Record) {})
	require.ErrorContains(t, err, "zstd -d")
}

func TestFindTakesRotatedFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{
		"audit.jsonl", "audit-2026-11-21T04-00-00.000.jsonl", "audit-2026-11-20T04-00-00.000.jsonl.gz", "audit-notes.jsonl", "other.jsonl",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), nil, 0o600))
	}
	found, err := Find(filepath.Join(dir, "audit.jsonl"))
	require.NoError(t, err)
	for i := range found {
		found[i] = filepath.Base(found[i])
	}
	assert.Equal(t, []string{"audit-2026-11-20T04-00-00.000.jsonl.gz", "audit-2026-11-21T04-00-00.000.jsonl", "audit.jsonl"}, found)

	found, err = Find(filepath.Join(dir, "*.jsonl"))
	require.NoError(t, err)
	assert.Len(t, found, 4)
}

func FuzzLine(f *testing.F) {
	f.Add([]byte(line))
	f.Add([]byte(`{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[{"value":{"arrayValue":{}}}]}]}]}]}`))
	f.Fuzz(func(_ *testing.T, content []byte) {
		_ = each(content, func(r *Record) { r.Str("s"); r.Num("i"); r.List("l"); r.Maps("m") })
	})
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package otlplog

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
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

func packed(tb testing.TB, content []byte) []byte {
	tb.Helper()
	w, err := zstd.NewWriter(nil)
	require.NoError(tb, err)
	defer w.Close()
	return w.EncodeAll(content, nil)
}

// message is what the file exporter writes of a batch with compression: zstd.
func message(tb testing.TB, batch string) []byte {
	tb.Helper()
	body := packed(tb, []byte(batch))
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), body...)
}

func TestZstd(t *testing.T) {
	frame := packed(t, []byte(strings.Repeat(line+"\n", 50)))
	for _, tt := range []struct {
		name    string
		content []byte
		records int
		cut     bool
		broken  string
	}{
		{"one frame", frame, 100, false, ""},
		{"frames one after the other, as rotation makes them", append(append([]byte{}, frame...), frame...), 200, false, ""},
		{"messages of the file exporter", append(message(t, line), message(t, line)...), 4, false, ""},
		{"a message that is still written", append(message(t, line), message(t, line)[:20]...), 2, true, ""},
		{"the length of a message that is still written", append(message(t, line), 0, 0), 2, true, ""},
		{"garbage after a message", append(message(t, line), 0, 0, 0, 4, 1, 2, 3, 4), 2, false, "invalid input"},
		{"a message that is too long", append(message(t, line), 0xff, 0xff, 0xff, 0xff), 2, false, "at most"},
		{"garbage after a frame", append(append([]byte{}, frame...), "garbage"...), 100, false, "invalid"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			records, stats := readString(t, tt.content)
			assert.Len(t, records, tt.records)
			assert.Equal(t, tt.cut, stats.Cut)
			if tt.broken == "" {
				assert.Empty(t, stats.Broken)
			} else {
				assert.Contains(t, stats.Broken, tt.broken)
			}
		})
	}
}

func TestMessageUnpacksToTheLongestLineAndNoFurther(t *testing.T) {
	_, stats := readString(t, message(t, strings.Repeat(" ", MaxLine-len(line)-1)+line))
	assert.Equal(t, 2, stats.Records)
	_, stats = readString(t, message(t, strings.Repeat(" ", MaxLine)+line))
	assert.Zero(t, stats.Records)
	assert.NotEmpty(t, stats.Broken)
}

func TestBinaryFormatIsRefusedWithAWayOut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.bin")
	require.NoError(t, os.WriteFile(path, []byte{0, 0, 0, 3, 10, 1, 0}, 0o600))
	_, err := ReadFile(path, func(*Record) {})
	require.ErrorContains(t, err, "format: json")
}

func TestOCSF(t *testing.T) {
	const event = `{"class_uid":2004,"time":1763700000250,"finding_info":{"uid":"f-1"}}`
	body := `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1763700000250000000","body":{"kvlistValue":{"values":[` +
		`{"key":"class_uid","value":{"intValue":"2004"}},{"key":"finding_info","value":{"kvlistValue":{"values":[{"key":"uid","value":{"stringValue":"f-1"}}]}}}]}}},` +
		`{"body":{"kvlistValue":{"values":[{"key":"other","value":{"stringValue":"map"}}]}}}]}]}]}`
	records, stats := readString(t, []byte(event+"\n"+body+"\n"))
	require.Len(t, records, 3)
	assert.Zero(t, stats.Bad)
	for _, r := range records[:2] {
		assert.Equal(t, time.UnixMilli(1763700000250).UTC(), r.Time)
		assert.Equal(t, int64(2004), Int(r.OCSF["class_uid"]))
		assert.Equal(t, map[string]any{"uid": "f-1"}, r.OCSF["finding_info"])
	}
	assert.Nil(t, records[2].OCSF, "a body that is no OCSF event")
}

func TestFindTakesRotatedFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{
		"audit.jsonl", "audit-2026-11-21T04-00-00.000.jsonl", "audit-2026-11-20T04-00-00.000.jsonl.gz", "audit-2026-11-19T04-00-00.000.jsonl.zst", "audit-notes.jsonl", "other.jsonl",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), nil, 0o600))
	}
	found, err := Find(filepath.Join(dir, "audit.jsonl"))
	require.NoError(t, err)
	for i := range found {
		found[i] = filepath.Base(found[i])
	}
	assert.Equal(t, []string{"audit-2026-11-19T04-00-00.000.jsonl.zst", "audit-2026-11-20T04-00-00.000.jsonl.gz", "audit-2026-11-21T04-00-00.000.jsonl", "audit.jsonl"}, found)

	found, err = Find(filepath.Join(dir, "*.jsonl"))
	require.NoError(t, err)
	assert.Len(t, found, 4)
}

func FuzzLine(f *testing.F) {
	f.Add([]byte(line))
	f.Add([]byte(`{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[{"value":{"arrayValue":{}}}]}]}]}]}`))
	f.Add([]byte(`{"class_uid":2004,"time":1763700000250,"observables":[{"name":"user.id","value":"a"}]}`))
	f.Fuzz(func(_ *testing.T, content []byte) {
		_ = each(content, func(r *Record) { r.Str("s"); r.Num("i"); r.List("l"); r.Maps("m") })
	})
}

// FuzzFile reads files of any content: what they hold may be broken, the report is not.
func FuzzFile(f *testing.F) {
	f.Add([]byte(line + "\n" + line))
	f.Add(packed(f, []byte(line+"\n")))
	f.Add(append(message(f, line), message(f, line)...))
	f.Fuzz(func(t *testing.T, content []byte) {
		in, err := plain(bufio.NewReader(bytes.NewReader(content)))
		if err != nil {
			return
		}
		defer in.Close()
		stats := Stats{}
		n := 0
		_ = read(bufio.NewReader(in), &stats, func(*Record) { n++ })
		if n != stats.Records || stats.Bad > stats.Lines {
			t.Fatalf("%d records were given, counted as %+v", n, stats)
		}
	})
}

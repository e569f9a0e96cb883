// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package telemetry reads what the collector wrote, as any consumer of the files would: OTLP JSON, one batch a line.
package telemetry

import (
	"bytes"
	"fmt"
	"os"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
)

// Record is one log record.
type Record struct {
	Event string
	Time  time.Time
	Body  string
	Attrs pcommon.Map
}

// Get returns an attribute as text, empty where it is absent.
func (r Record) Get(key string) string {
	v, ok := r.Attrs.Get(key)
	if !ok {
		return ""
	}
	return v.AsString()
}

// ReadFile returns the records of a file written by the file exporter. A file that does not exist yet has none; a last
// line without its end is still being written and left out.
func ReadFile(path string) ([]Record, error) {
	content, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	complete := content[:bytes.LastIndexByte(content, '\n')+1]
	var records []Record
	n := 0
	for line := range bytes.Lines(complete) {
		n++
		logs, err := (&plog.JSONUnmarshaler{}).UnmarshalLogs(line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		records = append(records, flatten(logs)...)
	}
	return records, nil
}

func flatten(logs plog.Logs) []Record {
	var records []Record
	for _, rl := range logs.ResourceLogs().All() {
		for _, sl := range rl.ScopeLogs().All() {
			for _, lr := range sl.LogRecords().All() {
				records = append(records, Record{Event: lr.EventName(), Time: lr.Timestamp().AsTime(), Body: lr.Body().AsString(), Attrs: lr.Attributes()})
			}
		}
	}
	return records
}

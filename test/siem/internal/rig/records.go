// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package rig

import (
	"encoding/json"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
)

// Record is one log record as plain values: what was sent, in a form that any sink's data can be compared with.
type Record struct {
	Event, Body string
	Time        time.Time
	Attrs       map[string]any
}

// Records lists every record, oldest resource first.
func Records(logs plog.Logs) []Record {
	var out []Record
	for _, rl := range logs.ResourceLogs().All() {
		for _, sl := range rl.ScopeLogs().All() {
			for _, r := range sl.LogRecords().All() {
				out = append(out, Record{Event: r.EventName(), Body: r.Body().AsString(), Time: r.Timestamp().AsTime(), Attrs: Plain(r.Attributes().AsRaw()).(map[string]any)})
			}
		}
	}
	return out
}

// Plain brings a value into the form that decoding its JSON gives.
func Plain(v any) any {
	raw, err := json.Marshal(v)
	if err != nil {
		return v
	}
	var out any
	_ = json.Unmarshal(raw, &out)
	return out
}

func fill(r plog.LogRecord, attrs map[string]any) {
	for k, v := range attrs {
		_ = r.Attributes().PutEmpty(k).FromRaw(v)
	}
}

func pcommonTime(at time.Time) pcommon.Timestamp { return pcommon.NewTimestampFromTime(at) }

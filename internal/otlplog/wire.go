// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package otlplog

import (
	"encoding/json"
	"strconv"
	"time"
)

// maxDepth bounds how deep nested values are followed; what is deeper is left out.
const maxDepth = 32

// request is an OTLP-JSON export request for logs, reduced to what a report reads.
type request struct {
	ResourceLogs []struct {
		Resource struct {
			Attributes []keyValue `json:"attributes"`
		} `json:"resource"`
		ScopeLogs []struct {
			LogRecords []logRecord `json:"logRecords"`
		} `json:"scopeLogs"`
	} `json:"resourceLogs"`

	OCSFClass json.RawMessage `json:"class_uid"` // of a line that is an OCSF event by itself
}

// ocsfClass is the member that every OCSF event has.
const ocsfClass = "class_uid"

type logRecord struct {
	TimeUnixNano         json.RawMessage `json:"timeUnixNano"`
	ObservedTimeUnixNano json.RawMessage `json:"observedTimeUnixNano"`
	EventName            string          `json:"eventName"`
	Body                 anyValue        `json:"body"`
	Attributes           []keyValue      `json:"attributes"`
}

type keyValue struct {
	Key   string   `json:"key"`
	Value anyValue `json:"value"`
}

type anyValue struct {
	String *string         `json:"stringValue"`
	Bool   *bool           `json:"boolValue"`
	Int    json.RawMessage `json:"intValue"` // a string in OTLP-JSON; numbers are taken too
	Double *float64        `json:"doubleValue"`
	Array  *struct {
		Values []anyValue `json:"values"`
	} `json:"arrayValue"`
	Map *struct {
		Values []keyValue `json:"values"`
	} `json:"kvlistValue"`
}

func (v *anyValue) value(depth int) any {
	switch {
	case depth > maxDepth:
		return nil
	case v.String != nil:
		return *v.String
	case v.Bool != nil:
		return *v.Bool
	case len(v.Int) > 0:
		return integer(v.Int)
	case v.Double != nil:
		return *v.Double
	case v.Array != nil:
		out := make([]any, 0, len(v.Array.Values))
		for i := range v.Array.Values {
			out = append(out, v.Array.Values[i].value(depth+1))
		}
		return out
	case v.Map != nil:
		return attributes(v.Map.Values, make(map[string]any, len(v.Map.Values)), depth+1)
	}
	return nil
}

func attributes(list []keyValue, into map[string]any, depth int) map[string]any {
	for i := range list {
		into[list[i].Key] = list[i].Value.value(depth)
	}
	return into
}

func integer(raw json.RawMessage) int64 {
	n, _ := strconv.ParseInt(unquoted(raw), 10, 64)
	return n
}

func unquoted(raw json.RawMessage) string {
	if len(raw) >= 2 && raw[0] == '"' {
		return string(raw[1 : len(raw)-1])
	}
	return string(raw)
}

func (l *logRecord) time() time.Time {
	nanos := integer(l.TimeUnixNano)
	if nanos == 0 {
		nanos = integer(l.ObservedTimeUnixNano)
	}
	return time.Unix(0, nanos).UTC()
}

// each calls yield with every record of a line.
func each(line []byte, yield func(*Record)) error {
	var req request
	if err := json.Unmarshal(line, &req); err != nil {
		return err
	}
	if len(req.OCSFClass) > 0 {
		return event(line, yield)
	}
	for i := range req.ResourceLogs {
		resource := &req.ResourceLogs[i]
		for j := range resource.ScopeLogs {
			for k := range resource.ScopeLogs[j].LogRecords {
				l := &resource.ScopeLogs[j].LogRecords[k]
				attrs := attributes(resource.Resource.Attributes, make(map[string]any, len(l.Attributes)), 0)
				r := &Record{Time: l.time(), Event: l.EventName, Attrs: attributes(l.Attributes, attrs, 0)}
				r.setBody(l.Body.value(0))
				yield(r)
			}
		}
	}
	return nil
}

func (r *Record) setBody(body any) {
	switch body := body.(type) {
	case string:
		r.Body = body
	case map[string]any:
		if _, ok := body[ocsfClass]; ok {
			r.OCSF = body
		}
	}
}

// event makes a record of a line that is an OCSF event by itself. encoding/json bounds how deep it is nested.
func event(line []byte, yield func(*Record)) error {
	var body map[string]any
	if err := json.Unmarshal(line, &body); err != nil {
		return err
	}
	yield(&Record{Time: time.UnixMilli(Int(body["time"])).UTC(), OCSF: body, Attrs: map[string]any{}})
	return nil
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package pdataevent reads audit events from log records.
package pdataevent

import (
	"encoding/hex"
	"encoding/json"
	"strconv"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// FromLog fills ev from a record and its resource's attributes; the record's win. Values of an unexpected type count as
// absent. Finish completes the event, after a mapping if there is one.
func (r *Reader) FromLog(ev *detect.Event, resource pcommon.Map, record plog.LogRecord) {
	ev.Reset()
	ev.Name = record.EventName()
	ev.Time = timeOf(record)
	ev.TraceID, ev.SpanID = record.TraceID(), record.SpanID()
	r.resource.read(ev, resource)
	r.record.read(ev, record.Attributes())
}

func timeOf(record plog.LogRecord) time.Time {
	if t := record.Timestamp(); t != 0 {
		return t.AsTime()
	}
	return record.ObservedTimestamp().AsTime()
}

func (g *guesses) read(ev *detect.Event, attrs pcommon.Map) {
	g.findings, g.scored = 0, false
	place := 0
	for key, value := range attrs.All() {
		f := g.fieldOf(place, key)
		place++
		if s, a := value.Str(), &attributes[f]; a.takes(s) {
			*a.textOf(ev) = s
		} else if f != fieldNone {
			g.other(ev, f, value)
		}
	}
	if g.findings > 0 {
		readDLP(ev, attrs)
	}
	if g.scored {
		readInjection(ev, attrs)
	}
}

// other takes what is no text, or not as it is.
func (g *guesses) other(ev *detect.Event, f field, value pcommon.Value) {
	switch f {
	case fieldDLPCount:
		ev.HasDLP, g.findings = true, max(g.findings, value.Int())
	case fieldInjectionScore:
		g.scored = true
	default:
		store(ev, f, value)
	}
}

// Extra adds the values of further attributes, of the record or else its resource.
func Extra(ev *detect.Event, keys []string, resource, attrs pcommon.Map) {
	for _, key := range keys {
		v, ok := attrs.Get(key)
		if !ok {
			v, ok = resource.Get(key)
		}
		if !ok {
			ev.Extra = append(ev.Extra, "")
			continue
		}
		ev.Extra = append(ev.Extra, v.AsString())
	}
}

// Finish derives what the record does not say itself.
func Finish(ev *detect.Event) {
	if ev.Agent == "" {
		ev.Agent = ev.ClientName
	}
	if ev.SessionKey == "" {
		ladder(ev)
	}
	if ev.Name == "" && ev.Method != "" {
		ev.Name = schema.EventOperation
	}
	if ev.Outcome == "" && ev.Name == schema.EventOperation {
		ev.Outcome = outcomeOf(ev, ev.Failed)
		if ev.Outcome == "" && ev.Finished {
			ev.Outcome = schema.OutcomeSuccess
		}
	}
}

// ladder is for sources that name no session key: the transport's session, or else the trace, or else the principal at
// its server.
func ladder(ev *detect.Event) {
	switch {
	case ev.TransportSession != "":
		ev.SessionKey, ev.SessionKeySource = ev.TransportSession, schema.KeySourceTransport
	case ev.TraceID != [16]byte{}:
		ev.SessionKey, ev.SessionKeySource = hex.EncodeToString(ev.TraceID[:]), schema.KeySourceTrace
	case ev.User != "":
		ev.SessionKey, ev.SessionKeySource = ev.User+"|"+ev.Agent+"|"+ev.Server, schema.KeySourcePrincipal
	}
}

// text gives a captured value as JSON text: strings as they are, structures encoded.
func text(v pcommon.Value) string {
	switch v.Type() {
	case pcommon.ValueTypeStr:
		return v.Str()
	case pcommon.ValueTypeMap, pcommon.ValueTypeSlice:
		if b, err := json.Marshal(v.AsRaw()); err == nil {
			return string(b)
		}
	case pcommon.ValueTypeEmpty:
		return ""
	}
	return v.AsString()
}

func str(v pcommon.Value) string {
	switch v.Type() {
	case pcommon.ValueTypeStr:
		return v.Str()
	case pcommon.ValueTypeInt:
		return strconv.FormatInt(v.Int(), 10)
	case pcommon.ValueTypeDouble: // what JSON parsers make of an integer
		return strconv.FormatFloat(v.Double(), 'f', -1, 64)
	default:
		return ""
	}
}

func number(v pcommon.Value) (float64, bool) {
	switch v.Type() {
	case pcommon.ValueTypeDouble:
		return v.Double(), true
	case pcommon.ValueTypeInt:
		return float64(v.Int()), true
	case pcommon.ValueTypeStr:
		f, err := strconv.ParseFloat(v.Str(), 64)
		return f, err == nil
	default:
		return 0, false
	}
}

func integer(v pcommon.Value) int64 {
	f, _ := number(v)
	return int64(f)
}

func boolean(v pcommon.Value) (value, ok bool) {
	switch v.Type() {
	case pcommon.ValueTypeBool:
		return v.Bool(), true
	case pcommon.ValueTypeStr:
		b, err := strconv.ParseBool(v.Str())
		return b, err == nil
	default:
		return false, false
	}
}

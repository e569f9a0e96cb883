// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package splunk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"
)

// Event is one event as the HTTP Event Collector takes it. Event is JSON, and what the index keeps as _raw.
type Event struct {
	Time                            time.Time
	Index, Source, Sourcetype, Host string
	Event                           json.RawMessage
}

// fields are the event's own, and those that KV_MODE = json finds at search time in the first cutoff bytes of _raw: the values
// of an object under names with dots, those of a list as a multivalue field under a name with {}.
func (e Event) fields(cutoff int) Row {
	row := Row{
		"_raw": {string(e.Event)}, "_time": {strconv.FormatFloat(float64(e.Time.UnixMicro())/1e6, 'f', 6, 64)},
		"index": {e.Index}, "source": {e.Source}, "sourcetype": {e.Sourcetype}, "host": {e.Host},
	}
	dec := json.NewDecoder(bytes.NewReader(e.Event[:min(cutoff, len(e.Event))]))
	dec.UseNumber()
	// What the cutoff leaves over is no whole JSON: what comes before its end is extracted all the same.
	_ = row.extract(dec, "")
	return row
}

func (r Row) extract(dec *json.Decoder, name string) error {
	token, err := dec.Token()
	if err != nil {
		return err
	}
	switch token := token.(type) {
	case json.Delim:
		if token == '{' {
			return r.object(dec, name)
		}
		return r.list(dec, name+"{}")
	case nil:
		r[name] = append(r[name], "null")
	default:
		r[name] = append(r[name], fmt.Sprint(token))
	}
	return nil
}

func (r Row) object(dec *json.Decoder, name string) error {
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		inner := fmt.Sprint(key)
		if name != "" {
			inner = name + "." + inner
		}
		if err := r.extract(dec, inner); err != nil {
			return err
		}
	}
	_, err := dec.Token()
	return err
}

func (r Row) list(dec *json.Decoder, name string) error {
	for dec.More() {
		if err := r.extract(dec, name); err != nil {
			return err
		}
	}
	_, err := dec.Token()
	return err
}

// ReadEvents reads the body of a request to the HTTP Event Collector: JSON objects, one after the other.
func ReadEvents(body io.Reader) ([]Event, error) {
	var out []Event
	for dec := json.NewDecoder(body); ; {
		var e struct {
			Time                            *float64
			Index, Source, Sourcetype, Host string
			Event                           json.RawMessage
		}
		if err := dec.Decode(&e); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return out, err
		}
		if e.Time == nil || len(e.Event) == 0 {
			return out, errors.New("an event without time or event")
		}
		at := time.UnixMicro(int64(*e.Time * 1e6))
		out = append(out, Event{Time: at, Index: e.Index, Source: e.Source, Sourcetype: e.Sourcetype, Host: e.Host, Event: e.Event})
	}
}

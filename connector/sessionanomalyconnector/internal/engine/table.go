// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// table holds the live sessions, bounded by count and bytes, the least recently active first.
type table struct {
	maxCount       int
	maxBytes       int64
	slots          int
	bytes          int64
	entries        map[string]*entry
	oldest, newest *entry
	places         places
}

type entry struct {
	session    *detect.Session
	size       int64
	touched    time.Time // event time reached when the session was last used: in the order of the list
	prev, next *entry
	kept       kept
}

func newTable(maxCount int, maxBytes int64, slots int) *table {
	return &table{maxCount: maxCount, maxBytes: maxBytes, slots: slots, entries: make(map[string]*entry)}
}

// find returns the session and marks it as the most recently active.
func (t *table) find(key string, now time.Time) *detect.Session {
	e, ok := t.entries[key]
	if !ok {
		return nil
	}
	e.touched = now
	if e != t.newest {
		t.unlink(e)
		t.link(e)
	}
	return e.session
}

func (t *table) add(key string, now time.Time) *detect.Session {
	s := detect.NewSession(key, t.slots)
	e := &entry{session: s, touched: now}
	t.entries[s.Key] = e
	t.link(e)
	return s
}

// restore adds a session that was stored.
func (t *table) restore(s *detect.Session, touched time.Time, k kept) {
	e := &entry{session: s, touched: touched, size: int64(s.Size()), kept: k}
	t.bytes += e.size
	t.entries[s.Key] = e
	t.link(e)
}

func (t *table) remove(key string) {
	if e, ok := t.entries[key]; ok {
		t.unlink(e)
		t.bytes -= e.size
		delete(t.entries, key)
		t.places.leave(e)
	}
}

func (t *table) oldestSession() *detect.Session {
	if t.oldest == nil {
		return nil
	}
	return t.oldest.session
}

// idleSince returns a session that was not used since t, if any.
func (t *table) idleSince(at time.Time) *detect.Session {
	if t.oldest == nil || !t.oldest.touched.Before(at) {
		return nil
	}
	return t.oldest.session
}

// settle takes the new size of a session that was just used, and returns a session that must leave, if any.
func (t *table) settle(s *detect.Session) (*detect.Session, detect.EndReason) {
	e := t.entries[s.Key]
	size := int64(s.Size())
	t.bytes += size - e.size
	e.size = size
	return t.excess()
}

// excess returns the next session that must leave, nil when the table is within its bounds. A single session stays
// whatever its size: its detectors bound it.
func (t *table) excess() (*detect.Session, detect.EndReason) {
	switch {
	case len(t.entries) > t.maxCount:
		return t.oldest.session, detect.EndedCount
	case t.bytes > t.maxBytes && len(t.entries) > 1:
		return t.oldest.session, detect.EndedBytes
	default:
		return nil, ""
	}
}

func (t *table) byServer() map[string]int {
	n := make(map[string]int)
	for e := t.oldest; e != nil; e = e.next {
		servers := e.session.Servers()
		if len(servers) == 0 {
			n[""]++
		}
		for _, server := range servers {
			n[server]++
		}
	}
	return n
}

func (t *table) link(e *entry) {
	e.prev, e.next = t.newest, nil
	if t.newest != nil {
		t.newest.next = e
	} else {
		t.oldest = e
	}
	t.newest = e
}

func (t *table) unlink(e *entry) {
	if e.prev != nil {
		e.prev.next = e.next
	} else {
		t.oldest = e.next
	}
	if e.next != nil {
		e.next.prev = e.prev
	} else {
		t.newest = e.prev
	}
	e.prev, e.next = nil, nil
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/fetch"
)

// Ahead is how many events ObserveAll looks ahead.
const Ahead = detect.Abreast

// ahead is what is looked up of an event before it is its turn.
type ahead struct {
	hash     uint64 // of its session's key
	identity uint64 // among the events that may come again, 0 for none
	node     *node  // of its session, nil for none: one that ended, or began, in an earlier event is looked up again
	counts   any    // what the observer fetched
	fresh    bool   // no repeat
}

// ObserveAll takes events in order, as Observe does. What is known of ten thousand sessions is in no processor's cache, and one
// event after the other would wait for each piece of it in turn. So the sessions of the next events are looked up first, and
// all they consist of is read: these reads do not depend on each other, and go on at the same time.
func (e *Engine) ObserveAll(events []detect.Event) {
	var list [Ahead]ahead
	for len(events) > 0 {
		e.date(&events[0])
		next := events[:dated(events)]
		found := list[:len(next)]
		e.lookUp(next, found)
		e.fetch(next, found)
		for i := range next {
			if found[i].fresh {
				e.observe(&next[i], found[i].node)
			}
		}
		e.finish()
		events = events[len(next):]
	}
}

// dated is how many events can be taken at once: the time of one that has none depends on those before.
func dated(events []detect.Event) int {
	n := 1
	for n < min(Ahead, len(events)) && !undated(&events[n]) {
		n++
	}
	return n
}

// lookUp finds the sessions of events, and counts those that are no repeats. What each step reads is where the next one begins.
func (e *Engine) lookUp(events []detect.Event, found []ahead) {
	var sum byte
	for i := range events {
		e.interner.Name(&events[i])
		found[i] = ahead{hash: e.sessions.index.hashOf(events[i].SessionKey), identity: e.repeats.identity(&events[i])}
	}
	for i := range found {
		sum += e.repeats.fetch(found[i].identity) + e.sessions.index.fetch(found[i].hash)
	}
	for i := range found {
		found[i].node = e.sessions.index.find(events[i].SessionKey, found[i].hash)
	}
	for i := range events {
		found[i].counts = e.observer.Fetch(&events[i])
	}
	for i := range found {
		found[i].fresh = e.fresh(&events[i], found[i].identity, found[i].counts)
	}
	e.fetched += sum
}

// fetch reads all that the sessions consist of, and the texts of the events.
func (e *Engine) fetch(events []detect.Event, found []ahead) {
	var sum byte
	for i := range found {
		sum += fetch.Text(events[i].Arguments) + fetch.Text(events[i].Result)
	}
	for i := range found {
		if n := found[i].node; n != nil {
			sum += n.Of.session.Fetch()
		}
	}
	for i := range found {
		if n := found[i].node; n != nil {
			sum += n.Of.session.FetchMore()
		}
	}
	e.fetched += sum
}

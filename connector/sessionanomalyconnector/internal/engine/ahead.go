// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import "github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"

// Ahead is how many events ObserveAll looks ahead.
const Ahead = 8

// ObserveAll takes events in order, as Observe does. What is known of ten thousand sessions is in no processor's cache, and one
// event after the other would wait for each piece of it in turn. So the sessions of the next events are looked up first, and
// all they consist of is read: these reads do not depend on each other, and go on at the same time.
func (e *Engine) ObserveAll(events []detect.Event) {
	for len(events) > 0 {
		next := events[:min(Ahead, len(events))]
		e.fetch(next)
		for i := range next {
			e.Observe(&next[i])
		}
		events = events[len(next):]
	}
}

func (e *Engine) fetch(events []detect.Event) {
	var nodes [Ahead]*node
	for i := range events {
		nodes[i] = e.sessions.entries[events[i].SessionKey]
	}
	var sum byte
	for _, n := range nodes[:len(events)] {
		if n != nil {
			sum += n.Of.session.Fetch()
		}
	}
	for _, n := range nodes[:len(events)] {
		if n != nil {
			sum += n.Of.session.FetchMore()
		}
	}
	e.fetched = sum
}

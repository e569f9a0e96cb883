// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

// maxEventIDs is how many event ids of a session are remembered to know a replayed event by.
const maxEventIDs = 256

// eventIDs remembers the last event ids of a session's streams. Resumption with Last-Event-ID delivers events again.
type eventIDs struct {
	known map[string]struct{}
	order []string
	next  int
}

// seen notes an id and says whether it was there before. An event without id is never known.
func (e *eventIDs) seen(id string) bool {
	if id == "" {
		return false
	}
	if _, ok := e.known[id]; ok {
		return true
	}
	if e.known == nil {
		e.known = map[string]struct{}{}
	}
	e.known[id] = struct{}{}
	if len(e.order) < maxEventIDs {
		e.order = append(e.order, id)
		return false
	}
	delete(e.known, e.order[e.next])
	e.order[e.next] = id
	e.next = (e.next + 1) % maxEventIDs
	return false
}

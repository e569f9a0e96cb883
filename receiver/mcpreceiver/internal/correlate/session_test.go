// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package correlate

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
)

// TestStreamOutlivesItsSession: clients delete a session first and close its stream afterwards, and a full table evicts
// sessions with open streams. Neither brings the session back, nor loses the others.
func TestStreamOutlivesItsSession(t *testing.T) {
	in := func(session, method, body string) *observe.Observation {
		o := exchange(body, "", http.StatusOK)
		o.Exchange.Method = method
		o.Exchange.RequestHeader.Set("Mcp-Session-Id", session)
		return o
	}
	l := &log{start: time.Unix(0, 0)}
	tr := newTracker(t, l, func(s *Settings) { s.MaxSessions = 3 })
	see := func(o *observe.Observation, kind observe.Kind) { o.Kind = kind; tr.Observe(o) }

	stream, evicted := in("deleted", http.MethodGet, ""), in("evicted", http.MethodGet, "")
	see(evicted, observe.Opened)
	see(stream, observe.Opened)
	see(in("bystander", http.MethodPost, `{"method":"notifications/initialized"}`), observe.Whole)
	see(in("deleted", http.MethodDelete, ""), observe.Whole)
	see(stream, observe.Closed)
	assert.Equal(t, 2, tr.Sessions())
	for _, id := range []string{"a", "b", "c"} { // the bystander goes as well, in its turn
		see(in(id, http.MethodPost, `{"method":"notifications/initialized"}`), observe.Whole)
	}
	see(evicted, observe.Closed)
	assert.Equal(t, 3, tr.Sessions())
	tr.Close(time.Unix(2, 0), "shutdown")
	assert.Zero(t, tr.Sessions())

	all := strings.Join(l.lines, "\n")
	for _, id := range []string{"deleted", "evicted", "bystander", "a", "b", "c"} {
		for _, event := range []string{"mcp.session.start", "mcp.session.end"} {
			assert.Equal(t, 1, strings.Count(all, event+" session="+id+" "), "%s of %s in\n%s", event, id, all)
		}
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package measure

import (
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/window"
)

// maxConnections bounds the clients that are told apart; past it the least recently seen ones are not counted.
const maxConnections = 50_000

// connections remembers which clients were seen at which server within the activity window.
type connections struct {
	activity time.Duration
	seen     *window.Keyed[string]
	buf      []byte
}

func newConnections(activity time.Duration) *connections {
	return &connections{activity: activity, seen: window.NewKeyed[string](maxConnections)}
}

// see notes the client of an event, of which who is the caller, nil where that is not known. Nearly every caller comes from one
// client.
func (c *connections) see(ev *detect.Event, who *Caller) {
	client := ev.ClientFingerprint
	if client == "" {
		client = ev.ClientAddress
	}
	if client == "" {
		client = ev.SessionKey
	}
	if client == "" {
		return
	}
	if who != nil && who.from(ev.Server, client) {
		c.seen.UseAgain(who.client, ev.Time)
		return
	}
	c.buf = append(append(append(c.buf[:0], ev.Server...), 0), client...)
	at := c.seen.Use(c.buf, ev.Time)
	if server := at.Value(); *server == "" {
		*server = strings.Clone(ev.Server)
	}
	if who != nil {
		who.client = at
	}
}

// byServer counts the clients seen within the window before now, which is event time: no single clock that is ahead ends it,
// and it goes on when nothing comes.
func (c *connections) byServer(now time.Time) map[string]int {
	c.seen.Expire(now.Add(-c.activity))
	n := make(map[string]int)
	c.seen.Each(func(_ string, _ time.Time, server *string) { n[*server]++ })
	return n
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"slices"
	"time"
)

const (
	// maxCheckpoint bounds what is stored of sessions, in bytes; sessions past it are left out and counted.
	maxCheckpoint = 64 << 20
	// maxPieces and maxPieceBytes bound how much is copied at once: no event is taken meanwhile.
	maxPieces     = 32
	maxPieceBytes = 256 << 10
)

// Piece is a session as it is stored, or without Data a place that is empty now.
type Piece struct {
	Place int
	Data  []byte
	entry *entry
}

// Checkpoint brings what is stored of the live sessions up to date. It costs as much as sessions changed since the last one,
// and is taken in pieces, so that events go on between them: sessions are stored as of slightly different moments. None of
// its methods may run while the engine does.
type Checkpoint struct {
	e       *Engine
	changed []*entry // the most recently active last
	left    []int
	leftOut int
}

// Checkpoint lists the sessions that changed since the last one.
func (e *Engine) Checkpoint() *Checkpoint {
	c := &Checkpoint{e: e, left: e.sessions.places.left}
	e.sessions.places.left = nil
	for n := e.sessions.order.Latest(); n != nil && !n.Of.touched.Time().Before(e.checkpointed); n = n.Older() {
		if n.Of.session.Events != n.Of.kept.events {
			c.changed = append(c.changed, &n.Of)
		}
	}
	slices.Reverse(c.changed)
	e.checkpointed = e.clock.now
	return c
}

// Next gives the next pieces, none when all were given.
func (c *Checkpoint) Next() []Piece {
	if len(c.left) > 0 {
		return c.empty()
	}
	var pieces []Piece
	for size := 0; len(c.changed) > 0 && len(pieces) < maxPieces && size < maxPieceBytes; {
		n := len(c.changed) - 1
		one := c.changed[n]
		c.changed = c.changed[:n]
		if one.gone {
			continue
		}
		if p, ok := c.freeze(one); ok {
			pieces, size = append(pieces, p), size+len(p.Data)
		}
	}
	if pieces == nil && len(c.e.sessions.places.left) > 0 { // of sessions that were left out
		c.left, c.e.sessions.places.left = c.e.sessions.places.left, nil
		return c.empty()
	}
	return pieces
}

// empty gives the places to be emptied, all at once: they have no data. They are free from now on.
func (c *Checkpoint) empty() []Piece {
	pieces := make([]Piece, len(c.left))
	for i, place := range c.left {
		pieces[i].Place = place
	}
	places := &c.e.sessions.places
	places.free = append(places.free, c.left...)
	c.left = nil
	return pieces
}

func (c *Checkpoint) freeze(e *entry) (Piece, bool) {
	places := &c.e.sessions.places
	data, err := freeze(e)
	if err != nil || places.bytes-int(e.kept.bytes)+len(data) > maxCheckpoint {
		places.vacate(e)
		c.leftOut++
		return Piece{}, false
	}
	if e.kept.place == 0 {
		e.kept.place = int32(places.take())
	}
	places.bytes += len(data) - int(e.kept.bytes)
	e.kept.events, e.kept.bytes = e.session.Events, int32(len(data))
	return Piece{Place: int(e.kept.place), Data: data, entry: e}, true
}

// LeftOut is how many sessions were left out because the limit was reached or they could not be stored.
func (c *Checkpoint) LeftOut() int { return c.leftOut }

// Failed takes back the pieces that could not be written, and those not asked for yet: the next checkpoint has them again.
func (c *Checkpoint) Failed(pieces []Piece) {
	c.e.checkpointed = time.Time{}
	places := &c.e.sessions.places
	places.left = append(places.left, c.left...)
	for _, p := range pieces {
		if p.entry != nil {
			p.entry.kept.events = -1
			continue
		}
		places.left = append(places.left, p.Place)
		places.free = slices.DeleteFunc(places.free, func(free int) bool { return free == p.Place })
	}
}

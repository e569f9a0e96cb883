// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// disk keeps what checkpoints give.
type disk struct {
	header []byte
	places map[int][]byte
}

func newDisk() *disk { return &disk{places: map[int][]byte{}} }

// take writes a checkpoint and returns the places written and emptied.
func (d *disk) take(t *testing.T, e *Engine) (written, emptied int) {
	t.Helper()
	c := e.Checkpoint()
	for pieces := c.Next(); len(pieces) > 0; pieces = c.Next() {
		w, m := d.write(pieces)
		written, emptied = written+w, emptied+m
	}
	header, whole, err := e.Header(true)
	require.NoError(t, err)
	assert.True(t, whole)
	d.header = header
	return written, emptied
}

func (d *disk) write(pieces []Piece) (written, emptied int) {
	for _, p := range pieces {
		if p.Data == nil {
			delete(d.places, p.Place)
			emptied++
		} else {
			d.places[p.Place] = p.Data
			written++
		}
	}
	return written, emptied
}

// boot starts an engine from what is on the disk.
func (d *disk) boot(t *testing.T) *Engine {
	t.Helper()
	e, _, _ := newEngine(bounds(), nil)
	lost, err := e.Load(d.header, func(place int) ([]byte, error) { return d.places[place], nil })
	require.NoError(t, err)
	assert.Zero(t, lost)
	return e
}

func (e *Engine) keys() map[string]int64 {
	keys := map[string]int64{}
	for n := e.sessions.order.First(); n != nil; n = n.Newer() {
		keys[n.Of.session.Key] = n.Of.session.Calls
	}
	return keys
}

func TestACheckpointWritesWhatChanged(t *testing.T) {
	e, _, _ := newEngine(bounds(), nil)
	d := newDisk()
	for i := range 90 {
		e.Observe(call(time.Duration(i)*time.Second, fmt.Sprint("s", i), "read"))
	}
	written, emptied := d.take(t, e)
	assert.Equal(t, 90, written)
	assert.Zero(t, emptied)
	written, _ = d.take(t, e)
	assert.Zero(t, written, "nothing changed")

	e.Observe(call(91*time.Second, "s5", "read"))
	e.Observe(call(91*time.Second, "s7", "read"))
	written, _ = d.take(t, e)
	assert.Equal(t, 2, written)
	assert.Equal(t, e.keys(), d.boot(t).keys())
}

func TestPlacesOfEndedSessionsAreTakenAgain(t *testing.T) {
	e, _, _ := newEngine(bounds(), nil)
	d := newDisk()
	end := func(at time.Duration, session string) {
		ev := call(at, session, "")
		ev.Name = "mcp.session.end"
		e.Observe(ev)
	}
	for round := range 5 {
		at := time.Duration(round) * time.Minute
		for i := range 10 {
			e.Observe(call(at+time.Duration(i)*time.Second, fmt.Sprint("s", round, "-", i), "read"))
		}
		d.take(t, e)
		assert.Len(t, d.places, 10)
		assert.Equal(t, e.keys(), d.boot(t).keys())
		for i := range 10 {
			end(at+20*time.Second, fmt.Sprint("s", round, "-", i))
		}
	}
	_, emptied := d.take(t, e)
	assert.Equal(t, 10, emptied)
	assert.Empty(t, d.places)
	assert.Equal(t, 10, e.sessions.places.taken, "never more places than sessions at once")
	assert.Zero(t, e.sessions.places.bytes)
}

func TestWhatCouldNotBeWrittenIsWrittenLater(t *testing.T) {
	e, _, _ := newEngine(bounds(), nil)
	d := newDisk()
	for i := range 90 {
		e.Observe(call(time.Duration(i)*time.Second, fmt.Sprint("s", i), "read"))
	}
	d.take(t, e)
	e.end(&e.sessions.find("s3").Of.session, "idle")
	for i := range 80 {
		e.Observe(call(100*time.Second, fmt.Sprint("s", i+10), "read"))
	}
	e.Observe(call(200*time.Second, "s90", "read"))
	for failing := range 3 { // the emptied place, then the first and the last sessions
		c := e.Checkpoint()
		pieces := c.Next()
		for range min(failing, 1) {
			d.write(pieces)
			pieces = c.Next()
		}
		require.NotEmpty(t, pieces, failing)
		c.Failed(pieces)
	}
	d.take(t, e)
	assert.Equal(t, e.keys(), d.boot(t).keys())
	assert.Len(t, d.places, 90)
}

func TestACheckpointGoesOnAmidEvents(t *testing.T) {
	e, _, _ := newEngine(bounds(), nil)
	for i := range 100 {
		e.Observe(call(time.Duration(i)*time.Second, fmt.Sprint("s", i), "read"))
	}
	d := newDisk()
	c := e.Checkpoint()
	for pieces := c.Next(); len(pieces) > 0; pieces = c.Next() {
		assert.LessOrEqual(t, len(pieces), maxPieces)
		d.write(pieces)
		e.end(&e.sessions.find("s1").Of.session, "idle") // not yet written
		e.Observe(call(101*time.Second, "s1", "read"))
		e.Observe(call(101*time.Second, "s99", "read")) // written
	}
	d.take(t, e)
	assert.Equal(t, e.keys(), d.boot(t).keys())
}

func TestAnOlderStateOfASessionGivesWay(t *testing.T) {
	e, _, _ := newEngine(bounds(), nil)
	d := newDisk()
	e.Observe(call(0, "s1", "read"))
	d.take(t, e)
	old := d.places[1]
	e.Observe(call(time.Second, "s1", "read"))
	e.Observe(call(time.Second, "s2", "read"))
	d.take(t, e)
	d.places[2], d.places[1] = d.places[1], old // s2 is not there, s1 is there twice
	again := d.boot(t)
	assert.Equal(t, map[string]int64{"s1": 2}, again.keys())
	_, emptied := d.take(t, again)
	assert.Equal(t, 1, emptied)
	assert.Equal(t, map[string]int64{"s1": 2}, d.boot(t).keys())
}

func TestAPlaceThatCannotBeReadCostsItsSession(t *testing.T) {
	e, _, _ := newEngine(bounds(), nil)
	d := newDisk()
	e.Observe(call(0, "s1", "read"))
	e.Observe(call(0, "s2", "read"))
	d.take(t, e)
	d.places[int(e.sessions.find("s1").Of.kept.place)] = []byte("{")
	again, _, _ := newEngine(bounds(), nil)
	lost, err := again.Load(d.header, func(place int) ([]byte, error) { return d.places[place], nil })
	require.NoError(t, err)
	assert.Equal(t, 1, lost)
	assert.Equal(t, map[string]int64{"s2": 1}, again.keys())
}

// BenchmarkCheckpoint measures a checkpoint of 1,000 sessions that all changed: time is for one session.
func BenchmarkCheckpoint(b *testing.B) {
	cfg := bounds()
	cfg.MaxSessions, cfg.MaxBytes = 1000, 1<<30
	e, _, _ := newEngine(cfg, nil)
	for n := 0; n < b.N; {
		b.StopTimer()
		for i := range 1000 {
			e.Observe(call(time.Duration(n)*time.Millisecond, fmt.Sprint("s", i), "read"))
		}
		b.StartTimer()
		c := e.Checkpoint()
		for pieces := c.Next(); len(pieces) > 0; pieces = c.Next() {
			n += len(pieces)
		}
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// storedVersion is the version of the stored form. Another version is not read.
const storedVersion = 3

// maxPlaces bounds how many places are looked at when the configuration allows fewer sessions than it did.
const maxPlaces = 1 << 20

var errVersion = errors.New("stored by another version")

// header is the engine's state as it is stored, apart from its sessions.
type header struct {
	Version int
	Now     time.Time
	Ticked  time.Time // when detectors were last ticked
	Places  int       // sessions lie in the places from 1 to this
	Armed   []frozenShot
	Repeats []uint64        `json:",omitempty"`
	Rules   json.RawMessage `json:",omitempty"`
}

type frozenShot struct {
	Key      string
	At       time.Time
	Severity detect.Severity
}

// touchedSize is what the time of a session's last use takes before the session itself: nanoseconds since 1970.
const touchedSize = 8

func freeze(e *entry) ([]byte, error) {
	session, err := e.session.Freeze()
	if err != nil {
		return nil, err
	}
	data := make([]byte, 0, touchedSize+len(session))
	return append(binary.BigEndian.AppendUint64(data, uint64(e.touched)), session...), nil
}

// maxRules bounds what is stored of rules while traffic goes on, in bytes.
const maxRules = 16 << 20

// Header gives the time reached, what was raised lately, which events were seen, and what rules know. It is to be written
// after the pieces of a checkpoint. When running, rules that know too much to be copied at once are left out: whole is false.
func (e *Engine) Header(running bool) (data []byte, whole bool, err error) {
	h := header{Version: storedVersion, Now: e.clock.now, Ticked: e.ticked, Places: e.sessions.places.taken, Repeats: e.repeats.list()}
	e.armed.raised.Each(func(key string, _ time.Time, s *shot) {
		h.Armed = append(h.Armed, frozenShot{key, s.at, s.severity})
	})
	whole = true
	if e.correlator != nil {
		if whole = !running || e.correlator.Size() <= maxRules; whole {
			if h.Rules, err = e.correlator.Save(); err != nil {
				return nil, whole, err
			}
		}
	}
	data, err = json.Marshal(&h)
	return data, whole, err
}

// Load restores what was stored, before the first event. Read gives what lies at a place, empty for nothing. It returns how
// many sessions could not be read: they begin afresh.
func (e *Engine) Load(data []byte, read func(place int) ([]byte, error)) (lost int, err error) {
	var h header
	if err := json.Unmarshal(data, &h); err != nil {
		return 0, err
	}
	if h.Version != storedVersion {
		return 0, fmt.Errorf("%w: %d", errVersion, h.Version)
	}
	if most := max(e.cfg.MaxSessions, maxPlaces); h.Places < 0 || h.Places > most {
		return 0, fmt.Errorf("%d places for sessions: there cannot be more than %d", h.Places, most)
	}
	e.clock.set(h.Now)
	e.ticked, e.checkpointed = h.Ticked, h.Now
	lost, err = e.restore(h.Places, read)
	for _, f := range h.Armed {
		*e.armed.raised.Get(f.Key, f.At) = shot{f.At, f.Severity}
	}
	e.repeats.restore(h.Repeats)
	if e.correlator != nil && len(h.Rules) > 0 {
		err = errors.Join(err, e.correlator.Load(h.Rules))
	}
	return lost, err
}

// thawed is a session on its way back into the table.
type thawed struct {
	session *detect.Session
	touched time.Time
	kept    kept
}

// restore reads the sessions of every place, and puts them into the table in the order in which they were used.
func (e *Engine) restore(taken int, read func(place int) ([]byte, error)) (lost int, err error) {
	var found []thawed
	places := &e.sessions.places
	for places.taken < taken && len(found) < e.cfg.MaxSessions {
		places.taken++
		data, failed := read(places.taken)
		if failed != nil {
			err = failed
		}
		if len(data) == 0 {
			places.free = append(places.free, places.taken)
			continue
		}
		t, ok := e.thaw(data)
		if !ok {
			lost++
			places.left = append(places.left, places.taken)
			continue
		}
		t.kept = kept{events: t.session.Events, place: int32(places.taken), bytes: int32(len(data))}
		places.bytes += len(data)
		found = append(found, t)
	}
	slices.SortStableFunc(found, func(a, b thawed) int { return a.touched.Compare(b.touched) })
	for _, t := range found {
		e.sessions.remove(t.session.Key) // an older state of it that was not emptied in time
		e.sessions.restore(t.session, t.touched, t.kept)
	}
	return lost, err
}

func (e *Engine) thaw(data []byte) (thawed, bool) {
	if len(data) < touchedSize {
		return thawed{}, false
	}
	s, err := e.setup.Thaw(data[touchedSize:], e.interner)
	return thawed{session: s, touched: time.Unix(0, int64(binary.BigEndian.Uint64(data))).UTC()}, err == nil
}

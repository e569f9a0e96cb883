// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

const (
	// checkpointVersion is the version of the stored form. Another version is not read.
	checkpointVersion = 1
	// maxCheckpoint bounds what is stored of sessions, in bytes; the least recently active ones are left out.
	maxCheckpoint = 64 << 20
)

var errVersion = errors.New("stored by another version")

// checkpoint is the engine's state as it is stored.
type checkpoint struct {
	Version  int
	Now      time.Time
	Sessions []frozenSession // least recently active first
	Armed    []frozenShot
	Rules    json.RawMessage `json:",omitempty"`
}

type frozenSession struct {
	Touched time.Time
	Session json.RawMessage
}

type frozenShot struct {
	Key      string
	At       time.Time
	Severity detect.Severity
}

// Save gives the live sessions, the time reached, and what was raised lately, as bytes. It returns how many sessions were
// left out because the limit was reached or they could not be stored.
func (e *Engine) Save() (data []byte, leftOut int, err error) {
	c := checkpoint{Version: checkpointVersion, Now: e.clock.now}
	size := 0
	for n := e.sessions.newest; n != nil; n = n.prev {
		frozen, err := n.session.Freeze()
		if err != nil || size+len(frozen) > maxCheckpoint {
			leftOut++
			continue
		}
		size += len(frozen)
		c.Sessions = append(c.Sessions, frozenSession{n.touched, frozen})
	}
	slices.Reverse(c.Sessions)
	e.armed.raised.Each(func(key string, _ time.Time, s *shot) {
		c.Armed = append(c.Armed, frozenShot{key, s.at, s.severity})
	})
	if e.correlator != nil {
		if c.Rules, err = e.correlator.Save(); err != nil {
			return nil, leftOut, err
		}
	}
	data, err = json.Marshal(&c)
	return data, leftOut, err
}

// Load restores what Save gave, before the first event.
func (e *Engine) Load(data []byte) error {
	var c checkpoint
	if err := json.Unmarshal(data, &c); err != nil {
		return err
	}
	if c.Version != checkpointVersion {
		return fmt.Errorf("%w: %d", errVersion, c.Version)
	}
	e.clock.now, e.ticked = c.Now, c.Now
	for _, f := range c.Sessions {
		s, err := e.setup.Thaw(f.Session, e.interner)
		if err != nil {
			return err
		}
		e.sessions.restore(s, f.Touched)
	}
	for _, f := range c.Armed {
		*e.armed.raised.Get(f.Key, f.At) = shot{f.At, f.Severity}
	}
	if e.correlator != nil && len(c.Rules) > 0 {
		return e.correlator.Load(c.Rules)
	}
	return nil
}

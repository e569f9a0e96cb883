// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// teller tells which sessions it sees, and raises a finding for each.
type teller struct {
	name string
	told *[]string
}

func (d teller) Name() string { return d.name }

func (d teller) Observe(env *detect.Env, _ *detect.Event, s *detect.Session) {
	*d.told = append(*d.told, d.name+" "+s.Key)
	env.Emit(detect.Finding{Severity: detect.Low, Time: env.Now()})
}

// TestTurns wants each detector to take the events that wait, up to the second one of a session, before the next detector, and
// findings in the order of the events all the same, each at its own time.
func TestTurns(t *testing.T) {
	var told []string
	detectors := []detect.Detector{teller{"a", &told}, teller{"b", &told}}
	cfg := bounds()
	cfg.Rearm = 0 // every finding is sent
	e := New(cfg, detect.NewSetup(zap.NewNop()), detectors, nil, &log{})
	for _, session := range []string{"s0", "s1", "s2"} {
		e.Observe(call(0, session, "read"))
	}
	assert.Equal(t, []string{"a s0", "b s0", "a s1", "b s1", "a s2", "b s2"}, told)

	e.Take()
	told = nil
	e.ObserveAll([]detect.Event{*call(time.Second, "s0", "read"), *call(2*time.Second, "s1", "read"), *call(3*time.Second, "s0", "read"), *call(4*time.Second, "s2", "read")})
	assert.Equal(t, []string{"a s0", "a s1", "b s0", "b s1", "a s0", "a s2", "b s0", "b s2"}, told)
	var found []string
	for _, f := range e.Take() {
		found = append(found, f.Detector+" "+f.SessionKey+" "+f.Time.Sub(t0).String())
	}
	assert.Equal(t, []string{"a s0 1s", "b s0 1s", "a s1 2s", "b s1 2s", "a s0 3s", "b s0 3s", "a s2 4s", "b s2 4s"}, found)
}

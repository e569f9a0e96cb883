// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// sink is an Env's counterpart that counts drops.
type sink struct{ dropped map[string]int64 }

func (sink) Flow(*detect.Event, string, string, int64) {}
func (sink) ToolClass(string, string, string)          {}
func (s sink) Drop(detector, reason string, n int64) {
	s.dropped[detector+" "+reason] += n
}

// stage plays occurrences against one rule. Times are minutes after noon.
type stage struct {
	c    *Correlator
	env  *detect.Env
	sink sink
}

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func minute(n float64) time.Time { return noon.Add(time.Duration(n * float64(time.Minute))) }

func newStage(cfg RuleConfig) *stage {
	cfg.Alert.Severity = "high"
	s := sink{map[string]int64{}}
	return &stage{c: New(map[string]SignalConfig{"a": {}, "b": {}, "c": {}}, map[string]RuleConfig{"rule": cfg}), env: detect.NewEnv(s), sink: s}
}

// at plays signals of one user at a time, and gives what was found as "user minute".
func (s *stage) at(n float64, user string, signals ...string) []string {
	s.env.Begin(minute(n))
	s.c.Due(s.env, minute(n))
	for _, name := range signals {
		s.c.Correlate(s.env, &detect.Event{Time: minute(n), Signals: []detect.Signal{{Name: name, Key: user}}}, nil)
	}
	var found []string
	for _, f := range s.env.Raised() {
		found = append(found, fmt.Sprintf("%s %g", f.User, f.Time.Sub(noon).Minutes()))
	}
	return found
}

func waits(awaited ...TermConfig) RuleConfig {
	return RuleConfig{All: []TermConfig{{Is: "a"}}, Absent: awaited}
}

func TestARuleWaitsForWhatDoesNotCome(t *testing.T) {
	s := newStage(waits(TermConfig{Is: "b", After: 15 * time.Minute}))
	assert.Empty(t, s.at(0, "ann", "a"))
	assert.Empty(t, s.at(1, "bob", "a"))
	assert.Empty(t, s.at(5, "bob", "b"), "it came")
	assert.Empty(t, s.at(14.9, ""))
	assert.Equal(t, []string{"ann 15"}, s.at(40, ""))
	assert.Empty(t, s.at(60, ""), "once")
}

func TestTheFirstWaitOfAKeyCounts(t *testing.T) {
	s := newStage(waits(TermConfig{Is: "b", After: 15 * time.Minute}))
	s.at(0, "ann", "a")
	s.at(10, "ann", "a")
	assert.Equal(t, []string{"ann 15"}, s.at(16, "ann"))
	s.at(20, "ann", "a")
	s.at(21, "ann", "b")
	s.at(25, "ann", "a") // the appointment of the wait that ended is kept for this one
	assert.Empty(t, s.at(36, ""))
	assert.Equal(t, []string{"ann 40"}, s.at(41, ""))
}

func TestOrderOfDeliveryDoesNotMatter(t *testing.T) {
	for _, first := range []string{"a", "b"} {
		s := newStage(waits(TermConfig{Is: "b", After: 15 * time.Minute}))
		if first == "a" {
			s.at(0, "ann", "a", "b")
		} else {
			s.at(0, "ann", "b", "a")
		}
		assert.Empty(t, s.at(30, ""), "both at one time, %s first", first)
	}
	s := newStage(waits(TermConfig{Is: "b", After: 15 * time.Minute}))
	s.at(5, "ann", "b")
	s.at(3, "ann", "a") // late
	assert.Empty(t, s.at(30, ""))
	s.at(40, "ann", "a")
	s.at(38, "ann", "b") // late, and before it
	assert.Equal(t, []string{"ann 55"}, s.at(60, ""))
}

func TestWaitingForTheNextOfAKind(t *testing.T) {
	s := newStage(waits(TermConfig{Is: "a", After: 5 * time.Minute}))
	for n := range 10 {
		assert.Empty(t, s.at(float64(4*n), "db", "a"))
	}
	assert.Equal(t, []string{"db 41"}, s.at(42, ""))
}

func TestWaitingForSeveral(t *testing.T) {
	s := newStage(waits(TermConfig{Is: "b", After: 10 * time.Minute}, TermConfig{Is: "c", Count: 2, After: 30 * time.Minute}))
	s.at(0, "once", "a")
	s.at(0, "twice", "a")
	s.at(0, "late", "a")
	s.at(1, "once", "c")
	s.at(1, "twice", "c")
	s.at(2, "twice", "c")
	s.at(11, "late", "b")
	assert.Equal(t, []string{"late 30", "once 30"}, s.at(31, ""))
}

func TestLookingBackAndForward(t *testing.T) {
	s := newStage(waits(TermConfig{Is: "b", Within: time.Hour}, TermConfig{Is: "b", After: 15 * time.Minute}))
	s.at(0, "before", "b")
	s.at(10, "before", "a")
	s.at(10, "never", "a")
	assert.Equal(t, []string{"never 25"}, s.at(60, ""))
}

func TestWaitsSurviveARestart(t *testing.T) {
	cfg := waits(TermConfig{Is: "b", After: 15 * time.Minute})
	s := newStage(cfg)
	s.at(0, "ann", "a")
	s.at(0, "bob", "a")
	data, err := s.c.Save()
	require.NoError(t, err)
	again := newStage(cfg)
	require.NoError(t, again.c.Load(data))
	again.at(5, "bob", "b")
	assert.Equal(t, []string{"ann 15"}, again.at(20, ""))
	forgetful := newStage(RuleConfig{All: []TermConfig{{Is: "a"}}, Absent: []TermConfig{{Is: "b"}}})
	require.NoError(t, forgetful.c.Load(data), "the rule waits for nothing any more")
	assert.Empty(t, forgetful.at(20, ""))
}

func TestWaitsAreBounded(t *testing.T) {
	cfg := waits(TermConfig{Is: "b", After: 15 * time.Minute})
	cfg.MaxKeys = 10
	s := newStage(cfg)
	for n := range 1000 {
		s.at(float64(n)/1000, fmt.Sprint("user", n), "a")
		s.at(float64(n)/1000, "busy", "a", "b")
	}
	assert.LessOrEqual(t, len(s.c.rules[0].due), 2*cfg.MaxKeys+1)
	assert.Positive(t, s.sink.dropped["rule max_keys"])
	assert.Len(t, s.at(30, ""), 9, "the others were forgotten, and counted")
	assert.Empty(t, s.c.rules[0].due)
}

func TestMistakesOfAfter(t *testing.T) {
	cfg := RuleConfig{
		All:    []TermConfig{{Is: "a", After: time.Minute}},
		Absent: []TermConfig{{Is: "b", After: time.Minute, Within: time.Minute}, {Is: "c", After: -1}},
		Alert:  AlertConfig{Severity: "high"},
	}
	err := cfg.Validate()
	for _, want := range []string{"a: after is for terms under absent", "b: within looks back", "c: count, within and after must not be negative"} {
		require.ErrorContains(t, err, want)
	}
}

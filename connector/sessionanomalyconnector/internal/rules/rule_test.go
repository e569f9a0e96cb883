// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// came is a signal at a minute after noon.
type came struct {
	at     float64
	signal string
}

// minutes plays signals of one user in the order given, and lists the minutes of what was found.
func minutes(cfg RuleConfig, signals []came) []float64 {
	s := newStage(cfg)
	var found []float64
	for _, c := range signals {
		s.at(c.at, "ann", c.signal)
		for _, f := range s.env.Raised() {
			f.Complete(&detect.Event{Time: minute(c.at)}, nil)
			found = append(found, f.Time.Sub(noon).Minutes())
		}
	}
	return found
}

func is(names ...string) []TermConfig {
	var terms []TermConfig
	for _, name := range names {
		terms = append(terms, TermConfig{Is: name})
	}
	return terms
}

func TestHowTermsComeTogether(t *testing.T) {
	for _, tt := range []struct {
		name    string
		cfg     RuleConfig
		signals []came
		want    []float64
	}{
		{"all, in any order", RuleConfig{All: is("a", "b")}, []came{{1, "b"}, {5, "a"}}, []float64{5}},
		{"all, one is missing", RuleConfig{All: is("a", "b", "c")}, []came{{1, "b"}, {5, "a"}}, nil},
		{"all, at the edge of the window", RuleConfig{All: is("a", "b")}, []came{{0, "b"}, {60, "a"}}, []float64{60}},
		{"all, one past it", RuleConfig{All: is("a", "b")}, []came{{0, "b"}, {60.1, "a"}}, nil},
		{"all, one with a window of its own", RuleConfig{All: []TermConfig{{Is: "a"}, {Is: "b", Within: 3 * time.Hour}}}, []came{{0, "b"}, {170, "a"}}, []float64{170}},
		{"any", RuleConfig{Any: is("a", "b")}, []came{{1, "b"}, {2, "c"}, {3, "a"}}, []float64{1, 3}},
		{"all and any", RuleConfig{All: is("a"), Any: is("b", "c")}, []came{{1, "a"}, {2, "c"}}, []float64{2}},
		{"count", RuleConfig{All: []TermConfig{{Is: "a", Count: 3}}}, []came{{1, "a"}, {2, "a"}, {3, "a"}}, []float64{3}},
		{"count, too few", RuleConfig{All: []TermConfig{{Is: "a", Count: 3}}}, []came{{1, "a"}, {2, "a"}}, nil},
		{"count, too slow", RuleConfig{All: []TermConfig{{Is: "a", Count: 3}}}, []came{{1, "a"}, {2, "a"}, {70, "a"}}, nil},
		{"sequence", RuleConfig{Sequence: is("a", "b", "c")}, []came{{1, "a"}, {2, "b"}, {3, "c"}}, []float64{3}},
		{"sequence in another order", RuleConfig{Sequence: is("a", "b", "c")}, []came{{1, "b"}, {2, "a"}, {3, "c"}}, nil},
		{"sequence with more between", RuleConfig{Sequence: is("a", "b")}, []came{{1, "a"}, {2, "c"}, {3, "a"}, {4, "b"}}, []float64{4}},
		{"sequence longer than the window", RuleConfig{Sequence: is("a", "b", "c")}, []came{{1, "a"}, {40, "b"}, {70, "c"}}, nil},
		{"one of a kind is not two", RuleConfig{Sequence: is("a", "a")}, []came{{1, "a"}}, nil},
		{"two of a kind", RuleConfig{Sequence: is("a", "a")}, []came{{1, "a"}, {2, "a"}}, []float64{2}},
		{"a sequence of bursts", RuleConfig{Sequence: []TermConfig{{Is: "a", Count: 2}, {Is: "b"}}}, []came{{1, "a"}, {2, "b"}, {3, "a"}, {4, "b"}}, []float64{4}},
		{"sequence, and then another", RuleConfig{All: is("c"), Sequence: is("a", "b")}, []came{{1, "a"}, {2, "b"}, {3, "c"}}, []float64{3}},
		{"sequence, and its beginning again", RuleConfig{Sequence: is("a", "b")}, []came{{1, "a"}, {2, "b"}, {3, "a"}}, []float64{2}},
		{"absent", RuleConfig{All: is("a"), Absent: is("b")}, []came{{1, "a"}}, []float64{1}},
		{"absent, but there", RuleConfig{All: is("a"), Absent: is("b")}, []came{{1, "b"}, {2, "a"}}, nil},
		{"absent for long enough", RuleConfig{All: is("a"), Absent: is("b")}, []came{{1, "b"}, {62, "a"}}, []float64{62}},
		{"what is absent raises nothing", RuleConfig{All: is("a"), Absent: []TermConfig{{Is: "b", Count: 2}}}, []came{{1, "a"}, {2, "b"}}, []float64{1}},
		{"everything at once", RuleConfig{All: is("a"), Sequence: is("b", "c"), Absent: []TermConfig{{Is: "a", Count: 2}}}, []came{{1, "a"}, {2, "b"}, {3, "c"}}, []float64{3}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, minutes(tt.cfg, tt.signals))
		})
	}
}

// TestSourcesMayDeliverInAnyOrder is metamorphic: signals of several sources give the same finding, with the same time,
// whichever source is faster.
func TestSourcesMayDeliverInAnyOrder(t *testing.T) {
	signals := []came{{1, "a"}, {2, "b"}, {3, "c"}}
	for name, cfg := range map[string]RuleConfig{
		"all":            {All: is("a", "b", "c")},
		"sequence":       {Sequence: is("a", "b", "c")},
		"all, sequence":  {All: is("b"), Sequence: is("a", "c")},
		"all, any":       {All: is("a", "c"), Any: is("b")},
		"wrong sequence": {Sequence: is("c", "a", "b")},
	} {
		want := minutes(cfg, signals)
		for _, order := range [][]int{{0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
			var delivered []came
			for _, i := range order {
				delivered = append(delivered, signals[i])
			}
			assert.Equal(t, want, minutes(cfg, delivered), "%s, delivered as %v", name, order)
		}
		assert.Equal(t, name != "wrong sequence", slices.Equal(want, []float64{3}), name)
	}
}

// TestAFindingSaysWhomItIsAbout: the record that completes a rule may be of a source that knows nothing of our names.
func TestAFindingSaysWhomItIsAbout(t *testing.T) {
	for _, tt := range []struct {
		join string
		ev   detect.Event
		want detect.Finding
	}{
		{"", detect.Event{}, detect.Finding{User: "ann"}},
		{"", detect.Event{User: "Ann"}, detect.Finding{User: "Ann"}},
		{"", detect.Event{User: "an-account-of-the-host"}, detect.Finding{User: "ann"}},
		{"server", detect.Event{User: "root"}, detect.Finding{User: "root", Server: "ann"}},
		{"session", detect.Event{}, detect.Finding{SessionKey: "ann"}},
		{"tool", detect.Event{}, detect.Finding{Tool: "ann"}},
		{"address", detect.Event{}, detect.Finding{ClientAddress: "ann"}},
	} {
		s := newStage(RuleConfig{All: is("a"), Join: tt.join})
		s.env.Begin(noon)
		tt.ev.Time, tt.ev.Signals = noon, []detect.Signal{{Name: "a", Key: "Ann"}}
		s.c.Correlate(s.env, &tt.ev, nil)
		f := s.env.Raised()[0]
		f.Complete(&tt.ev, nil)
		got := detect.Finding{User: f.User, SessionKey: f.SessionKey, Server: f.Server, Tool: f.Tool, ClientAddress: f.ClientAddress}
		assert.Equal(t, tt.want, got, "joined by %q", tt.join)
	}
}

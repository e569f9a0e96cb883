// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/window"
)

// rule follows its terms by key.
type rule struct {
	name  string
	cfg   RuleConfig
	terms []term // all, any, sequence, absent, in this order
	keys  *window.Keyed[progress]
	// patience is how long the rule waits for what must not come, 0 when nothing looks forward.
	patience time.Duration
	due      queue
}

// part says which list of the rule a term is in.
type part uint8

const (
	inAll part = iota
	inAny
	inSequence
	inAbsent
	inAwaited // absent, and looking forward
)

type term struct {
	TermConfig
	part part
}

// progress is how far one key has come.
type progress struct {
	terms []seen
	chain []link
	wait  *wait // nil when the rule waits for nothing
	// queued says that the key is in the rule's queue.
	queued bool
}

// seen is when a term was last raised for the key, and how often.
type seen struct {
	Last  time.Time
	Count window.Counter
	Call  detect.Call
}

// link is the completion of a sequence up to one term: when it began and when the term came.
type link struct{ Began, At time.Time }

func newRule(name string, cfg RuleConfig) *rule {
	if cfg.Window == 0 {
		cfg.Window = time.Hour
	}
	if cfg.MaxKeys == 0 {
		cfg.MaxKeys = 10_000
	}
	if cfg.Join == "" {
		cfg.Join = "user"
	}
	r := &rule{name: name, cfg: cfg, keys: window.NewKeyed[progress](cfg.MaxKeys)}
	for p, list := range [][]TermConfig{cfg.All, cfg.Any, cfg.Sequence, cfg.Absent} {
		for _, t := range list {
			if t.Within == 0 {
				t.Within = cfg.Window
			}
			t.Count = max(t.Count, 1)
			in := part(p)
			if t.After > 0 {
				in, r.patience = inAwaited, max(r.patience, t.After)
			}
			r.terms = append(r.terms, term{t, in})
		}
	}
	return r
}

// observe takes one raised signal or finding and reports whether the rule holds now, with the calls that made it so.
func (r *rule) observe(t time.Time, what, key string, call detect.Call) (bool, []detect.Call) {
	if !slices.ContainsFunc(r.terms, func(x term) bool { return x.Is == what }) {
		return false, nil
	}
	p := r.keys.Get(key, t)
	if p.terms == nil {
		p.terms, p.chain = make([]seen, len(r.terms)), make([]link, len(r.cfg.Sequence))
	}
	triggers := false
	for i := range r.terms {
		x := &r.terms[i]
		if x.Is != what {
			continue
		}
		s := &p.terms[i]
		if t.After(s.Last) {
			s.Last = t
			s.Call = call
			s.Call.Role = what
		}
		s.Count.Add(t, 1, x.Within)
		triggers = triggers || x.part < inSequence && r.sequenceHolds(p, t)
	}
	triggers = r.advance(p, what, t) || triggers
	p.wait.came(r.terms, what, t, p)
	switch {
	case !triggers || !r.holds(p, t):
		return false, nil
	case r.patience > 0:
		r.await(p, what, key, t)
		return false, nil
	}
	return true, r.evidence(p, t)
}

// advance moves the sequence on and reports whether the occurrence completed it. It goes from the last term to the first, so
// that one occurrence is not two terms; what had come before, though it is later, is caught up with.
func (r *rule) advance(p *progress, what string, t time.Time) (completed bool) {
	first := len(r.cfg.All) + len(r.cfg.Any)
	last := len(r.cfg.Sequence) - 1
	for i := last; i >= 0; i-- {
		x, s := &r.terms[first+i], &p.terms[first+i]
		if x.Is != what || s.Count.Sum(t, x.Within) < x.Count {
			continue
		}
		if i == 0 {
			p.chain[0] = link{t, t}
		} else if before := p.chain[i-1]; !before.At.IsZero() && !t.Before(before.At) && t.Sub(before.Began) <= r.cfg.Window {
			p.chain[i] = link{before.Began, t}
		} else {
			continue
		}
		completed = completed || r.catchUp(p, i) == last
	}
	return completed
}

// catchUp follows the terms that came out of order after term i of the sequence, and returns the last one that holds.
func (r *rule) catchUp(p *progress, i int) int {
	first := len(r.cfg.All) + len(r.cfg.Any)
	for ; i+1 < len(p.chain); i++ {
		x, s, before := &r.terms[first+i+1], &p.terms[first+i+1], p.chain[i]
		again := x.Is == r.terms[first+i].Is // one occurrence is not two terms
		if s.Last.Before(before.At) || again && s.Last.Equal(before.At) ||
			s.Last.Sub(before.Began) > r.cfg.Window || s.Count.Sum(s.Last, x.Within) < x.Count {
			break
		}
		p.chain[i+1] = link{before.Began, s.Last}
	}
	return i
}

// sequenceHolds reports whether the sequence, if there is one, was completed within the window.
func (r *rule) sequenceHolds(p *progress, t time.Time) bool {
	if len(p.chain) == 0 {
		return true
	}
	last := p.chain[len(p.chain)-1]
	return !last.At.IsZero() && t.Sub(last.Began).Abs() <= r.cfg.Window
}

func (r *rule) holds(p *progress, t time.Time) bool {
	anyHolds := len(r.cfg.Any) == 0
	for i := range r.terms {
		x := &r.terms[i]
		switch x.part {
		case inAll:
			if !p.terms[i].holds(x, t) {
				return false
			}
		case inAny:
			anyHolds = anyHolds || p.terms[i].holds(x, t)
		case inAbsent:
			if p.terms[i].holds(x, t) {
				return false
			}
		}
	}
	return anyHolds
}

func (s *seen) holds(x *term, t time.Time) bool {
	if s.Last.IsZero() || t.Sub(s.Last).Abs() > x.Within {
		return false
	}
	return x.Count == 1 || s.Count.Sum(t, x.Within) >= x.Count
}

// evidence is the latest call of every term that holds, oldest first.
func (r *rule) evidence(p *progress, t time.Time) []detect.Call {
	var calls []detect.Call
	for i := range r.terms {
		if r.terms[i].part < inAbsent && p.terms[i].holds(&r.terms[i], t) {
			calls = append(calls, p.terms[i].Call)
		}
	}
	slices.SortStableFunc(calls, func(a, b detect.Call) int { return a.Time.Compare(b.Time) })
	return calls
}

// longest is how long anything a key did can matter.
func (r *rule) longest() time.Duration {
	longest := r.cfg.Window
	for _, x := range r.terms {
		longest = max(longest, x.Within, x.After)
	}
	return longest
}

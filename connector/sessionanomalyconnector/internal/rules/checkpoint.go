// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"encoding/json"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/window"
)

// stored is what the correlator knows, by name of signal or rule, least recently used key first.
type stored struct {
	Signals map[string][]storedTally
	Rules   map[string][]storedProgress
}

type storedTally struct {
	Key    string
	Used   time.Time
	Count  window.Counter
	First  time.Time
	Values []value
	Pace   pace
}

type storedProgress struct {
	Key   string
	Used  time.Time
	Terms []seen
	Chain []link
	Wait  *wait `json:",omitempty"`
}

// Size estimates how many bytes Save gives.
func (c *Correlator) Size() int {
	const perKey, perValue, perTerm = 200, 64, 400
	n := 0
	for _, sig := range c.signals {
		sig.keys.Each(func(_ string, _ time.Time, y *tally) { n += perKey + perValue*len(y.values) })
	}
	for _, r := range c.rules {
		n += r.keys.Len() * (perKey + perTerm*len(r.terms))
	}
	return n
}

// Save gives what was counted so far.
func (c *Correlator) Save() ([]byte, error) {
	s := stored{Signals: map[string][]storedTally{}, Rules: map[string][]storedProgress{}}
	for name, sig := range c.signals {
		sig.keys.Each(func(key string, used time.Time, y *tally) {
			s.Signals[name] = append(s.Signals[name], storedTally{key, used, y.count, y.first, y.values, y.pace})
		})
	}
	for _, r := range c.rules {
		r.keys.Each(func(key string, used time.Time, p *progress) {
			s.Rules[r.name] = append(s.Rules[r.name], storedProgress{key, used, p.terms, p.chain, p.wait})
		})
	}
	return json.Marshal(&s)
}

// Load restores what Save gave. A rule whose terms are others now begins afresh.
func (c *Correlator) Load(data []byte) error {
	var s stored
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	for name, sig := range c.signals {
		for _, y := range s.Signals[name] {
			*sig.keys.Get(y.Key, y.Used) = tally{y.Count, y.First, y.Values, y.Pace}
		}
	}
	for _, r := range c.rules {
		for _, p := range s.Rules[r.name] {
			if len(p.Terms) == len(r.terms) && len(p.Chain) == len(r.cfg.Sequence) {
				restored := r.keys.Get(p.Key, p.Used)
				*restored = progress{terms: p.Terms, chain: p.Chain}
				if p.Wait != nil && len(p.Wait.Got) == len(r.terms) && r.patience > 0 {
					restored.wait, restored.queued = p.Wait, true
					r.enqueue(p.Wait.Until, p.Key)
				}
			}
		}
	}
	return nil
}

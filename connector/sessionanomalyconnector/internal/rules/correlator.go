// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// Correlator evaluates the signals that events carry, and the rules over them and over findings. It is not safe for
// concurrent use.
type Correlator struct {
	signals map[string]*signal
	rules   []*rule
	names   []string // of the signals, sorted
}

// New returns a correlator, nil when there is nothing to correlate.
func New(signals map[string]SignalConfig, rules map[string]RuleConfig) *Correlator {
	if len(signals)+len(rules) == 0 {
		return nil
	}
	c := &Correlator{signals: make(map[string]*signal), names: sortedKeys(signals)}
	for _, name := range c.names {
		c.signals[name] = newSignal(name, signals[name])
	}
	for _, name := range sortedKeys(rules) {
		c.rules = append(c.rules, newRule(name, rules[name]))
	}
	return c
}

// occurrence is one raised signal or finding.
type occurrence struct {
	what string
	key  string
	at   time.Time
	call detect.Call
	says *detect.Finding // its fields that a rule may join by
}

// Correlate takes an event with the findings it gave rise to; what the rules find is emitted.
func (c *Correlator) Correlate(env *detect.Env, ev *detect.Event, found []detect.Finding) {
	if ev != nil {
		for _, s := range ev.Signals {
			c.signal(env, ev, s)
		}
	}
	for i := range found {
		f := &found[i]
		for _, r := range c.rules {
			c.rule(env, r, occurrence{what: f.Detector, key: fold(*joined(f, r.cfg.Join)), at: f.Time, call: callOf(f), says: f})
		}
	}
}

// Evicted takes the built-in signal of a session that left because of a limit.
func (c *Correlator) Evicted(env *detect.Env, s *detect.Session) {
	o := occurrence{what: SessionEvicted, key: fold(s.User), at: env.Now(), call: detect.Call{Time: env.Now()}, says: &detect.Finding{User: s.User}}
	for _, r := range c.rules {
		c.rule(env, r, o)
	}
}

// Due raises the rules that waited until now for what did not come. Event time must have gone further by the lateness bound,
// so that the order in which sources deliver does not matter.
func (c *Correlator) Due(env *detect.Env, now time.Time) {
	for _, r := range c.rules {
		for key, w, ok := r.overdue(now); ok; key, w, ok = r.overdue(now) {
			env.Use(r.name)
			f := finding(r.name, key, &r.cfg.Alert, w.Calls)
			f.Observed, f.Time = float64(len(w.Calls)), w.Until
			about(&f, r.cfg.Join, key)
			env.Emit(f)
		}
	}
}

// about fills what an event would tell: a finding about something that did not happen has none.
func about(f *detect.Finding, join, key string) {
	if n := len(f.Evidence); n > 0 {
		last := &f.Evidence[n-1]
		f.Server, f.Tool, f.TraceID, f.SpanID = last.Server, last.Tool, last.TraceID, last.SpanID
	}
	*joined(f, join) = key
}

// joined is the field of a finding that a rule joins by.
func joined(f *detect.Finding, join string) *string {
	switch join {
	case "session":
		return &f.SessionKey
	case "server":
		return &f.Server
	case "tool":
		return &f.Tool
	case "address":
		return &f.ClientAddress
	default:
		return &f.User
	}
}

// Waiting reports whether a rule may have something due by now.
func (c *Correlator) Waiting(now time.Time) bool {
	return slices.ContainsFunc(c.rules, func(r *rule) bool { return len(r.due) > 0 && !r.due[0].at.After(now) })
}

// Expire forgets what can no longer matter.
func (c *Correlator) Expire(now time.Time) {
	for _, name := range c.names {
		c.signals[name].expire(now)
	}
	for _, r := range c.rules {
		r.keys.Expire(now.Add(-r.longest()))
	}
}

func (c *Correlator) signal(env *detect.Env, ev *detect.Event, s detect.Signal) {
	sig, ok := c.signals[s.Name]
	if !ok {
		return
	}
	key := fold(s.Key)
	evicted := sig.keys.Evicted
	raised, seen, usual := sig.observe(ev.Time, key, s.Distinct)
	if sig.keys.Evicted > evicted {
		env.Use(sig.name)
		env.Drop("max_keys", 1)
	}
	if !raised {
		return
	}
	call := detect.CallOf(env, ev, s.Name)
	if sig.cfg.Alert.Severity != "" {
		env.Use(sig.name)
		f := finding(sig.name, key, &sig.cfg.Alert, []detect.Call{call})
		f.Observed, f.Baseline = seen, usual
		env.Emit(f)
	}
	says := &detect.Finding{User: ev.User, SessionKey: ev.SessionKey, Server: ev.Server, Tool: ev.Tool, ClientAddress: ev.ClientAddress}
	for _, r := range c.rules {
		c.rule(env, r, occurrence{what: s.Name, key: key, at: ev.Time, call: call, says: says})
	}
}

func (*Correlator) rule(env *detect.Env, r *rule, o occurrence) {
	if o.key == "" {
		return // nothing to join by
	}
	evicted := r.keys.Evicted
	holds, calls := r.observe(o.at, o.what, o.key, o.call)
	env.Use(r.name)
	if r.keys.Evicted > evicted {
		env.Drop("max_keys", 1)
	}
	if holds {
		f := finding(r.name, o.key, &r.cfg.Alert, calls)
		f.Observed = float64(len(calls))
		if n := len(calls); n > 0 && calls[n-1].Time.After(o.at) { // the rest had come already: the finding is as late as it
			f.Time = calls[n-1].Time
			about(&f, r.cfg.Join, o.key)
		} else if fold(*joined(o.says, r.cfg.Join)) != o.key {
			*joined(&f, r.cfg.Join) = o.key // the record is of another source, which has other names for it
		}
		env.Emit(f)
	}
}

func finding(name, key string, alert *AlertConfig, calls []detect.Call) detect.Finding {
	title, description := alert.Title, alert.Description
	if title == "" {
		title = name
	}
	if description == "" {
		description = fmt.Sprintf("The user-defined rule %s holds for %s.", name, key)
	}
	return detect.Finding{
		Severity: severityOf(alert.Severity), Confidence: 0.8, Title: title, Description: description,
		DedupKey: key, Evidence: calls,
		Refs: detect.Refs{Category: "custom", ATLAS: alert.ATLAS, OWASPMCP: alert.OWASPMCP, OWASPAgentic: alert.OWASPAgentic},
	}
}

func callOf(f *detect.Finding) detect.Call {
	return detect.Call{Time: f.Time, Tool: f.Tool, Server: f.Server, TraceID: f.TraceID, SpanID: f.SpanID}
}

// fold makes keys of different sources comparable.
func fold(key string) string { return strings.ToLower(strings.TrimSpace(key)) }

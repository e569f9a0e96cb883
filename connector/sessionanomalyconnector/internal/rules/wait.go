// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"cmp"
	"container/heap"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// wait is a rule that holds for a key but for what must not come yet. A key has one at a time: the first.
type wait struct {
	Since, Until time.Time
	Got          []int64 // how often each term came, in the order of the rule's terms
	Calls        []detect.Call
}

// await begins to wait after an occurrence, unless what must not come has come already, out of order. The occurrence itself
// does not count, so that a rule can wait for the next of a kind.
func (r *rule) await(p *progress, what, key string, t time.Time) {
	if p.wait != nil && !t.Before(p.wait.Since) {
		return
	}
	for i := range r.terms {
		x, s := &r.terms[i], &p.terms[i]
		if x.part != inAwaited || x.Count > 1 || s.Last.Sub(t) > x.After {
			continue
		}
		if s.Last.After(t) || s.Last.Equal(t) && x.Is != what {
			return
		}
	}
	p.wait = &wait{Since: t, Until: t.Add(r.patience), Got: make([]int64, len(r.terms)), Calls: r.evidence(p, t)}
	if !p.queued {
		p.queued = true
		r.enqueue(p.wait.Until, key)
	}
}

// came ends the wait when a term that must not come has come often enough, and in time.
func (w *wait) came(terms []term, what string, t time.Time, p *progress) {
	if w == nil || t.Before(w.Since) {
		return
	}
	for i := range terms {
		if x := &terms[i]; x.part == inAwaited && x.Is == what && t.Sub(w.Since) <= x.After {
			if w.Got[i]++; w.Got[i] >= x.Count {
				p.wait = nil
				return
			}
		}
	}
}

// enqueue notes when a key must be looked at. Keys that were forgotten meanwhile are swept out when they are too many.
func (r *rule) enqueue(at time.Time, key string) {
	heap.Push(&r.due, appointment{at, key})
	if len(r.due) <= 2*r.cfg.MaxKeys {
		return
	}
	kept := r.due[:0]
	for _, a := range r.due {
		if _, ok := r.keys.Peek(a.key); ok {
			kept = append(kept, a)
		}
	}
	clear(r.due[len(kept):])
	r.due = kept
	heap.Init(&r.due)
}

// overdue gives the next key whose wait was over by now, and what it waited with.
func (r *rule) overdue(now time.Time) (key string, w *wait, ok bool) {
	for len(r.due) > 0 && !r.due[0].at.After(now) {
		a := heap.Pop(&r.due).(appointment)
		p, there := r.keys.Peek(a.key)
		if !there || !p.queued {
			continue
		}
		if p.queued = false; p.wait == nil {
			continue
		}
		if p.wait.Until.After(a.at) { // another wait than the one that made the appointment
			p.queued = true
			heap.Push(&r.due, appointment{p.wait.Until, a.key})
			continue
		}
		w, p.wait = p.wait, nil
		return a.key, w, true
	}
	return "", nil, false
}

// appointment is when to look at a key.
type appointment struct {
	at  time.Time
	key string
}

// queue has the next appointment first.
type queue []appointment

var _ heap.Interface = (*queue)(nil)

func (q *queue) Len() int { return len(*q) }

func (q *queue) Less(i, j int) bool {
	a, b := (*q)[i], (*q)[j]
	return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.key, b.key)) < 0
}

func (q *queue) Swap(i, j int) { (*q)[i], (*q)[j] = (*q)[j], (*q)[i] }

func (q *queue) Push(x any) { *q = append(*q, x.(appointment)) }

func (q *queue) Pop() any {
	n := len(*q) - 1
	last := (*q)[n]
	*q = (*q)[:n]
	return last
}

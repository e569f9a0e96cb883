// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"cmp"
	"maps"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/fetch"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/mix"
)

// maxOpenWindows is how many windows of one server are open at once: the present one, one for late events, one ahead.
const maxOpenWindows = 3

// mixWindow is the mix of one server in one window.
type mixWindow struct {
	number   int64 // of the window, counted from 1970
	counts   *mix.Counts
	sessions int
	ended    *mix.Counts            // of the clean sessions that ended meanwhile, to be learned if the window turns out usual
	clean    int                    // how many those are
	first    map[string]detect.Call // the first call of each tool, as evidence
}

// mixWindows are the open windows of one server, in order.
type mixWindows struct{ list []*mixWindow }

// add counts a call of a tool whose name outlives the event.
func (w *mixWindow) add(env *detect.Env, ev *detect.Event, tool string) {
	if w.counts.Add(tool, 1) {
		w.first[tool] = detect.CallOf(env, ev, "first call of the tool in this window")
	}
}

// evidence is the first calls of the tools that gained most, in order of time.
func (w *mixWindow) evidence(changes []mix.Change) []detect.Call {
	var calls []detect.Call
	for _, c := range changes {
		if call, seen := w.first[c.Tool]; seen && c.To > c.From && len(calls) < detect.RecentCalls {
			calls = append(calls, call)
		}
	}
	slices.SortStableFunc(calls, func(a, b detect.Call) int { return a.Time.Compare(b.Time) })
	return calls
}

// openWindow is the window that a call was last counted in.
type openWindow struct {
	server string
	is     *mixWindow
}

// windowNow is window for what is nearly always the same window.
func (d *mixShift) windowNow(env *detect.Env, server string, number int64) *mixWindow {
	if w := d.latest.is; w != nil && w.number == number && d.latest.server == server {
		return w
	}
	w := d.window(env, server, number)
	d.latest = openWindow{server, w}
	return w
}

// window finds or opens a window; nil when there is no room. One that is opened again for events later than the grace
// rarely has enough calls to be compared.
func (d *mixShift) window(env *detect.Env, server string, number int64) *mixWindow {
	windows := d.open[server]
	if windows == nil {
		if len(d.open) >= d.cfg.MaxServers {
			env.Drop("server_limit", 1)
			return nil
		}
		windows = &mixWindows{}
		d.open[server] = windows
	}
	i, found := slices.BinarySearchFunc(windows.list, number, func(w *mixWindow, n int64) int { return cmp.Compare(w.number, n) })
	switch {
	case found:
		return windows.list[i]
	case len(windows.list) >= maxOpenWindows:
		env.Drop("late", 1)
		return nil
	}
	w := &mixWindow{number: number, counts: mix.NewCounts(), ended: mix.NewCounts(), first: map[string]detect.Call{}}
	windows.list = slices.Insert(windows.list, i, w)
	return w
}

// takeBefore removes and returns the windows before number.
func (w *mixWindows) takeBefore(number int64) []*mixWindow {
	n := 0
	for n < len(w.list) && w.list[n].number < number {
		n++
	}
	due := w.list[:n:n]
	w.list = w.list[n:]
	return due
}

// mixState counts what a session has added to the present window.
type mixState struct {
	Number int64
	Counts []uint8 // by position in the session's list of tools
}

func (st *mixState) Size() int { return 40 + cap(st.Counts) }

var _ detect.Fetcher = (*mixState)(nil)

// Fetch implements detect.Fetcher.
func (st *mixState) Fetch() byte { return fetch.List(st.Counts) }

// count counts a call. newcomer says that it is the session's first to its server in this window, counts that the tool has
// not yet had its share of the session.
func (st *mixState) count(number int64, position int, tools []detect.ToolUse) (newcomer, counts bool) {
	if st.Number != number {
		st.Number = number
		clear(st.Counts)
	}
	if missing := position + 1 - len(st.Counts); missing > 0 {
		st.Counts = append(st.Counts, make([]uint8, missing)...)
	}
	had := st.Counts[position]
	if had >= maxPerSession {
		return false, false
	}
	st.Counts[position]++
	return had == 0 && !st.knows(tools[position].Server, position, tools), true
}

// knows reports whether the session called another tool of a server in this window.
func (st *mixState) knows(server string, position int, tools []detect.ToolUse) bool {
	for i, n := range st.Counts[:min(len(st.Counts), len(tools))] {
		if n > 0 && i != position && tools[i].Server == server {
			return true
		}
	}
	return false
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

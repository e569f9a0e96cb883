// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package engine

// kept is what of a session is in the storage.
type kept struct {
	events int64 // as of which event
	place  int32 // where, from 1 on; 0 is nowhere
	bytes  int32
}

// places are where sessions lie in the storage: each has a place of its own, which is free again when the session is over.
// There are never more places than sessions were live at once.
type places struct {
	taken int   // the highest place ever taken
	free  []int // to be taken again
	left  []int // of sessions that are over: still to be emptied
	bytes int   // in the storage, over all places
}

func (p *places) take() int {
	if n := len(p.free); n > 0 {
		place := p.free[n-1]
		p.free = p.free[:n-1]
		return place
	}
	p.taken++
	return p.taken
}

// leave gives up the place of a session that is over.
func (p *places) leave(e *entry) {
	e.gone = true
	p.vacate(e)
}

// vacate gives up the place of a session that is not to be kept.
func (p *places) vacate(e *entry) {
	if e.kept.place > 0 {
		p.left = append(p.left, int(e.kept.place))
		p.bytes -= int(e.kept.bytes)
		e.kept.place, e.kept.bytes = 0, 0
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"encoding/binary"
	"math"
	"time"
)

// RecentCalls is how many calls a session remembers for evidence.
const RecentCalls = 12

// Call is one operation on a finding's timeline. It holds no captured content.
type Call struct {
	Time                          time.Time
	Method, Tool, Server, Outcome string
	RequestSize, ResponseSize     int64
	// Role says what the call has to do with the finding, in a few words; empty for mere context.
	Role    string
	TraceID [16]byte
	SpanID  [8]byte
}

// CallOf describes the event as a call, for detectors that keep their own evidence.
func CallOf(env *Env, ev *Event, role string) Call {
	in := env.interner
	return Call{
		Time: ev.Time, Method: in.Intern(ev.Method), Tool: in.Intern(ev.Tool), Server: in.Intern(ev.Server),
		Outcome: in.Intern(ev.Outcome), RequestSize: ev.RequestSize, ResponseSize: ev.ResponseSize,
		Role: role, TraceID: ev.TraceID, SpanID: ev.SpanID,
	}
}

// recent keeps the last RecentCalls calls, packed: sessions are many, and most of their calls are never shown. The first byte
// says how many there are, oldest first. A call takes eight bytes for its time, and a byte or two each for the number of its
// names, with a bit that says whether it has a span, and for its sizes; then the names themselves where they have no number,
// and the ids of its trace and span.
type recent []byte

// spare is for how many calls like the one at hand there is more room at a time.
const spare = 4

const (
	timeSize   = 8
	idsSize    = 16 + 8
	withIDs    = 1 // in the number of the names, which is twice as large
	maxFixed   = timeSize + 3*binary.MaxVarintLen64 + idsSize
	countAhead = 1
	more       = 0x80 // in all bytes of a number but the last
)

// add adds the call that an event is, and how it is called, nil if that has no number.
func (r *recent) add(ev *Event, called *Called) {
	var fixed [maxFixed]byte
	b := binary.LittleEndian.AppendUint64(fixed[:0], uint64(ev.Time.UnixNano()))
	var head uint64
	if called != nil {
		head = uint64(called.number) << 1
	}
	if ev.TraceID != [16]byte{} || ev.SpanID != [8]byte{} {
		head |= withIDs
	}
	b = binary.AppendUvarint(b, head)
	b = binary.AppendUvarint(b, clamp(ev.RequestSize))
	b = binary.AppendUvarint(b, clamp(ev.ResponseSize))
	if called == nil {
		for _, s := range [...]string{ev.Method, ev.Tool, ev.Server, ev.Outcome} {
			b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
		}
	}
	if head&withIDs != 0 {
		b = append(append(b, ev.TraceID[:]...), ev.SpanID[:]...)
	}
	r.append(b)
}

func (r *recent) append(call []byte) {
	list := *r
	if list == nil {
		list = append(make(recent, 0, countAhead+spare*len(call)), 0)
	}
	if list[0] == RecentCalls {
		calls := list[countAhead:]
		list = list[:countAhead+copy(calls, calls[sizeOf(calls):])]
		list[0]--
	}
	if len(list)+len(call) > cap(list) {
		more := min(spare, RecentCalls-int(list[0])) * len(call)
		list = append(make(recent, 0, len(list)+more), list...)
	}
	list = append(list, call...)
	list[0]++
	*r = list
}

func (r *recent) count() int {
	if *r == nil {
		return 0
	}
	return int((*r)[0])
}

// clamp bounds a size to what the evidence shows: none is negative, and past 4 GiB it does not matter how much.
func clamp(n int64) uint64 { return uint64(min(max(n, 0), math.MaxUint32)) }

// sizeOf is how long the first call is.
func sizeOf(b []byte) int {
	head := b[timeSize] // all that is asked of a number is whether it is 0, which has no more bytes
	size := timeSize
	for range 3 {
		for b[size]&more != 0 {
			size++
		}
		size++
	}
	if head == 0 || head == withIDs {
		for range 4 {
			length, n := binary.Uvarint(b[size:])
			size += n + int(length)
		}
	}
	if head&withIDs != 0 {
		size += idsSize
	}
	return size
}

// read reads the first call and returns the rest.
func (c *Call) read(b []byte, in *Interner) (rest []byte) {
	c.Time = time.Unix(0, int64(binary.LittleEndian.Uint64(b))).UTC()
	b = b[timeSize:]
	next := func() uint64 {
		v, n := binary.Uvarint(b)
		b = b[n:]
		return v
	}
	head := next()
	c.RequestSize, c.ResponseSize = int64(next()), int64(next())
	if head>>1 != 0 {
		n := in.numbered(head >> 1)
		c.Method, c.Tool, c.Server, c.Outcome = n.method, n.tool, n.server, n.outcome
	} else {
		for _, s := range [...]*string{&c.Method, &c.Tool, &c.Server, &c.Outcome} {
			length := next()
			*s, b = string(b[:length]), b[length:]
		}
	}
	if head&withIDs != 0 {
		copy(c.TraceID[:], b)
		copy(c.SpanID[:], b[len(c.TraceID):])
		b = b[idsSize:]
	}
	return b
}

// list gives the calls, oldest first.
func (r *recent) list(in *Interner) []Call {
	out := make([]Call, r.count())
	if len(out) == 0 {
		return out
	}
	b := []byte((*r)[countAhead:])
	for i := range out {
		b = out[i].read(b, in)
	}
	return out
}

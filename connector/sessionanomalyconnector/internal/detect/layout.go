// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"reflect"
	"strconv"
	"unsafe"
)

// maxSlots is how many slots there can be: Session.used has a bit for each.
const maxSlots = 32

// Layout says where the states of detectors lie in a session: in one block that has room for all of them, since sessions are
// many and most detectors keep little. Slots are taken before the first session is made. The zero value has none.
type Layout struct {
	fields []reflect.StructField
	places []statePlace
	deep   uint32 // the slots of states that are Fetchers, a bit for each
	// grows has the slots of states that lead to more of what they keep, whose size is asked for each time.
	grows uint32
	flat  flat
	size  uintptr
	block reflect.Type // made with the first session
}

// statePlace is where one state lies in a block.
type statePlace struct {
	offset uintptr
	name   string // of its Go type, which it is stored under
	fresh  func() State
	state  State         // one of that type
	deep   Fetcher       // the same, nil where it is none
	begin  reflect.Value // what a state begins as, invalid for the zero value
	flat   int           // the size of a state that does not grow
}

// flat is the size of those states, of the ones that the latest session used, which is nearly always what the next one uses.
type flat struct {
	used uint32
	size int
}

// add makes room for a state of a pointer's type.
func (l *Layout) add(fresh func() State) (index int, offset uintptr) {
	if l.block != nil || len(l.places) == maxSlots {
		panic("detect: a slot is taken before the first session, and at most " + strconv.Itoa(maxSlots) + " are")
	}
	state := fresh()
	first := reflect.ValueOf(state).Elem()
	t := first.Type()
	align := uintptr(t.Align())
	offset = (l.size + align - 1) &^ (align - 1)
	p := statePlace{offset: offset, name: reflect.PointerTo(t).String(), fresh: fresh, state: state}
	if !first.IsZero() {
		p.begin = first
	}
	if p.deep, _ = state.(Fetcher); p.deep != nil {
		l.deep |= 1 << len(l.places)
	}
	if holdsPointers(t) {
		l.grows |= 1 << len(l.places)
	} else {
		p.flat = state.Size()
	}
	l.places = append(l.places, p)
	l.fields = append(l.fields, reflect.StructField{Name: "S" + strconv.Itoa(len(l.fields)), Type: t})
	l.size = offset + t.Size()
	return len(l.places) - 1, offset
}

// holdsPointers reports whether what is of a type leads to something else.
func holdsPointers(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Array:
		return t.Len() > 0 && holdsPointers(t.Elem())
	case reflect.Struct:
		for field := range t.Fields() {
			if holdsPointers(field.Type) {
				return true
			}
		}
		return false
	default:
		return t.Kind() < reflect.Bool || t.Kind() > reflect.Complex128
	}
}

// flatSize is the size of the states that do not grow, of those used.
func (l *Layout) flatSize(used uint32) int {
	if used != l.flat.used {
		l.flat = flat{used: used}
		for i := range l.places {
			if used&(1<<i) != 0 {
				l.flat.size += l.places[i].flat
			}
		}
	}
	return l.flat.size
}

// newBlock gives room for every state: zero values.
func (l *Layout) newBlock() unsafe.Pointer {
	if l.block == nil {
		l.block = reflect.StructOf(l.fields)
	}
	return reflect.New(l.block).UnsafePointer()
}

// at is where a state lies in a session's block.
func (p *statePlace) at(s *Session) unsafe.Pointer {
	return unsafe.Add(s.block, p.offset)
}

// of is the state that lies in a session's block.
func (p *statePlace) of(s *Session) State { return leading(p.state, p.at(s)) }

// leading gives an interface value of the same pointer type that leads elsewhere. It takes less than a call that makes one.
func leading[I any](like I, to unsafe.Pointer) I {
	(*[2]unsafe.Pointer)(unsafe.Pointer(&like))[1] = to //nolint:gosec // G103: an interface value is its type and its pointer.
	return like
}

// set makes a copy of a state the session's.
func (p *statePlace) set(s *Session, state reflect.Value) {
	reflect.NewAt(state.Type(), p.at(s)).Elem().Set(state)
}

// owns is for before a state is used: a session of another setup has other things in its place.
func (l *Layout) owns(s *Session) {
	if s.layout != l {
		panic("detect: a session of another setup")
	}
}

// begin gives a session a fresh state.
func (l *Layout) begin(s *Session, index int) {
	l.owns(s)
	s.used |= 1 << index
	if p := &l.places[index]; p.begin.IsValid() {
		p.set(s, p.begin)
	}
}

// each visits the states that a session has.
func (s *Session) each(visit func(p *statePlace, st State)) {
	for i := range s.layout.places {
		if s.used&(1<<i) != 0 {
			p := &s.layout.places[i]
			visit(p, p.of(s))
		}
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package baseline

import (
	"container/heap"
	"encoding/hex"
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/lookup"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/sketch"
)

const (
	// maxKey is the length up to which a key is kept as it is.
	maxKey = 256
	// starved is the decayed number of sessions below which a baseline is out of date and warms up anew.
	starved = 2.0
)

// Value is what is learned for one key.
type Value interface {
	// Scale makes everything learned so far count f times as much; 0 < f < 1.
	Scale(f float64)
	// MarshalJSON and UnmarshalJSON are the stored form. UnmarshalJSON gets bytes from outside and must refuse what is
	// out of range.
	MarshalJSON() ([]byte, error)
	UnmarshalJSON(data []byte) error
}

// Store keeps a bounded number of baselines. It is not safe for concurrent use.
type Store[T Value] struct {
	cfg   Config
	limit int
	// What a baseline must have to be warm.
	warmSessions uint64
	warmSeconds  int64

	fresh   func() T
	entries map[string]*entry[T]
	recent  lookup.Recent[entry[T]]
	weakest weakest[T] // of the entries, the one to evict first
}

type entry[T Value] struct {
	key         string
	position    int     // in weakest
	sessions    uint64  // learned since the (latest) warm-up began
	weight      float64 // the same, decayed
	first, last int64   // event time of the first and the last session, Unix seconds
	decay       sketch.Decay
	value       T
}

// NewStore returns an empty store of at most limit baselines; fresh makes an empty one.
func NewStore[T Value](cfg Config, limit int, fresh func() T) *Store[T] {
	return &Store[T]{
		cfg: cfg, limit: max(limit, 1), fresh: fresh, entries: map[string]*entry[T]{}, recent: lookup.NewRecent[entry[T]](64),
		warmSessions: max(cfg.WarmUp.Sessions, 1), warmSeconds: int64(cfg.WarmUp.Duration / time.Second),
	}
}

// Ready returns the baseline of key if it has warmed up.
func (s *Store[T]) Ready(key string) (T, bool) {
	e := s.recent.In(s.entries, short(key))
	if e == nil || !s.warm(e) {
		var none T
		return none, false
	}
	return e.value, true
}

// Peek returns the baseline of key, warm or not.
func (s *Store[T]) Peek(key string) (T, bool) {
	e := s.recent.In(s.entries, short(key))
	if e == nil {
		var none T
		return none, false
	}
	return e.value, true
}

// Learn counts a session that ended cleanly at a time and returns the baseline to add it to. evicted is how many
// baselines had to make room.
func (s *Store[T]) Learn(key string, at time.Time) (value T, evicted int64) {
	key = short(key)
	e := s.entries[key]
	if e == nil {
		evicted = s.makeRoom()
		e = &entry[T]{key: key, value: s.fresh()}
		s.entries[key] = e
		heap.Push(&s.weakest, e)
	}
	s.age(e, at)
	if e.sessions == 0 {
		e.first, e.last = at.Unix(), at.Unix()
	}
	e.sessions++
	e.weight++
	e.first, e.last = min(e.first, at.Unix()), max(e.last, at.Unix())
	heap.Fix(&s.weakest, e.position)
	return e.value, evicted
}

// Pass counts a session that ended at a time and must not be learned from. The baseline grows older all the same: when
// nothing clean comes in for several half-lives it is forgotten and warms up anew, instead of judging by what used to be.
func (s *Store[T]) Pass(key string, at time.Time) {
	if e := s.recent.In(s.entries, short(key)); e != nil {
		s.age(e, at)
		heap.Fix(&s.weakest, e.position)
	}
}

// Len returns how many baselines are held.
func (s *Store[T]) Len() int { return len(s.entries) }

// Count returns how many baselines are held, and how many of them have warmed up.
func (s *Store[T]) Count() (held, warm int) {
	for _, e := range s.entries {
		if s.warm(e) {
			warm++
		}
	}
	return len(s.entries), warm
}

func (s *Store[T]) age(e *entry[T], at time.Time) {
	f := e.decay.Advance(at, s.cfg.HalfLife)
	if f == 1 {
		return
	}
	e.weight *= f
	e.value.Scale(f)
	if e.weight < starved && e.sessions > 0 && s.warm(e) {
		e.sessions = 0
	}
}

func (s *Store[T]) warm(e *entry[T]) bool {
	return e.sessions >= s.warmSessions && e.last-e.first >= s.warmSeconds
}

// makeRoom evicts the baseline learned from the fewest sessions, among equals the one not fed for longest: a flood of
// made-up session types cannot push out one that is established.
func (s *Store[T]) makeRoom() int64 {
	if len(s.entries) < s.limit {
		return 0
	}
	delete(s.entries, heap.Pop(&s.weakest).(*entry[T]).key)
	s.recent.Forget()
	return 1
}

// short bounds the length of a key. Long keys keep their beginning, for people, and get a hash, to stay apart.
func short(key string) string {
	if len(key) <= maxKey {
		return key
	}
	return shortened(key)
}

func shortened(key string) string {
	var sum [8]byte
	h := sketch.Hash(key)
	for i := range sum {
		sum[i] = byte(h >> (8 * i))
	}
	return strings.ToValidUTF8(key[:maxKey-20], "") + "..." + hex.EncodeToString(sum[:])
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
	"unsafe"

	"github.com/cespare/xxhash/v2"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// RetryLoopConfig configures retry_loop.
type RetryLoopConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// Threshold is how many attempts without progress within Window are tolerated (default 8).
	Threshold int `mapstructure:"threshold"`
	// Window is how long, in event time, attempts belong together (default 10m).
	Window time.Duration `mapstructure:"window"`
	// Similarity is how much of the arguments two calls must share to count as one attempt repeated, 0 to 1 (default 0.5).
	Similarity float64 `mapstructure:"similarity"`

	_ struct{}
}

// NewRetryLoopConfig returns the defaults.
func NewRetryLoopConfig() RetryLoopConfig {
	return RetryLoopConfig{Enabled: true, Threshold: 8, Window: 10 * time.Minute, Similarity: 0.5}
}

// Validate reports every mistake at once.
func (c *RetryLoopConfig) Validate() error {
	var errs []error
	if c.Threshold < 2 {
		errs = append(errs, errors.New("threshold must be at least 2"))
	}
	if c.Window <= 0 {
		errs = append(errs, errors.New("window must be above zero, for example 10m"))
	}
	if c.Similarity < 0 || c.Similarity > 1 {
		errs = append(errs, errors.New("similarity must be between 0 and 1"))
	}
	return errors.Join(errs...)
}

func (c *RetryLoopConfig) enabled() bool { return c.Enabled }

func (c *RetryLoopConfig) build(setup *detect.Setup) (detect.Detector, error) {
	return &retryLoop{cfg: *c, slot: detect.NewSlot(setup, func() *retryState { return &retryState{} })}, nil
}

const (
	maxAttempts = 3 // inputs followed in one session at once
	maxFeatures = 8 // features of one call's arguments
)

// retryLoop finds a session that tries one input again and again with small variations and gets nowhere: the calls fail,
// or give the same result each time.
type retryLoop struct {
	cfg   RetryLoopConfig
	slot  detect.Slot[*retryState]
	paths pathHashes
}

var _ detect.Detector = (*retryLoop)(nil)

type retryState struct {
	Attempts [maxAttempts]attempt
	Used     uint8
	Next     uint8 // which attempt is replaced next
}

// attempt is one input being tried: features of the latest arguments, and how often in a row nothing came of it.
type attempt struct {
	First    int64  // unix nanoseconds
	Tool     uint32 // hashes
	Result   uint32
	Features [maxFeatures]uint32
	Count    int32
	N        uint8
}

const retrySize = int(unsafe.Sizeof(retryState{}))

func (*retryState) Size() int { return retrySize }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (s *retryState) UnmarshalBinary(data []byte) error {
	return restore(s, data, func(r *retryState) bool {
		return r.Used <= maxAttempts && r.Next < maxAttempts && !slices.ContainsFunc(r.Attempts[:], func(a attempt) bool { return a.N > maxFeatures })
	})
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (s *retryState) MarshalBinary() ([]byte, error) { return json.Marshal(*s) }

func (*retryLoop) Name() string { return "retry_loop" }

func (d *retryLoop) Observe(env *detect.Env, ev *detect.Event, s *detect.Session) {
	if !s.InCall() || refused(ev.Outcome) {
		return
	}
	state := d.slot.Get(s)
	var now attempt
	now.Tool = s.ToolOf(ev).Hash()
	now.Result = uint32(xxhash.Sum64String(ev.Result))
	now.addFeatures(ev, &d.paths)
	a := state.find(&now, d.cfg.Similarity)
	stuck := !ev.Succeeded() || (a.Count > 0 && a.Result == now.Result && ev.Result != "")
	at := ev.Time.UnixNano()
	if !stuck || a.Count == 0 || at-a.First > int64(d.cfg.Window) {
		now.First, now.Count = at, 1
		*a = now
		return
	}
	now.First, now.Count = a.First, a.Count+1
	*a = now
	if int(a.Count) > d.cfg.Threshold {
		env.Emit(d.finding(ev, s, int(a.Count)))
	}
}

func (d *retryLoop) finding(ev *detect.Event, s *detect.Session, n int) detect.Finding {
	severity := detect.Medium
	if n > criticalFactor*d.cfg.Threshold {
		severity = detect.High
	}
	return detect.Finding{
		Severity: severity, Confidence: 0.8, DedupKey: s.Key + "|" + ev.Server + "|" + ev.Tool,
		Title:       fmt.Sprintf("%s was tried %d times without progress", ev.Tool, n),
		Description: fmt.Sprintf("The session called one tool %d times within %s with nearly the same arguments; the calls failed or gave the same result. The agent may be stuck in a loop, or is probing for an input that gets through.", n, d.cfg.Window),
		Observed:    float64(n), Baseline: float64(d.cfg.Threshold),
	}
}

// refused reports whether a limit or a check of the caller stopped the call. Such calls say nothing about the input, and
// have detectors of their own.
func refused(outcome string) bool {
	switch outcome {
	case schema.OutcomeAuthFailed, schema.OutcomeAccessDenied, schema.OutcomeRateLimited, schema.OutcomeBudgetExceeded:
		return true
	}
	return false
}

// find returns the attempt that the call continues, or the place for a new one.
func (s *retryState) find(now *attempt, similarity float64) *attempt {
	for i := range s.Used {
		if a := &s.Attempts[i]; a.Tool == now.Tool && a.similar(now) >= similarity {
			return a
		}
	}
	if s.Used < maxAttempts {
		s.Used++
		return &s.Attempts[s.Used-1]
	}
	a := &s.Attempts[s.Next]
	s.Next = (s.Next + 1) % maxAttempts
	*a = attempt{}
	return a
}

// similar is the share of features both have; two calls without arguments are the same.
func (a *attempt) similar(b *attempt) float64 {
	if a.N == 0 && b.N == 0 {
		return 1
	}
	shared := 0
	for _, f := range a.Features[:a.N] {
		if slices.Contains(b.Features[:b.N], f) {
			shared++
		}
	}
	return float64(shared) / float64(max(a.N, b.N))
}

// addFeatures takes one feature for each leaf's path and one for each word, up to the limit.
func (a *attempt) addFeatures(ev *detect.Event, known *pathHashes) {
	leaves := ev.ArgumentLeaves()
	for i := range leaves {
		if a.N == maxFeatures {
			return
		}
		path := known.of(i, leaves[i].Path) * 31
		a.add(path ^ noWord)
		a.addWords(leaves[i].Text, path)
	}
}

func (a *attempt) addWords(text string, path uint64) {
	start := 0
	for i := range len(text) {
		if letters[text[i]] {
			continue
		}
		if start < i {
			a.add(path ^ xxhash.Sum64String(text[start:i]))
		}
		if start = i + 1; a.N == maxFeatures {
			return
		}
	}
	if start < len(text) {
		a.add(path ^ xxhash.Sum64String(text[start:]))
	}
}

// pathHashes remembers the hashes of paths: calls have the same arguments again and again.
type pathHashes [16]struct {
	path string
	hash uint64
}

// of is the hash of the path of a leaf, the i-th of its call.
func (known *pathHashes) of(i int, path string) uint64 {
	at := &known[(i+len(path))%len(known)]
	if at.path != path || at.hash == 0 {
		at.path, at.hash = path, xxhash.Sum64String(path)
	}
	return at.hash
}

// noWord stands for a leaf's path alone.
var noWord = xxhash.Sum64String("")

func (a *attempt) add(feature uint64) {
	if a.N < maxFeatures {
		a.Features[a.N] = uint32(feature)
		a.N++
	}
}

// letters are the bytes of words: letters, digits, and what is beyond ASCII.
var letters = func() (set [256]bool) {
	for i := range set {
		c := byte(i)
		set[i] = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 128
	}
	return set
}()

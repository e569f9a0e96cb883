// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/correlate"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/frames"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
)

// headerLost tells how many frames a sender had to drop.
const headerLost = "Mcptap-Lost"

// maxRefusals is how many refused lines an answer lists. All are counted.
const maxRefusals = 100

// ingest takes frames over HTTP.
type ingest struct {
	maxFrame int
	capture  observe.Capture
	out      *outbox
	tel      *telemetry

	mu      sync.Mutex
	tracker *correlate.Tracker
	clock   time.Time // of the last frame
	arrived time.Time // when it came

	sessions, pending atomic.Int64
}

// ingestAnswer is what POST /v1/frames answers with.
type ingestAnswer struct {
	Accepted int             `json:"accepted"`
	Refused  int             `json:"refused"`
	Errors   []ingestRefusal `json:"errors,omitempty"`
}

type ingestRefusal struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
}

func newIngest(cfg *IngestConfig, capture observe.Capture, set correlate.Settings, out *outbox, tel *telemetry) *ingest {
	set.Emit = out.add
	return &ingest{maxFrame: cfg.MaxFrameBytes, capture: capture, out: out, tel: tel, tracker: correlate.New(set)}
}

// ServeHTTP takes the frames of one request.
func (in *ingest) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if in.out.full() {
		w.Header().Set("Retry-After", "1")
		http.Error(w, "the pipeline is behind: try again later", http.StatusServiceUnavailable)
		return
	}
	if lost, err := strconv.ParseInt(r.Header.Get(headerLost), 10, 64); err == nil && lost > 0 {
		in.tel.frames("lost_on_the_way", lost)
	}
	answer, err := in.take(r.Body, time.Now())
	status := http.StatusOK
	switch tooLarge := (*http.MaxBytesError)(nil); {
	case errors.As(err, &tooLarge):
		status = http.StatusRequestEntityTooLarge
	case err != nil:
		status = http.StatusBadRequest
	case answer.Accepted == 0 && answer.Refused > 0:
		status = http.StatusBadRequest
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(answer) // a client that is gone needs no answer
}

// take reads frames to the end. What was read before an error counts.
func (in *ingest) take(body io.Reader, now time.Time) (ingestAnswer, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	defer in.note()
	defer in.out.flush()
	var answer ingestAnswer
	defer func() {
		in.tel.frames("accepted", int64(answer.Accepted))
		in.tel.frames("refused", int64(answer.Refused))
	}()
	reader := frames.NewReader(body, in.maxFrame)
	for {
		f, err := reader.NextFrame()
		if errors.Is(err, io.EOF) {
			return answer, nil
		}
		if refused := (*frames.LineError)(nil); errors.As(err, &refused) {
			answer.refuse(refused)
			continue
		}
		if err != nil {
			answer.refuse(&frames.LineError{Line: reader.Line() + 1, Err: err})
			return answer, err
		}
		at := f.Timestamp
		if at.IsZero() {
			at = now
		}
		if at.After(in.clock) {
			in.clock, in.arrived = at, now
		}
		in.tracker.Frame(&f, at, in.capture)
		answer.Accepted++
	}
}

// note lets the gauges know what is held.
func (in *ingest) note() {
	in.sessions.Store(int64(in.tracker.Sessions()))
	in.pending.Store(int64(in.tracker.Pending()))
}

func (a *ingestAnswer) refuse(e *frames.LineError) {
	a.Refused++
	if len(a.Errors) < maxRefusals {
		a.Errors = append(a.Errors, ingestRefusal{e.Line, e.Err.Error()})
	}
}

// run moves the clock on while no frames come. The clock is the frames' own: recorded traffic may be years old.
func (in *ingest) run(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			in.mu.Lock()
			defer in.mu.Unlock()
			in.tracker.Close(in.clock, "shutdown")
			in.out.flush()
			return
		case now := <-tick.C:
			in.advance(now)
		}
	}
}

func (in *ingest) advance(now time.Time) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if !in.clock.IsZero() {
		in.tracker.Advance(in.clock.Add(now.Sub(in.arrived)))
		in.out.flush()
		in.note()
	}
}

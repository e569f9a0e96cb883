// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mirror

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// HeaderLost tells the ingest endpoint how many frames were lost on the way to it.
const HeaderLost = "Mcptap-Lost"

const (
	interval   = 200 * time.Millisecond
	maxBackoff = 10 * time.Second
	// maxPost is how many bytes of frames go into one request. The ingest endpoint takes 20 MiB by default.
	maxPost = 8 << 20
)

// Sender posts what a Queue holds.
type Sender struct {
	Queue         *Queue
	URL           string
	Authorization string
	Client        *http.Client
	// Report is told of what went wrong. It may be nil.
	Report func(format string, args ...any)
}

// Run sends until ctx is done; a request under way is not broken off, or its frames would be sent twice. Failures make it wait longer and longer; the queue holds what it can meanwhile.
func (s *Sender) Run(ctx context.Context) {
	wait := interval
	for {
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		case <-s.wakeUnless(wait > interval):
			timer.Stop()
		}
		if err := s.Flush(context.WithoutCancel(ctx)); err != nil {
			s.report("the collector cannot be reached: %v", err)
			wait = min(2*wait, maxBackoff)
			continue
		}
		wait = interval
	}
}

// wakeUnless is the queue's alarm, which does not cut a back-off short.
func (s *Sender) wakeUnless(backingOff bool) <-chan struct{} {
	if backingOff {
		return nil
	}
	return s.Queue.wake
}

// Flush sends everything queued. Where that fails the rest is queued again.
func (s *Sender) Flush(ctx context.Context) error {
	frames, lost := s.Queue.take()
	for len(frames) > 0 || lost > 0 {
		part := cut(frames, maxPost)
		if len(part) == 0 {
			break // a loss alone waits for the next frames
		}
		again, err := s.post(ctx, part, lost)
		if again {
			s.Queue.giveBack(frames, int64(bytes.Count(frames, []byte("\n"))), lost)
			return err
		}
		if err != nil {
			s.report("%v", err)
		}
		frames, lost = frames[len(part):], 0
	}
	if lost > 0 {
		s.Queue.Lose(lost)
	}
	return nil
}

// cut returns whole lines of at most size bytes, or one line that is longer.
func cut(frames []byte, size int) []byte {
	if len(frames) <= size {
		return frames
	}
	if i := bytes.LastIndexByte(frames[:size], '\n'); i >= 0 {
		return frames[:i+1]
	}
	if i := bytes.IndexByte(frames, '\n'); i >= 0 {
		return frames[:i+1]
	}
	return frames
}

// post sends one request. again says whether it is worth another try.
func (s *Sender) post(ctx context.Context, body []byte, lost int64) (again bool, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL, bytes.NewReader(body))
	if err != nil {
		return false, err
	}
	req.Header.Set("Content-Type", "application/x-ndjson")
	if lost > 0 {
		req.Header.Set(HeaderLost, strconv.FormatInt(lost, 10))
	}
	if s.Authorization != "" {
		req.Header.Set("Authorization", s.Authorization)
	}
	resp, err := s.Client.Do(req)
	if err != nil {
		return true, err
	}
	defer func() { _ = resp.Body.Close() }() // nothing depends on it
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
	switch {
	case resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= http.StatusInternalServerError:
		return true, fmt.Errorf("the collector answers %s", resp.Status)
	case resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusForbidden || resp.StatusCode == http.StatusNotFound:
		return true, fmt.Errorf("the collector answers %s: check --to and MCPTAP_AUTHORIZATION", resp.Status)
	case resp.StatusCode >= http.StatusBadRequest:
		s.Queue.Lose(int64(bytes.Count(body, []byte("\n"))))
		return false, fmt.Errorf("the collector refuses frames: %s", resp.Status)
	}
	return false, nil
}

func (s *Sender) report(format string, args ...any) {
	if s.Report != nil {
		s.Report(format, args...)
	}
}

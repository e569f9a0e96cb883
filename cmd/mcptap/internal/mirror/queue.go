// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mirror

import (
	"encoding/json"
	"sync"
	"time"
)

// Origin is what every frame of one process says of itself.
type Origin struct {
	SessionID string `json:"session_id"`
	Server    string `json:"server"`
	Transport string `json:"transport"`
	UserID    string `json:"user_id,omitempty"`
	Agent     string `json:"agent,omitempty"`
}

// Queue holds frames until they are sent, at most so many bytes. It is safe for concurrent use.
type Queue struct {
	head []byte // of every frame
	max  int

	mu   sync.Mutex
	buf  []byte
	lost int64
	wake chan struct{}
}

// wakeAt is how many bytes make the sender start before its interval is over.
const wakeAt = 128 << 10

// NewQueue returns a queue of at most maxBytes.
func NewQueue(origin Origin, maxBytes int) (*Queue, error) {
	head, err := json.Marshal(origin)
	if err != nil {
		return nil, err
	}
	head[len(head)-1] = ','
	return &Queue{head: head, max: maxBytes, wake: make(chan struct{}, 1)}, nil
}

// Push adds a message, or loses it where the queue is full.
func (q *Queue) Push(direction string, at time.Time, message []byte) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.buf)+len(q.head)+len(message)+128 > q.max {
		q.lost++
		return
	}
	q.buf = append(q.buf, q.head...)
	q.buf = append(q.buf, `"direction":"`...)
	q.buf = append(q.buf, direction...)
	q.buf = append(q.buf, `","timestamp":"`...)
	q.buf = at.UTC().AppendFormat(q.buf, time.RFC3339Nano)
	q.buf = append(q.buf, `","message":`...)
	q.buf = append(q.buf, message...)
	q.buf = append(q.buf, '}', '\n')
	if len(q.buf) > wakeAt {
		select {
		case q.wake <- struct{}{}:
		default:
		}
	}
}

// Lose counts frames that will not be sent.
func (q *Queue) Lose(n int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.lost += n
}

// take returns everything queued, and how many frames were lost since the last take.
func (q *Queue) take() (frames []byte, lost int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	frames, lost = q.buf, q.lost
	q.buf, q.lost = nil, 0
	return frames, lost
}

// giveBack puts frames that were not sent before those that came since, as far as there is room for them.
func (q *Queue) giveBack(frames []byte, count, lost int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.lost += lost
	if len(frames)+len(q.buf) > q.max {
		q.lost += count
		return
	}
	q.buf = append(frames, q.buf...)
}

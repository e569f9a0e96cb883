// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package sink holds the receiving side of each protocol: strict about what it is sent, and able to fail on request.
package sink

import (
	"compress/gzip"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
)

// Server is an HTTPS server that can go away, come back on the same address, and refuse.
type Server struct {
	// Addr is host and port.
	Addr string
	// Requests counts what came in, refused or not.
	Requests atomic.Int64

	t       *testing.T
	certs   *rig.Certs
	handler http.Handler
	status  atomic.Int64
	slow    atomic.Int64

	mu     sync.Mutex
	server *http.Server
}

// NewServer starts a server with the test's certificate.
func NewServer(t *testing.T, certs *rig.Certs, handler http.Handler) *Server {
	t.Helper()
	s := &Server{Addr: rig.Addr(t), t: t, certs: certs, handler: handler}
	s.Up()
	t.Cleanup(s.Down)
	return s
}

// Refuse answers every request with a status; zero ends it.
func (s *Server) Refuse(status int) { s.status.Store(int64(status)) }

// Slow keeps every answer back for so long after the request was handled.
func (s *Server) Slow(d time.Duration) { s.slow.Store(int64(d)) }

// Down closes the listener and every connection.
func (s *Server) Down() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.server != nil {
		_ = s.server.Close()
		s.server = nil
	}
}

// Up listens again.
func (s *Server) Up() {
	s.mu.Lock()
	defer s.mu.Unlock()
	var l net.Listener
	require.Eventually(s.t, func() (ok bool) {
		var err error
		l, err = net.Listen("tcp", s.Addr) //nolint:noctx // a listener on loopback.
		return err == nil
	}, 10*time.Second, 20*time.Millisecond)
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	s.server = server
	go func() { _ = server.Serve(tls.NewListener(l, s.certs.Server)) }()
}

// ServeHTTP refuses or hands on.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.Requests.Add(1)
	if status := s.status.Load(); status != 0 {
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(int(status))
		return
	}
	s.handler.ServeHTTP(w, r)
	time.Sleep(time.Duration(s.slow.Load()))
}

// body reads a request, gzip or not. It is nil when the sender went away in the middle of it.
func body(r *http.Request) []byte {
	in := io.Reader(r.Body)
	if r.Header.Get("Content-Encoding") == "gzip" {
		zr, err := gzip.NewReader(r.Body)
		if err != nil {
			return nil
		}
		in = zr
	}
	raw, err := io.ReadAll(in)
	if err != nil {
		return nil
	}
	return raw
}

// Log collects what arrived, in the order in which it did.
type Log[T any] struct {
	mu    sync.Mutex
	items []T
}

// Add appends.
func (l *Log[T]) Add(items ...T) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.items = append(l.items, items...)
}

// All is a copy of what arrived so far.
func (l *Log[T]) All() []T {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]T(nil), l.items...)
}

// Len is how much arrived so far.
func (l *Log[T]) Len() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.items)
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package proxy

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
)

// Reasons for which the tap itself answers a request.
const (
	ReasonNoRoute     = "no_route"
	ReasonHost        = "host_not_allowed"
	ReasonOrigin      = "origin_not_allowed"
	ReasonAuth        = "authentication"
	ReasonTooLarge    = "body_too_large"
	ReasonBody        = "body_unreadable"
	ReasonUnreachable = "upstream_unreachable"
	ReasonTimeout     = "upstream_timeout"
)

// Authenticator finds out who sends a request. An error refuses it.
type Authenticator func(r *http.Request) (observe.Principal, error)

// Settings of a Handler.
type Settings struct {
	Routes          []*Route
	MaxRequestBytes int64
	MaxMessageBytes int
	Sink            observe.Sink
	// Authenticate may be nil: then nobody is known and everybody passes.
	Authenticate Authenticator
	// Challenge is the WWW-Authenticate header of a refusal by Authenticate. Empty stands for Bearer, with the address of the
	// metadata of the resource that was asked for.
	Challenge string
	// Guard may be nil: then everything passes.
	Guard Guard
	// Refused is told of every request the tap itself answers.
	Refused func(ctx context.Context, reason string)
}

// Handler forwards requests and observes them. It is safe for concurrent use.
type Handler struct {
	Settings
	routes   table
	active   atomic.Int64
	decoders atomic.Int64 // of compressed streams, at work
}

var _ http.Handler = (*Handler)(nil)

// NewHandler returns a handler for the routes.
func NewHandler(set Settings) *Handler {
	return &Handler{Settings: set, routes: newTable(set.Routes)}
}

// Active is how many exchanges are under way.
func (h *Handler) Active() int64 { return h.active.Load() }

// Wait waits until every exchange has ended and been told of, or until ctx is done.
func (h *Handler) Wait(ctx context.Context) {
	for h.active.Load()+h.decoders.Load() > 0 && ctx.Err() == nil {
		time.Sleep(time.Millisecond)
	}
}

// ServeHTTP forwards one exchange.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.active.Add(1)
	defer h.active.Add(-1)
	x := &observe.Exchange{
		Start: time.Now(), Method: r.Method, Path: r.URL.Path, Host: r.Host, Proto: r.Proto, RemoteAddr: r.RemoteAddr,
		RequestHeader: r.Header, Query: r.URL.RawQuery, Note: new(observe.Note),
	}
	route, body := h.admit(w, r, x)
	if route == nil {
		return
	}
	out := outgoing(r, route, body) // which is the last that changes the header
	if route.elsewhere.Load() && body != nil {
		h.ask(x)
	}
	resp, err := route.Transport.RoundTrip(out)
	if err != nil {
		h.failed(w, r, x, err)
		return
	}
	defer func() { _ = resp.Body.Close() }() // nothing is lost: the body was read or given up
	x.Status, x.ResponseHeader = resp.StatusCode, resp.Header
	if isEventStream(resp.Header) {
		h.stream(w, r, x, route, resp)
		return
	}
	h.answer(w, r, x, resp)
}

// ask tells of a request before it is forwarded, so that it is known when its answer comes on another stream.
func (h *Handler) ask(x *observe.Exchange) {
	asked := *x // the handler goes on to write to x
	x.RequestBody = nil
	h.Sink.Observe(observe.Observation{Kind: observe.Asked, At: x.Start, Exchange: &asked})
}

// admit decides whether a request is forwarded, and reads its body. It returns no route when it has answered itself.
func (h *Handler) admit(w http.ResponseWriter, r *http.Request, x *observe.Exchange) (*Route, *observe.Buffer) {
	route := h.routes.match(r)
	if route == nil {
		h.refuse(w, r, x, http.StatusNotFound, ReasonNoRoute)
		return nil, nil
	}
	x.Server = route.Server
	if reason := route.admits(r); reason != "" {
		h.refuse(w, r, x, http.StatusForbidden, reason)
		return nil, nil
	}
	if h.Authenticate != nil && !isResourceMetadata(r) {
		principal, err := h.Authenticate(r)
		if err != nil {
			w.Header().Set("Www-Authenticate", cmp.Or(h.Challenge, bearerChallenge(r)))
			h.refuse(w, r, x, http.StatusUnauthorized, ReasonAuth)
			return nil, nil
		}
		x.Principal = principal
	}
	body, status := h.readBody(w, r)
	x.RequestBody = body
	if status != 0 {
		reason := ReasonBody
		if status == http.StatusRequestEntityTooLarge {
			reason = ReasonTooLarge
		}
		h.refuse(w, r, x, status, reason)
		return nil, nil
	}
	if h.guarded(w, r, x) {
		return nil, nil
	}
	return route, body
}

// guarded asks the guard, and answers for it when it objects.
func (h *Handler) guarded(w http.ResponseWriter, r *http.Request, x *observe.Exchange) bool {
	if h.Guard == nil {
		return false
	}
	v := h.Guard.Decide(r.Context(), GuardRequest{Server: x.Server, Principal: x.Principal, HTTP: r, Body: x.RequestBody.Bytes()})
	if v.Status == 0 {
		return false
	}
	h.observeRefusal(r, x, v.Status, v.Reason)
	w.Header().Set("Content-Type", v.ContentType)
	w.WriteHeader(v.Status)
	_, _ = w.Write(v.Body) // a client that is gone needs no answer
	return true
}

// readBody reads a request's body whole. The status is 0 when that went well.
func (h *Handler) readBody(w http.ResponseWriter, r *http.Request) (*observe.Buffer, int) {
	if r.Body == nil || r.Body == http.NoBody {
		return nil, 0
	}
	if r.ContentLength > h.MaxRequestBytes {
		return nil, http.StatusRequestEntityTooLarge
	}
	// The transport may hold on to a request's body after it has given an answer, so this memory is never used again.
	buf := &observe.Buffer{Pinned: true}
	if err := readAll(buf, http.MaxBytesReader(w, r.Body, h.MaxRequestBytes), r.ContentLength); err != nil {
		if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
			return buf, http.StatusRequestEntityTooLarge
		}
		return buf, http.StatusBadRequest
	}
	return buf, 0
}

// readAll reads r to its end. Memory grows with what arrives, not with what a header announces.
func readAll(buf *observe.Buffer, r io.Reader, announced int64) error {
	const trust = 64 << 10
	if need := min(announced, trust) + 1; int64(cap(buf.B)) < need {
		buf.B = make([]byte, 0, need)
	}
	for {
		if len(buf.B) == cap(buf.B) {
			buf.B = append(buf.B, 0)[:len(buf.B)]
		}
		n, err := r.Read(buf.B[len(buf.B):cap(buf.B)])
		buf.B = buf.B[:len(buf.B)+n]
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// failed answers a request that got no answer from the upstream.
func (h *Handler) failed(w http.ResponseWriter, r *http.Request, x *observe.Exchange, cause error) {
	if r.Context().Err() != nil {
		x.Failure = observe.ClientGone
		h.Sink.Observe(observe.Observation{Kind: observe.Whole, At: time.Now(), Exchange: x})
		panic(http.ErrAbortHandler)
	}
	status, reason, what := http.StatusBadGateway, ReasonUnreachable, " cannot be reached"
	if late := net.Error(nil); errors.As(cause, &late) && late.Timeout() {
		status, reason, what = http.StatusGatewayTimeout, ReasonTimeout, " does not answer in time"
	}
	x.Failure, x.Status = observe.Unreachable, status
	h.Refused(r.Context(), reason)
	name := x.Server.Name
	h.Sink.Observe(observe.Observation{Kind: observe.Whole, At: time.Now(), Exchange: x})
	http.Error(w, "MCP tap: the server "+name+what, status)
}

var refusals = map[string]string{
	ReasonNoRoute:  "MCP tap: no route leads from this host and path to a server",
	ReasonHost:     "MCP tap: this Host is not allowed",
	ReasonOrigin:   "MCP tap: this Origin is not allowed",
	ReasonAuth:     "MCP tap: authentication required",
	ReasonTooLarge: "MCP tap: the request body is longer than the tap forwards",
	ReasonBody:     "MCP tap: the request body could not be read",
}

// refuse answers in place of the upstream.
func (h *Handler) refuse(w http.ResponseWriter, r *http.Request, x *observe.Exchange, status int, reason string) {
	h.observeRefusal(r, x, status, reason)
	http.Error(w, refusals[reason], status)
}

func (h *Handler) observeRefusal(r *http.Request, x *observe.Exchange, status int, reason string) {
	h.Refused(r.Context(), reason)
	x.Failure, x.Status, x.Reason = observe.Refused, status, reason
	h.Sink.Observe(observe.Observation{Kind: observe.Whole, At: time.Now(), Exchange: x})
}

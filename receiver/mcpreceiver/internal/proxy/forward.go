// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package proxy

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/sse"
)

// outgoing builds the request to the upstream. The header is the client's own map: nobody needs it unchanged.
func outgoing(r *http.Request, route *Route, body *observe.Buffer) *http.Request {
	out := (&http.Request{
		Method: r.Method, URL: route.target(r.URL), Host: r.Host, Header: r.Header,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}).WithContext(r.Context())
	removeHopByHop(out.Header)
	keepReadable(r)
	if _, ok := out.Header["User-Agent"]; !ok {
		out.Header["User-Agent"] = []string{""} // keeps the transport from adding its own
	}
	if body == nil {
		return out
	}
	payload := body.B
	out.ContentLength = int64(len(payload))
	out.Body = io.NopCloser(bytes.NewReader(payload))
	out.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(payload)), nil }
	if len(payload) == 0 {
		out.Body = http.NoBody
	}
	return out
}

// answer forwards an answer that is no event stream, and keeps its beginning.
func (h *Handler) answer(w http.ResponseWriter, r *http.Request, x *observe.Exchange, resp *http.Response) {
	copyAnswerHeader(w.Header(), resp.Header)
	w.WriteHeader(resp.StatusCode)
	x.ResponseBody = observe.NewBuffer()
	if resp.ContentLength >= 0 && resp.ContentLength <= int64(h.MaxMessageBytes) {
		h.measured(w, r, x, resp)
		return
	}
	out := copier{w: w, flush: resp.ContentLength < 0}
	chunk := chunks.Get().(*[]byte)
	defer chunks.Put(chunk)
	for {
		n, err := resp.Body.Read(*chunk)
		x.ResponseSize += int64(n)
		h.keep(x, (*chunk)[:n])
		end := errors.Is(err, io.EOF)
		if end {
			h.whole(x, observe.None) // before the last bytes leave: what the client does next is seen later
		}
		if !out.write((*chunk)[:n]) {
			if !end {
				h.whole(x, observe.ClientGone)
			}
			panic(http.ErrAbortHandler)
		}
		if end {
			return
		}
		if err != nil {
			h.whole(x, broken(r))
			panic(http.ErrAbortHandler)
		}
	}
}

// trusted is how much of an announced length gets memory before it is there.
const trusted = 64 << 10

// measured forwards an answer of known length out of the memory it is kept in.
func (h *Handler) measured(w http.ResponseWriter, r *http.Request, x *observe.Exchange, resp *http.Response) {
	body := x.ResponseBody
	body.Grow(int(min(resp.ContentLength, trusted)) + 1)
	sent := 0
	for {
		if len(body.B) == cap(body.B) {
			body.Grow(trusted)
		}
		n, err := resp.Body.Read(body.B[len(body.B):cap(body.B)])
		body.B = body.B[:len(body.B)+n]
		x.ResponseSize += int64(n)
		if _, werr := w.Write(body.B[sent:]); n > 0 && werr != nil {
			h.whole(x, observe.ClientGone)
			panic(http.ErrAbortHandler)
		}
		sent = len(body.B)
		if errors.Is(err, io.EOF) {
			h.whole(x, observe.None)
			return
		}
		if err != nil {
			h.whole(x, broken(r))
			panic(http.ErrAbortHandler)
		}
	}
}

// whole tells of an exchange that is over. Nothing of it may be touched afterwards.
func (h *Handler) whole(x *observe.Exchange, failure observe.Failure) {
	x.Failure = failure
	h.Sink.Observe(observe.Observation{Kind: observe.Whole, At: time.Now(), Exchange: x})
}

// keep adds to the kept beginning of an answer.
func (h *Handler) keep(x *observe.Exchange, part []byte) {
	if room := h.MaxMessageBytes - len(x.ResponseBody.B); len(part) > room {
		part = part[:room]
		x.ResponseTruncated = true
	}
	x.ResponseBody.B = append(x.ResponseBody.B, part...)
}

// stream forwards server-sent events as they come.
func (h *Handler) stream(w http.ResponseWriter, r *http.Request, x *observe.Exchange, route *Route, resp *http.Response) {
	copyAnswerHeader(w.Header(), resp.Header)
	h.Sink.Observe(observe.Observation{Kind: observe.Opened, At: time.Now(), Exchange: x})
	w.WriteHeader(resp.StatusCode)
	out := copier{w: w, flush: true}
	out.start()
	copied := h.watch(r, x, route, resp)
	failure := observe.None
	defer func() {
		copied.end(observe.Observation{Kind: observe.Closed, At: time.Now(), Exchange: x, Failure: failure})
		if failure != observe.None {
			panic(http.ErrAbortHandler)
		}
	}()
	chunk := chunks.Get().(*[]byte)
	defer chunks.Put(chunk)
	for {
		n, err := resp.Body.Read(*chunk)
		part := copied.take((*chunk)[:n], err != nil)
		if !out.write(part) {
			failure = observe.ClientGone
			return
		}
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			failure = broken(r)
			return
		}
	}
}

func (h *Handler) event(x *observe.Exchange, ev sse.Event) {
	o := observe.Observation{
		Kind: observe.Event, At: time.Now(), Exchange: x, Size: ev.Size, EventID: string(ev.ID), Type: string(ev.Type),
	}
	if len(ev.Data) > 0 {
		o.Data = observe.Copy(ev.Data)
	}
	h.Sink.Observe(o)
}

// broken tells who ended an exchange early.
func broken(r *http.Request) observe.Failure {
	if r.Context().Err() != nil {
		return observe.ClientGone
	}
	return observe.Aborted
}

var chunks = sync.Pool{New: func() any { b := make([]byte, 32<<10); return &b }}

// copier writes to a client.
type copier struct {
	w     http.ResponseWriter
	flush bool
}

func (c *copier) start() {
	if f, ok := c.w.(http.Flusher); ok {
		f.Flush()
	}
}

func (c *copier) write(part []byte) bool {
	if len(part) == 0 {
		return true
	}
	if _, err := c.w.Write(part); err != nil {
		return false
	}
	if c.flush {
		c.start()
	}
	return true
}

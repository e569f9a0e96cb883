// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package observe is what the proxy tells about the traffic: plain facts, nothing parsed, cheap enough for the request
// path.
package observe

import (
	"net/http"
	"time"
)

// Kind of an observation.
type Kind uint8

const (
	// Whole is an exchange that is over: request and answer.
	Whole Kind = iota + 1
	// Asked is a request that is about to be forwarded, told on its own where the answer may come another way.
	Asked
	// Opened is an exchange whose answer is a stream that now begins.
	Opened
	// Event is one event of a stream.
	Event
	// Opaque says that a stream cannot be looked into: what is still to come of it stays unknown.
	Opaque
	// Closed is the end of a stream.
	Closed
)

// Failure says how an exchange broke.
type Failure uint8

const (
	// None means that nothing broke.
	None Failure = iota
	// ClientGone means that the client went away before the answer was complete.
	ClientGone
	// Unreachable means that no answer came from the upstream.
	Unreachable
	// Aborted means that the upstream broke off its answer.
	Aborted
	// Refused means that the tap itself answered; Exchange.Reason says why.
	Refused
)

// Capture says what is recorded of a route.
type Capture struct {
	Arguments, Results bool
	MaxBytes           int
	Structured         bool
}

// Server is what is known of the server behind a route.
type Server struct {
	Name    string
	Address string
	Port    int
	Capture Capture
}

// Principal is who the listener found the client to be.
type Principal struct {
	UserID   string
	Verified bool
}

// Exchange is one HTTP exchange. The proxy fills it in; after the last observation that carries it, nobody writes to it.
type Exchange struct {
	Server         *Server
	Principal      Principal
	Method         string
	Path           string
	Query          string
	Host           string
	Proto          string
	RemoteAddr     string
	RequestHeader  http.Header
	ResponseHeader http.Header
	Status         int
	Failure        Failure
	Reason         string // of a refusal
	Start          time.Time

	RequestBody       *Buffer // nil where there was none
	ResponseBody      *Buffer // nil for streams
	ResponseSize      int64
	ResponseTruncated bool // ResponseBody is only the beginning

	// Note belongs to whoever reads the observations. Everything that is told of one exchange has the same one.
	Note *Note
}

// Note is what a reader remembers of an exchange between two observations.
type Note struct{ State any }

// Observation is one thing seen.
type Observation struct {
	Kind     Kind
	At       time.Time
	Exchange *Exchange

	// Failure of a Closed stream.
	Failure Failure

	// Of an Event.
	Data    *Buffer
	Size    int
	EventID string
	Type    string
}

// Free gives back what the observation holds.
func (o *Observation) Free() {
	switch o.Kind {
	case Whole:
		o.Exchange.RequestBody.Free()
		o.Exchange.ResponseBody.Free()
		o.Exchange.RequestBody, o.Exchange.ResponseBody = nil, nil
	case Asked, Opened:
		o.Exchange.RequestBody.Free()
		o.Exchange.RequestBody = nil
	case Event:
		o.Data.Free()
		o.Data = nil
	}
}

// Weight is how many bytes the observation holds.
func (o *Observation) Weight() int64 {
	n := int64(cap(o.Data.Bytes()))
	if o.Kind != Event && o.Kind != Closed && o.Kind != Opaque {
		n += int64(cap(o.Exchange.RequestBody.Bytes()) + cap(o.Exchange.ResponseBody.Bytes()))
	}
	return n
}

// Sink takes observations. It never blocks: what it cannot take it drops and counts.
type Sink interface {
	Observe(o Observation)
}

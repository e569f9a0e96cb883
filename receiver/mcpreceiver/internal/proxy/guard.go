// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package proxy

import (
	"context"
	"net/http"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
)

// Guard decides, before a request is forwarded, whether it may pass. It is called on the request path with the whole body
// and must neither change nor keep what it is given.
type Guard interface {
	Decide(ctx context.Context, r GuardRequest) Verdict
}

// GuardRequest is what a Guard decides on.
type GuardRequest struct {
	Server    *observe.Server
	Principal observe.Principal
	HTTP      *http.Request // its body has been read
	Body      []byte
}

// Verdict of a Guard. The zero value lets the request pass.
type Verdict struct {
	// Status answers the request in place of the upstream, unless it is zero.
	Status int
	// ContentType and Body of that answer.
	ContentType string
	Body        []byte
	// Reason as it is recorded and counted: short, from a fixed set.
	Reason string
}

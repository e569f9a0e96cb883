// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package proxy is the tap on HTTP: a handler that forwards MCP exchanges byte for byte and tells an observe.Sink what
// passed.
//
// It is no httputil.ReverseProxy. Request bodies are read whole before they are forwarded, because net/http closes the
// body of a request once its answer starts and a transport that still reads then kills the upstream connection
// (golang/go#40747). Streams are flushed chunk by chunk. Host, Origin and every end-to-end header stay as they are.
//
// Guard is the seam for a decision before a request is forwarded.
package proxy

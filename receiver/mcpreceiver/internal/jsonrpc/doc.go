// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package jsonrpc finds the parts of JSON-RPC 2.0 messages without decoding them. What it returns points into the bytes
// it was given. It allocates nothing on well-formed messages, needs no stack for deep nesting, and reads every byte a
// bounded number of times.
//
// It is a tap's parser, not a server's: it is lenient about what lies inside the parts, and strict about where they begin
// and end.
package jsonrpc

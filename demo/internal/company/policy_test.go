// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package company

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestRolesAreEnforced(t *testing.T) {
	issuer := NewIssuer()
	handler := issuer.require((&policy{}).enforce(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})))
	for _, tt := range []struct {
		name, token, body string
		want              int
	}{
		{"a tool that the role forbids", issuer.Token("gina"), `{"method":"tools/call","params":{"name":"read_file"}}`, http.StatusForbidden},
		{"another tool", issuer.Token("gina"), `{"method":"tools/call","params":{"name":"list_files"}}`, http.StatusOK},
		{"another user", issuer.Token("alice"), `{"method":"tools/call","params":{"name":"read_file"}}`, http.StatusOK},
		{"another method", issuer.Token("gina"), `{"method":"prompts/get","params":{"name":"read_file"}}`, http.StatusOK},
		{"no JSON is the server's to refuse", issuer.Token("gina"), `{"method":`, http.StatusOK},
		{"too long", issuer.Token("gina"), strings.Repeat(" ", maxBody+1), http.StatusRequestEntityTooLarge},
		{"forged token", issuer.Token("alice") + "x", `{}`, http.StatusUnauthorized},
	} {
		t.Run(tt.name, func(t *testing.T) {
			req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/mcp", strings.NewReader(tt.body))
			req.Header.Set("Authorization", "Bearer "+tt.token)
			answer := httptest.NewRecorder()
			handler.ServeHTTP(answer, req)
			assert.Equal(t, tt.want, answer.Code)
		})
	}
}

func TestRateLimitIsForEachUserAndWindow(t *testing.T) {
	p, now := &policy{}, time.Unix(1_700_000_000, 0)
	for range RateLimit {
		assert.True(t, p.within("alice", now))
	}
	assert.False(t, p.within("alice", now))
	assert.True(t, p.within("bob", now))
	assert.True(t, p.within("alice", now.Add(rateWindow+time.Second)))
}

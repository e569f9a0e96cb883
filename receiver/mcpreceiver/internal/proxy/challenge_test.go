// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package proxy

import (
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
)

func TestChallenge(t *testing.T) {
	up := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer up.Close()
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	files := route(t, "files", "", "/files", up.URL)
	files.Transport = transport
	for _, tt := range []struct {
		name, method, path, challenge string
		secure                        bool
		status                        int
		want                          string
	}{
		{"by default", "POST", "/files", "", false, 401, `Bearer resource_metadata="http://mcp.example.com/.well-known/oauth-protected-resource/files"`},
		{"TLS", "POST", "/files/", "", true, 401, `Bearer resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/files"`},
		{"configured", "POST", "/files", `Basic realm="mcp"`, false, 401, `Basic realm="mcp"`},
		{"a path that would end the quotes", "POST", `/files/%22,x=%22`, "", false, 401, `Bearer resource_metadata="http://mcp.example.com/.well-known/oauth-protected-resource/files/%22,x=%22"`},
		{"metadata is for everybody", "GET", "/.well-known/oauth-protected-resource/files", "", false, 200, ""},
		{"to read", "POST", "/.well-known/oauth-protected-resource/files", "", false, 401, `Bearer resource_metadata="http://mcp.example.com/.well-known/oauth-protected-resource/.well-known/oauth-protected-resource/files"`},
		{"other metadata is not", "GET", "/.well-known/openid-configuration/files", "", false, 401, `Bearer resource_metadata="http://mcp.example.com/.well-known/oauth-protected-resource/.well-known/openid-configuration/files"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var seen sink
			h := NewHandler(Settings{
				Routes: []*Route{files}, MaxRequestBytes: 1000, MaxMessageBytes: 1000, Sink: &seen, Challenge: tt.challenge,
				Refused:      func(context.Context, string) {},
				Authenticate: func(*http.Request) (observe.Principal, error) { return observe.Principal{}, errors.New("no") },
			})
			r := httptest.NewRequest(tt.method, "http://mcp.example.com"+tt.path, http.NoBody)
			if tt.secure {
				r.TLS = &tls.ConnectionState{}
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			assert.Equal(t, tt.status, w.Code)
			assert.Equal(t, tt.want, w.Header().Get("Www-Authenticate"))
		})
	}
}

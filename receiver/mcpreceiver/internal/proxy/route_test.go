// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package proxy

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
)

func route(t *testing.T, name, host, path, upstream string) *Route {
	t.Helper()
	u, err := url.Parse(upstream)
	require.NoError(t, err)
	return &Route{Server: &observe.Server{Name: name}, Host: host, Path: path, Upstream: u}
}

func TestMatchAndTarget(t *testing.T) {
	tbl := newTable([]*Route{
		route(t, "files", "", "/files", "http://up:1/mcp"),
		route(t, "deep", "", "/files/deep", "http://up:2"),
		route(t, "crm", "crm.example.com", "/", "https://up:3/api/"),
		route(t, "strip", "", "/strip", "http://up:4/"),
	})
	for _, tt := range []struct{ name, in, server, target string }{
		{"whole path", "http://tap/files", "files", "http://up:1/mcp"},
		{"below", "http://tap/files/x?y=1", "files", "http://up:1/mcp/x?y=1"},
		{"longest wins", "http://tap/files/deep/x", "deep", "http://up:2/files/deep/x"},
		{"cut at slashes", "http://tap/filesystem", "", ""},
		{"host first", "http://crm.example.com:8080/files", "crm", "https://up:3/api/files"},
		{"host, case", "http://CRM.example.com/", "crm", "https://up:3/api/"},
		{"none", "http://tap/", "", ""},
		{"stripped", "http://tap/strip/messages", "strip", "http://up:4/messages"},
		{"escapes stay", "http://tap/files/a%2Fb", "files", "http://up:1/mcp/a%2Fb"},
		{"metadata of a path", "http://tap/.well-known/oauth-protected-resource/files", "files", "http://up:1/.well-known/oauth-protected-resource/mcp"},
		{"metadata of a root", "http://tap/.well-known/oauth-protected-resource/strip", "strip", "http://up:4/.well-known/oauth-protected-resource"},
		{"metadata of nobody", "http://tap/.well-known/oauth-protected-resource", "", ""},
		{"metadata of a host", "http://crm.example.com/.well-known/openid-configuration", "crm", "https://up:3/.well-known/openid-configuration"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			req := httptest.NewRequest(http.MethodGet, tt.in, http.NoBody)
			r := tbl.match(req)
			if tt.server == "" {
				require.Nil(t, r)
				return
			}
			require.NotNil(t, r)
			assert.Equal(t, tt.server, r.Server.Name)
			assert.Equal(t, tt.target, r.target(req.URL).String())
		})
	}
}

func TestAdmits(t *testing.T) {
	r := &Route{AllowedHosts: []string{"mcp.example.com"}, AllowedOrigins: []string{"https://app.example.com"}}
	for _, tt := range []struct{ name, host, origin, want string }{
		{"both", "mcp.example.com:443", "https://app.example.com", ""},
		{"no origin", "MCP.example.com", "", ""},
		{"host", "evil.example.com", "", ReasonHost},
		{"origin", "mcp.example.com", "https://evil.example.com", ReasonOrigin},
		{"null origin", "mcp.example.com", "null", ReasonOrigin},
	} {
		t.Run(tt.name, func(t *testing.T) {
			req := httptest.NewRequest(http.MethodPost, "http://x/", http.NoBody)
			req.Host = tt.host
			if tt.origin != "" {
				req.Header.Set("Origin", tt.origin)
			}
			assert.Equal(t, tt.want, r.admits(req))
		})
	}
}

func TestHopByHopHeadersStay(t *testing.T) {
	h := http.Header{
		"Connection": {"close, X-Private"}, "X-Private": {"1"}, "Keep-Alive": {"x"}, "Upgrade": {"x"}, "Te": {"trailers"},
		"Mcp-Param-Region": {"eu"}, "Origin": {"o"}, "Authorization": {"Bearer x"},
	}
	removeHopByHop(h)
	assert.Equal(t, http.Header{"Mcp-Param-Region": {"eu"}, "Origin": {"o"}, "Authorization": {"Bearer x"}}, h)
}

func TestEndpointStaysWhole(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"foreign host", "event: endpoint\ndata: http://other/m\n\n", "event: endpoint\ndata: http://other/m\n\n"},
		{"no endpoint", "data: x\n\n", "data: x\n\n"},
		{"never complete", "event: endpoint\ndata: /m", "event: endpoint\ndata: /m"},
		{"CRLF", "event: endpoint\r\ndata: http://up:1/m?a=b\r\n\r\nrest", "event: endpoint\r\ndata: /m?a=b\r\n\r\nrest"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := endpointRewriter{route: route(t, "x", "", "/", "http://up:1"), host: "tap"}
			var got []byte
			for i := range len(tt.in) {
				part := []byte(tt.in[i : i+1])
				if !e.done {
					part = e.rewrite(part, i == len(tt.in)-1)
				}
				got = append(got, part...)
			}
			assert.Equal(t, tt.want, string(got))
		})
	}
}

// guard refuses what mentions a word.
type guard struct{}

func (guard) Decide(_ context.Context, r GuardRequest) Verdict {
	if strings.Contains(string(r.Body), "forbidden") {
		return Verdict{Status: http.StatusForbidden, ContentType: "application/json", Body: []byte(`{"no":1}`), Reason: "policy"}
	}
	return Verdict{}
}

type sink []observe.Observation

func (s *sink) Observe(o observe.Observation) { *s = append(*s, o) }

func TestGuardAnswersInPlaceOfTheUpstream(t *testing.T) {
	reached := 0
	up := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached++ }))
	defer up.Close()
	r := route(t, "x", "", "/", up.URL)
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	r.Transport = transport
	var seen sink
	h := NewHandler(Settings{
		Routes: []*Route{r}, MaxRequestBytes: 1000, MaxMessageBytes: 1000, Sink: &seen, Guard: guard{},
		Refused: func(context.Context, string) {},
	})
	for body, status := range map[string]int{"forbidden": http.StatusForbidden, "fine": http.StatusOK} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body)))
		assert.Equal(t, status, w.Code)
	}
	assert.Equal(t, 1, reached)
	require.Len(t, seen, 2)
}

// asking notes the header as it is when a request is told of before it is forwarded.
type asking struct{ header http.Header }

func (a *asking) Observe(o observe.Observation) {
	if o.Kind == observe.Asked {
		a.header = o.Exchange.RequestHeader.Clone()
	}
}

// TestToldHeadersStay: whoever reads what is told does so at the same time as the exchange goes on.
func TestToldHeadersStay(t *testing.T) {
	up := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer up.Close()
	r := route(t, "x", "", "/", up.URL)
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	r.Transport = transport
	r.elsewhere.Store(true)
	var told asking
	h := NewHandler(Settings{Routes: []*Route{r}, MaxRequestBytes: 1000, MaxMessageBytes: 1000, Sink: &told, Refused: func(context.Context, string) {}})
	req := httptest.NewRequest(http.MethodPost, "/", strings.NewReader("{}"))
	req.Header.Set("Te", "trailers")
	h.ServeHTTP(httptest.NewRecorder(), req)
	require.NotEmpty(t, told.header)
	assert.Equal(t, told.header, req.Header)
}

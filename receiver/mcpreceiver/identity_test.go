// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/client"
	"go.opentelemetry.io/collector/config/configoptional"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
)

// authServer is an auth extension that knows alice.
type authServer struct{}

type authData map[string]any

func (d authData) GetAttribute(name string) any { return d[name] }
func (authData) GetAttributeNames() []string    { return nil }

func (authServer) Authenticate(ctx context.Context, h map[string][]string) (context.Context, error) {
	if len(h["Authorization"]) == 0 {
		return ctx, errors.New("no credential")
	}
	return client.NewContext(ctx, client.Info{Auth: authData{"username": "alice"}}), nil
}

func TestIdentity(t *testing.T) {
	header := IdentityConfig{UserHeader: "X-Forwarded-User", TrustedProxies: []string{"10.0.0.0/8"}}
	for _, tt := range []struct {
		name   string
		id     *identifier
		remote string
		header http.Header
		want   observe.Principal
		fails  bool
	}{
		{"nothing known", newIdentifier(IdentityConfig{}, nil), "192.0.2.1:1", http.Header{}, observe.Principal{}, false},
		{"auth extension", newIdentifier(IdentityConfig{}, authServer{}), "192.0.2.1:1", http.Header{"Authorization": {"x"}}, observe.Principal{UserID: "alice", Verified: true}, false},
		{"auth extension refuses", newIdentifier(IdentityConfig{}, authServer{}), "192.0.2.1:1", http.Header{}, observe.Principal{}, true},
		{"trusted proxy", newIdentifier(header, nil), "10.1.2.3:1", http.Header{"X-Forwarded-User": {"bob"}}, observe.Principal{UserID: "bob", Verified: true}, false},
		{"header from anybody", newIdentifier(header, nil), "192.0.2.1:1", http.Header{"X-Forwarded-User": {"bob"}}, observe.Principal{}, false},
		{"no address", newIdentifier(header, nil), "", http.Header{"X-Forwarded-User": {"bob"}}, observe.Principal{}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodPost, "/", http.NoBody)
			r.RemoteAddr, r.Header = tt.remote, tt.header
			got, err := tt.id.authenticate(r)
			assert.Equal(t, tt.fails, err != nil)
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestUnverifiedClaim(t *testing.T) {
	tp := startTap(t, upstream{"tools/call": callAnswer}, nil)
	token := "h." + base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"mallory"}`)) + ".s"
	tp.post(t, callRequest, "Authorization", "Bearer "+token)
	rec := tp.event(t, schema.EventOperation, "tools/call")
	assert.Equal(t, "mallory", str(rec, schema.UserID))
	assert.Equal(t, "false", str(rec, schema.UserVerified), "whoever sends the token wrote the claim")
}

func TestCapture(t *testing.T) {
	for _, tt := range []struct {
		name              string
		capture           CaptureConfig
		arguments, result string
		kind              pcommon.ValueType
	}{
		{"structured", CaptureConfig{Arguments: captureFull, Results: captureFull, MaxBytes: 1000, Format: formatStructured}, `{"path":"/notes.txt"}`, `{"content":[{"text":"hello\nworld","type":"text"}]}`, pcommon.ValueTypeMap},
		{"text", CaptureConfig{Arguments: captureFull, Results: captureFull, MaxBytes: 1000, Format: formatString}, `{"path":"/notes.txt"}`, `{"content":[{"type":"text","text":"hello\nworld"}]}`, pcommon.ValueTypeStr},
		{"cut", CaptureConfig{Arguments: captureFull, Results: captureFull, MaxBytes: 10, Format: formatStructured}, `{"path":"/`, `{"content"`, pcommon.ValueTypeStr},
		{"off", CaptureConfig{Arguments: captureOff, Results: captureOff, MaxBytes: 1000, Format: formatStructured}, "", "", pcommon.ValueTypeEmpty},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tp := startTap(t, upstream{"tools/call": callAnswer}, func(cfg *Config) {
				cfg.Proxy.Get().Routes[0].Capture = configoptional.Some(tt.capture)
			})
			tp.post(t, callRequest)
			rec := tp.event(t, schema.EventOperation, "tools/call")
			sameBytes(t, tt.arguments, str(rec, schema.GenAIToolArguments))
			sameBytes(t, tt.result, str(rec, schema.GenAIToolResult))
			if v, ok := rec.Attributes().Get(schema.GenAIToolArguments); ok {
				assert.Equal(t, tt.kind, v.Type())
			}
			_, cut := rec.Attributes().Get(schema.CaptureTruncated)
			assert.Equal(t, tt.name == "cut", cut)
			assert.Equal(t, "read_file", str(rec, schema.GenAIToolName), "facts stay when content is off")
		})
	}
}

func TestOriginList(t *testing.T) {
	tp := startTap(t, upstream{"tools/call": callAnswer}, func(cfg *Config) {
		cfg.Proxy.Get().Routes[0].AllowedOrigins = []string{"https://app.example.com"}
	})
	resp, _ := tp.post(t, callRequest, "Origin", "https://evil.example.com")
	require.Equal(t, http.StatusForbidden, resp.StatusCode)
	rec := tp.event(t, schema.EventTransportRejected, "")
	assert.Equal(t, schema.OutcomeAccessDenied, str(rec, schema.Outcome))
	assert.Equal(t, "origin_not_allowed", str(rec, schema.RefusalReason))
}

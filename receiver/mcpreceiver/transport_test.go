// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/config/configoptional"
	"go.opentelemetry.io/collector/config/configtls"
	"go.opentelemetry.io/collector/consumer/consumertest"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/proxy"
)

// pemFiles writes a test server's certificate and key.
func pemFiles(t *testing.T, server *httptest.Server) (cert, key string) {
	t.Helper()
	pair := server.TLS.Certificates[0]
	der, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	require.NoError(t, err)
	cert, key = filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	require.NoError(t, os.WriteFile(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: pair.Certificate[0]}), 0o600))
	require.NoError(t, os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), 0o600))
	return cert, key
}

// TestTLS speaks TLS on both sides, with HTTP/1.1 and with HTTP/2 towards either.
func TestTLS(t *testing.T) {
	for _, tt := range []struct {
		name               string
		client, toUpstream bool // HTTP/2
	}{{"1.1 and 1.1", false, false}, {"2 and 1.1", true, false}, {"1.1 and 2", false, true}, {"2 and 2", true, true}} {
		t.Run(tt.name, func(t *testing.T) {
			var proto string
			answers := upstream{"tools/call": sseMessage(callAnswer)}
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				proto = r.Proto
				answers.ServeHTTP(w, r)
			}))
			server.EnableHTTP2 = true
			server.StartTLS()
			t.Cleanup(server.Close)
			cert, key := pemFiles(t, server)
			cfg := testConfig(freeAddress(t), server.URL)
			proxyCfg := cfg.Proxy.Get()
			proxyCfg.TLS = configoptional.Some(configtls.ServerConfig{Config: configtls.Config{CertFile: cert, KeyFile: key}})
			route := &proxyCfg.Routes[0]
			route.TLS.CAFile, route.TLS.ServerName, route.HTTP2 = cert, "example.com", tt.toUpstream
			sink := new(consumertest.LogsSink)
			tp := runTap(t, cfg, sink)
			tp.Logs = sink

			roots := x509.NewCertPool()
			roots.AddCert(server.Certificate())
			transport := &http.Transport{
				TLSClientConfig: &tls.Config{RootCAs: roots, ServerName: "example.com"}, ForceAttemptHTTP2: tt.client,
			}
			defer transport.CloseIdleConnections()
			url := strings.Replace(tp.URL, "http:", "https:", 1) + "/mcp"
			resp, err := (&http.Client{Transport: transport}).Post(url, "application/json", strings.NewReader(callRequest))
			require.NoError(t, err)
			body, err := io.ReadAll(resp.Body)
			require.NoError(t, err)
			require.NoError(t, resp.Body.Close())
			sameBytes(t, sseMessage(callAnswer), string(body))
			major := map[bool]string{false: "HTTP/1.1", true: "HTTP/2.0"}
			assert.Equal(t, major[tt.client], resp.Proto)
			assert.Equal(t, major[tt.toUpstream], proto)
			want := map[bool]string{false: "1.1", true: "2"}
			assert.Equal(t, want[tt.client], str(tp.event(t, schema.EventOperation, "tools/call"), schema.NetworkProtocolVersion))
		})
	}
}

func TestUpstreamThatDoesNotAnswerInTime(t *testing.T) {
	release := make(chan struct{})
	tp := startTap(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }), func(cfg *Config) {
		cfg.Proxy.Get().Routes[0].Timeouts.ResponseHeader = 50 * time.Millisecond
	})
	t.Cleanup(func() { close(release) }) // before the server is closed, which waits for it
	resp, body := tp.post(t, callRequest)
	assert.Equal(t, http.StatusGatewayTimeout, resp.StatusCode)
	assert.Contains(t, body, "the server files does not answer in time")
	rec := tp.event(t, schema.EventTransportRejected, "tools/call")
	assert.Equal(t, schema.OutcomeTimeout, str(rec, schema.Outcome))
	assert.Equal(t, int64(1), tp.metric(t, "receiver_mcp_refused", proxy.ReasonTimeout))
}

// TestStreamOutlivesEveryTimeout: nothing but its two ends ends a stream.
func TestStreamOutlivesEveryTimeout(t *testing.T) {
	tp := startTap(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		w.(http.Flusher).Flush()
		time.Sleep(400 * time.Millisecond)
		_, _ = io.WriteString(w, sseMessage(callAnswer))
	}), func(cfg *Config) {
		p := cfg.Proxy.Get()
		p.ReadHeaderTimeout, p.KeepAlive = 50*time.Millisecond, 50*time.Millisecond
		p.Routes[0].Timeouts = TimeoutsConfig{Connect: 50 * time.Millisecond, ResponseHeader: 200 * time.Millisecond, IdleConnection: 50 * time.Millisecond}
		cfg.Sessions.IdleTimeout = 50 * time.Millisecond
	})
	_, body := tp.post(t, callRequest)
	sameBytes(t, sseMessage(callAnswer), body)
}

// TestShutdownDrains: what is under way ends well, and its event still reaches the pipeline; streams are closed.
func TestShutdownDrains(t *testing.T) {
	for _, tt := range []struct {
		name, outcome string
		drain         time.Duration
		stream        bool
	}{
		{"a call ends", schema.OutcomeSuccess, 5 * time.Second, false},
		{"a stream does not", schema.OutcomeCancelled, 100 * time.Millisecond, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			reached, release := make(chan struct{}), make(chan struct{})
			tp := startTap(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				if !tt.stream {
					close(reached)
					<-release
					w.Header().Set("Content-Type", "application/json")
					_, _ = io.WriteString(w, callAnswer)
					return
				}
				w.Header().Set("Content-Type", "text/event-stream")
				_, _ = io.WriteString(w, ": hello\n\n")
				w.(http.Flusher).Flush()
				close(reached)
				<-r.Context().Done()
			}), func(cfg *Config) { cfg.Proxy.Get().DrainTimeout = tt.drain })
			got := make(chan string, 1)
			go func() {
				req, _ := http.NewRequestWithContext(context.Background(), http.MethodPost, tp.URL+"/mcp", strings.NewReader(callRequest))
				resp, err := http.DefaultClient.Do(req)
				if err != nil {
					got <- err.Error()
					return
				}
				defer func() { _ = resp.Body.Close() }()
				body, _ := io.ReadAll(bufio.NewReader(resp.Body)) // a stream is cut, which is what is tested
				got <- string(body)
			}()
			<-reached
			time.AfterFunc(50*time.Millisecond, func() { close(release) })
			start := time.Now()
			tp.stop()
			assert.Less(t, time.Since(start), 3*time.Second)
			if body := <-got; !tt.stream {
				sameBytes(t, callAnswer, body)
			}
			assert.Equal(t, tt.outcome, str(tp.event(t, schema.EventOperation, "tools/call"), schema.Outcome))
		})
	}
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"bytes"
	"crypto/tls"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog/plogotlp"
	"gopkg.in/yaml.v3"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
)

// Every listener of the configurations that are meant for a network is on TLS with authentication.
func TestListenersAreSecured(t *testing.T) {
	t.Parallel()
	root := filepath.Join(rig.Root(t), "configs")
	files, err := filepath.Glob(filepath.Join(root, "scale-out", "*.yaml"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range append(files, filepath.Join(root, "gateway.yaml")) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			doc := map[string]any{}
			require.NoError(t, yaml.Unmarshal(raw, &doc))
			listeners := 0
			for _, section := range []string{"extensions", "receivers", "exporters"} {
				walk(doc[section], section, func(path string, m map[string]any) {
					endpoint, listens := m["endpoint"].(string)
					if !listens || strings.HasPrefix(endpoint, "http") || section == "exporters" && !strings.Contains(path, "prometheus") {
						return
					}
					listeners++
					require.Contains(t, m, "tls", path)
					tls := m["tls"].(map[string]any)
					assert.NotEmpty(t, tls["cert_file"], path)
					assert.NotEmpty(t, tls["key_file"], path)
					assert.NotContains(t, tls, "insecure", path)
					if strings.HasSuffix(path, "::health_check") { // it drops the authenticator with the handler it replaces
						assert.NotEmpty(t, tls["client_ca_file"], path)
						return
					}
					require.Contains(t, m, "auth", path)
					assert.Contains(t, doc["service"].(map[string]any)["extensions"], m["auth"].(map[string]any)["authenticator"], "%s: an authenticator that runs", path)
				})
			}
			assert.GreaterOrEqual(t, listeners, 3)
			telemetry, err := yaml.Marshal(doc["service"])
			require.NoError(t, err)
			assert.NotContains(t, string(telemetry), "prometheus:", "no second scrape endpoint without authentication")
		})
	}
}

func walk(v any, path string, visit func(string, map[string]any)) {
	m, ok := v.(map[string]any)
	if !ok {
		return
	}
	visit(path, m)
	for _, k := range slices.Sorted(maps.Keys(m)) {
		walk(m[k], path+"::"+k, visit)
	}
}

const (
	token   = "0123456789abcdef"
	reader  = "prometheus"
	secret  = "scrape me"
	htpass  = "prometheus:{SHA}6ViA8KIcnP4WtJneox+Ub0PQqOc=" // of secret, by htpasswd -nbs
	bearer  = "Bearer " + token
	timeout = 30 * time.Second
)

// secured is a collector with one of the configurations that are meant for a network.
type secured struct {
	*rig.Collector
	certs              *rig.Certs
	grpc, http, ingest string
	client             *http.Client
	files              string
}

func newSecured(t *testing.T, certs *rig.Certs, config, overlay string, env map[string]string) *secured {
	t.Helper()
	s := &secured{certs: certs, grpc: rig.Addr(t), http: rig.Addr(t), ingest: rig.Addr(t), files: t.TempDir()}
	_, port := hostPort(s.http)
	s.Collector = rig.New(t, config, overlay, merge(map[string]string{
		"OTELCOL_MCP_OTLP_GRPC": s.grpc, "OTELCOL_MCP_OTLP_HTTP": s.http, "OTELCOL_MCP_OTLP_HTTP_PORT": port, "OTELCOL_MCP_INGEST": s.ingest,
		"OTELCOL_MCP_TOKEN": token, "OTELCOL_MCP_READERS": htpass, "OTELCOL_MCP_DIR": s.files,
		"OTELCOL_MCP_CERT_FILE": certs.CertFile, "OTELCOL_MCP_KEY_FILE": certs.KeyFile, "OTELCOL_MCP_CA_FILE": certs.CAFile,
	}, env))
	s.Secure(certs)
	s.client = &http.Client{Timeout: timeout, Transport: &http.Transport{TLSClientConfig: certs.Client}}
	t.Cleanup(func() {
		if t.Failed() {
			s.Stop()
			t.Log(s.Logs())
		}
	})
	return s
}

// ask sends a request over TLS and returns status and body; status 0 stands for a refused connection.
func (s *secured) ask(t *testing.T, method, url, authorization string, payload []byte, kind string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, bytes.NewReader(payload))
	require.NoError(t, err)
	req.Header.Set("Content-Type", kind)
	if authorization != "" {
		req.Header.Set("Authorization", authorization)
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return 0, err.Error()
	}
	defer resp.Body.Close()
	raw, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(raw)
}

func (s *secured) basic() string {
	req, _ := http.NewRequest(http.MethodGet, "http://x", http.NoBody) //nolint:noctx // only its header is used.
	req.SetBasicAuth(reader, secret)
	return req.Header.Get("Authorization")
}

func TestGatewayAsksWhoIsThere(t *testing.T) {
	t.Parallel()
	certs := rig.NewCerts(t)
	s := newSecured(t, certs, "gateway.yaml", "", nil)
	s.Start()
	payload, err := plogotlp.NewExportRequestFromLogs(rig.Audit(events)).MarshalProto()
	require.NoError(t, err)
	const proto = "application/x-protobuf"
	frame := []byte(`{"v":1}` + "\n")
	tests := []struct {
		name, method, url, auth string
		body                    []byte
		kind                    string
		want                    []int
	}{
		{"OTLP with token", http.MethodPost, "https://" + s.http + "/v1/logs", bearer, payload, proto, []int{200}},
		{"OTLP without token", http.MethodPost, "https://" + s.http + "/v1/logs", "", payload, proto, []int{401}},
		{"OTLP with another token", http.MethodPost, "https://" + s.http + "/v1/logs", "Bearer guess", payload, proto, []int{401}},
		{"OTLP without TLS", http.MethodPost, "http://" + s.http + "/v1/logs", bearer, payload, proto, []int{0, 400}},
		{"frames without token", http.MethodPost, "https://" + s.ingest + "/v1/frames", "", frame, "application/x-ndjson", []int{401}},
		{"frames without TLS", http.MethodPost, "http://" + s.ingest + "/v1/frames", bearer, frame, "application/x-ndjson", []int{0, 400}},
		{"metrics with password", http.MethodGet, "https://" + s.Prometheus + "/metrics", s.basic(), nil, "", []int{200}},
		{"metrics without", http.MethodGet, "https://" + s.Prometheus + "/metrics", "", nil, "", []int{401}},
		{"metrics with the senders' token", http.MethodGet, "https://" + s.Prometheus + "/metrics", bearer, nil, "", []int{401}},
		{"metrics without TLS", http.MethodGet, "http://" + s.Prometheus + "/metrics", s.basic(), nil, "", []int{0, 400}},
		{"health without certificate", http.MethodGet, "https://" + s.Health + "/", "", nil, "", []int{0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			status, answer := s.ask(t, tt.method, tt.url, tt.auth, tt.body, tt.kind)
			assert.Contains(t, tt.want, status, answer)
		})
	}
	conn, err := tls.Dial("tcp", s.grpc, certs.Client)
	require.NoError(t, err, "gRPC is on TLS")
	_ = conn.Close()

	arrive(t, events, func() int { return len(rig.ReadLogs(filepath.Join(s.files, "audit.jsonl"))) })
	require.Eventually(t, func() bool {
		_, metrics := s.ask(t, http.MethodGet, "https://"+s.Prometheus+"/metrics", s.basic(), nil, "")
		return strings.Contains(metrics, "mcp_tool_calls_total") && strings.Contains(metrics, "otelcol_receiver_accepted_log_records")
	}, rig.Patience, time.Second, "detections' metrics and the collector's own are on the one endpoint")
}

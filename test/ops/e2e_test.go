// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ops

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/metrics"
	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/rig"
)

// e2e switches the end-to-end test on; then a missing server is a failure, for CI installs them.
const e2e = "OTELCOL_MCP_E2E"

func server(t *testing.T, names ...string) string {
	t.Helper()
	if os.Getenv(e2e) == "" {
		t.Skip("SKIPPED: set " + e2e + "=1 to run it (make e2e); it needs Debian's prometheus and prometheus-alertmanager")
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatalf("none of %s is installed", strings.Join(names, ", "))
	return ""
}

// pager collects what Alertmanager sends, by the receiver it sends to.
type pager struct {
	mu     sync.Mutex
	alerts map[string]map[string]alert // receiver, alert name
	server *httptest.Server
}

type alert struct {
	Status              string
	Labels, Annotations map[string]string
}

func startPager(t *testing.T) *pager {
	t.Helper()
	p := &pager{alerts: map[string]map[string]alert{}}
	p.server = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var message struct{ Alerts []alert }
		if err := json.NewDecoder(r.Body).Decode(&message); err != nil {
			return
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		receiver := path.Base(r.URL.Path)
		for _, a := range message.Alerts {
			if p.alerts[receiver] == nil {
				p.alerts[receiver] = map[string]alert{}
			}
			p.alerts[receiver][a.Labels["alertname"]] = a
		}
	}))
	t.Cleanup(p.server.Close)
	return p
}

func (p *pager) got(receiver, name string) (alert, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	a, ok := p.alerts[receiver][name]
	return a, ok
}

func (p *pager) has(receiver string, names ...string) bool {
	for _, name := range names {
		if _, ok := p.got(receiver, name); !ok {
			return false
		}
	}
	return true
}

// startServers runs Alertmanager with the shipped configuration, but for the receivers' address, and Prometheus with the
// shipped rules.
func startServers(t *testing.T, c *rig.Collector, pagerURL string) (prometheusAddress string) {
	t.Helper()
	prometheus, alertmanager := server(t, "prometheus"), server(t, "prometheus-alertmanager", "alertmanager")
	dir := t.TempDir()
	config, err := os.ReadFile(filepath.Join(rig.Repository, "dashboards", "alerts", "alertmanager.yaml"))
	require.NoError(t, err)
	require.Contains(t, string(config), "http://127.0.0.1:9095")
	write(t, dir, "alertmanager.yml", strings.ReplaceAll(string(config), "http://127.0.0.1:9095", pagerURL))
	rules, err := filepath.Abs(filepath.Join(rig.Repository, "dashboards", "alerts", "prometheus", "otelcol-mcp.rules.yaml"))
	require.NoError(t, err)
	alerts := rig.Free(t)
	prometheusAddress = rig.Free(t)
	write(t, dir, "prometheus.yml", `global: { scrape_interval: 2s, scrape_timeout: 2s }
scrape_configs:
  - job_name: otelcol-mcp
    static_configs: [{ targets: ["`+c.Metrics+`", "`+c.Telemetry+`"] }]
rule_files: ["`+rules+`"]
alerting: { alertmanagers: [{ static_configs: [{ targets: ["`+alerts+`"] }] }] }
`)
	rig.Run(t, exec.Command(alertmanager, "--config.file="+dir+"/alertmanager.yml", "--storage.path="+dir+"/am",
		"--web.listen-address="+alerts, "--cluster.listen-address="))
	rig.Run(t, exec.Command(prometheus, "--config.file="+dir+"/prometheus.yml", "--storage.tsdb.path="+dir+"/tsdb",
		"--web.listen-address="+prometheusAddress))
	return prometheusAddress
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
}

// TestAlertsReachThePager lets a real Prometheus scrape the collector, load the rules, and send what fires through a real
// Alertmanager. Nothing has counted before it starts: the first finding ever must page.
func TestAlertsReachThePager(t *testing.T) {
	p := startPager(t)
	server(t, "prometheus")
	collector := rig.Start(t)
	address := startServers(t, collector, p.server.URL)
	provoke(t, collector)

	critical := []string{"MCPReadThenExfiltrate", "MCPAuthFailureBurst", "MCPCollectorLosingEvents", "MCPDLPFailingClosed"}
	require.Eventually(t, func() bool { return p.has("pager", critical...) }, 2*time.Minute, time.Second, "critical alerts at the pager")
	for _, name := range critical {
		a, _ := p.got("pager", name)
		assert.Equal(t, "firing", a.Status)
		assert.Equal(t, "critical", a.Labels["severity"])
		assert.Contains(t, a.Annotations["runbook_url"], "/docs/runbooks/ir-")
		assert.NotEmpty(t, a.Annotations["do_first"])
		assert.NotContains(t, a.Annotations["summary"], "{{")
		assert.NotContains(t, a.Annotations["summary"], "error expanding")
	}
	if general, ok := p.got("pager", "MCPCriticalFinding"); ok {
		assert.NotEqual(t, "read_then_exfiltrate", general.Labels["mcpsec_finding_detector"], "its own alert inhibits the general one")
	}
	burst, _ := p.got("pager", "MCPAuthFailureBurst")
	assert.Contains(t, burst.Annotations["summary"], "203.0.113.9", "the source is named")

	for receiver, names := range map[string][]string{
		"pager":   {"MCPLatencyDegradation", "MCPTelemetryAbsent", "MCPToolDefinitionsChanged"},
		"chat":    critical,
		"tickets": append([]string{"MCPLatencyDegradation", "MCPSessionStateEvicted"}, critical...),
	} {
		for _, name := range names {
			_, ok := p.got(receiver, name)
			assert.False(t, ok, "%s at %s", name, receiver)
		}
	}
	everyPanelShowsSomething(t, address)
}

// everyPanelShowsSomething asks Prometheus what the dashboards ask it. An expression without an answer is a panel that
// stays empty, whatever happens.
func everyPanelShowsSomething(t *testing.T, address string) {
	t.Helper()
	for file, expressions := range metrics.Expressions(t, rig.Repository) {
		if !strings.HasSuffix(file, ".json") {
			continue
		}
		for _, expr := range expressions {
			if n := answer(t, address, expr); n == 0 && !mayBeEmpty(expr) {
				t.Errorf("%s: no answer to %s", filepath.Base(file), expr)
			}
		}
	}
}

func mayBeEmpty(expr string) bool {
	for _, name := range append([]string{"session_anomaly_events_late"}, mishaps...) {
		if strings.Contains(expr, name) {
			return true
		}
	}
	return strings.Contains(expr, `"rug_pull|shadow_server|tool_poisoning"`)
}

func answer(t *testing.T, address, expr string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/api/v1/query?query="+url.QueryEscape(expr), nil)
	require.NoError(t, err)
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	var body struct {
		Status, Error string
		Data          struct{ Result []any }
	}
	require.NoError(t, json.NewDecoder(res.Body).Decode(&body))
	require.Equal(t, "success", body.Status, "%s: %s", expr, body.Error)
	return len(body.Data.Result)
}

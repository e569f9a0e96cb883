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

// servers are a real Prometheus and a real Alertmanager, by their addresses.
type servers struct{ prometheus, alertmanager string }

// startServers runs Alertmanager with the shipped configuration, but for the receivers' address, and Prometheus with the
// shipped rules.
func startServers(t *testing.T, pagerURL string, targets ...string) servers {
	t.Helper()
	s := servers{prometheus: rig.Free(t), alertmanager: rig.Free(t)}
	prometheus, alertmanager := server(t, "prometheus"), server(t, "prometheus-alertmanager", "alertmanager")
	dir := t.TempDir()
	config, err := os.ReadFile(filepath.Join(rig.Repository, "dashboards", "alerts", "alertmanager.yaml"))
	require.NoError(t, err)
	require.Contains(t, string(config), "http://127.0.0.1:9095")
	write(t, dir, "alertmanager.yml", strings.ReplaceAll(string(config), "http://127.0.0.1:9095", pagerURL))
	rules, err := filepath.Abs(filepath.Join(rig.Repository, "dashboards", "alerts", "prometheus", "otelcol-mcp.rules.yaml"))
	require.NoError(t, err)
	list, err := json.Marshal(targets)
	require.NoError(t, err)
	write(t, dir, "prometheus.yml", `global: { scrape_interval: 2s, scrape_timeout: 2s }
scrape_configs:
  - job_name: otelcol-mcp
    static_configs: [{ targets: `+string(list)+` }]
rule_files: ["`+rules+`"]
alerting: { alertmanagers: [{ static_configs: [{ targets: ["`+s.alertmanager+`"] }] }] }
`)
	rig.Run(t, exec.Command(alertmanager, "--config.file="+dir+"/alertmanager.yml", "--storage.path="+dir+"/am",
		"--web.listen-address="+s.alertmanager, "--cluster.listen-address="))
	rig.Run(t, exec.Command(prometheus, "--config.file="+dir+"/prometheus.yml", "--storage.tsdb.path="+dir+"/tsdb",
		"--web.listen-address="+s.prometheus))
	return s
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
}

// atReceiver are the alerts that the demo's trouble must bring to each receiver.
var atReceiver = map[string][]string{
	"pager": {
		"MCPReadThenExfiltrate", "MCPPoisoningObeyed", "MCPSlowExfiltration", "MCPCredentialHarvesting", "MCPToolDefinitionsChanged",
		"MCPAuthFailureBurst", "MCPDLPBlockSpike", "MCPCollectorLosingEvents", "MCPDLPFailingClosed",
	},
	"chat": {"MCPErrorRateHigh"},
	"tickets": {
		"MCPSessionAnomaly", "MCPAccessDeniedHigh", "MCPRateLimitHitsHigh", "MCPBudgetExceeded", "MCPToolErrorsSustained",
		"MCPSessionStateEvicted", "MCPSessionsNotStored",
	},
}

// inhibited are the alerts that fire, but say nothing that another alert does not say better.
var inhibited = []string{"MCPCriticalFinding", "MCPSuccessRateLow", "MCPDeniedShareHigh"}

// silent are the alerts that the demo gives no reason for: nothing is slow, and nothing lasts for minutes.
var silent = []string{"MCPLatencyDegradation", "MCPTelemetryAbsent", "MCPExportQueueNearlyFull"}

// TestAlertsReachThePager lets a real Prometheus scrape the demo, load the rules, and send what fires through a real
// Alertmanager. Nothing has counted before Prometheus starts: the first finding ever must page.
func TestAlertsReachThePager(t *testing.T) {
	p := startPager(t)
	server(t, "prometheus")
	plain, trouble, full := rig.New(t), rig.NewTrouble(t), rig.NewFull(t)
	s := startServers(t, p.server.URL, plain.Metrics, plain.Telemetry, trouble.Metrics, trouble.Telemetry, full.Telemetry)
	plain.Play(t)
	trouble.Play(t)
	provoke(t, trouble)
	full.Fill(t)

	for receiver, names := range atReceiver {
		for _, name := range names {
			require.Eventually(t, func() bool { _, ok := p.got(receiver, name); return ok }, 3*time.Minute, time.Second, "%s at %s", name, receiver)
			a, _ := p.got(receiver, name)
			assert.Equal(t, map[string]string{"pager": "critical", "chat": "error", "tickets": "warning"}[receiver], a.Labels["severity"], name)
			assert.Contains(t, a.Annotations["runbook_url"], "/docs/runbooks/ir-", name)
			assert.NotEmpty(t, a.Annotations["do_first"], name)
			for _, text := range a.Annotations {
				assert.NotContains(t, text, "{{", name)
				assert.NotContains(t, text, "error expanding", name)
			}
			for other := range atReceiver {
				_, too := p.got(other, name)
				assert.Equal(t, other == receiver, too, "%s at %s", name, other)
			}
		}
	}
	burst, _ := p.got("pager", "MCPAuthFailureBurst")
	assert.Contains(t, burst.Annotations["summary"], "127.0.0.1", "the source is named")
	for _, name := range inhibited {
		assert.Eventually(t, func() bool { return s.suppressed(t, name) }, time.Minute, time.Second, "%s fires and is inhibited", name)
	}
	for receiver := range atReceiver {
		for _, name := range append(inhibited, silent...) {
			_, ok := p.got(receiver, name)
			assert.False(t, ok, "%s at %s", name, receiver)
		}
	}
	s.everyPanelShowsSomething(t)
}

// suppressed says whether every alert of the name that Alertmanager has is inhibited by another, and that there is one.
func (s servers) suppressed(t *testing.T, name string) bool {
	t.Helper()
	var alerts []struct {
		Status struct {
			State       string
			InhibitedBy []string
		}
	}
	get(t, "http://"+s.alertmanager+"/api/v2/alerts?filter="+url.QueryEscape(`alertname="`+name+`"`), &alerts)
	for _, a := range alerts {
		if a.Status.State != "suppressed" || len(a.Status.InhibitedBy) == 0 {
			return false
		}
	}
	return len(alerts) > 0
}

// everyPanelShowsSomething asks Prometheus what the dashboards and the runbooks ask it. An expression without an answer is a
// panel that stays empty, or a step that finds nothing, whatever happens.
func (s servers) everyPanelShowsSomething(t *testing.T) {
	t.Helper()
	for file, expressions := range metrics.Expressions(t, rig.Repository) {
		if filepath.Ext(file) == ".yaml" {
			continue // alert rules: those that fire are told by the pager
		}
		for _, expr := range expressions {
			assert.Positive(t, s.answer(t, expr), "%s: no answer to %s", filepath.Base(file), expr)
		}
	}
}

// answer counts the series that answer an instant query with a number.
func (s servers) answer(t *testing.T, expr string) int {
	t.Helper()
	var body struct {
		Status, Error string
		Data          struct{ Result []struct{ Value [2]any } }
	}
	get(t, "http://"+s.prometheus+"/api/v1/query?query="+url.QueryEscape(expr), &body)
	require.Equal(t, "success", body.Status, "%s: %s", expr, body.Error)
	n := 0
	for _, series := range body.Data.Result {
		if series.Value[1] != "NaN" {
			n++
		}
	}
	return n
}

func get(t *testing.T, address string, into any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	require.NoError(t, json.NewDecoder(res.Body).Decode(into))
}

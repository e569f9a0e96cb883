// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// requireChromium makes a missing browser a failure; CI sets it, since it installs one.
const requireChromium = "OTELCOL_MCP_REQUIRE_CHROMIUM"

func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv(requireChromium) != "" {
		t.Fatal("no Chromium, and " + requireChromium + " is set")
	}
	t.Skip("SKIPPED: no Chromium on this machine, so nobody has looked at the report (apt-get install chromium)")
	return ""
}

// visit is what became of opening a page.
type visit struct {
	dom     string
	console []string // lines the page logged
	asked   []string // what the page asked for beyond itself, by the browser's own record of the network
}

var (
	consoleLine = regexp.MustCompile(`(?m)^.*CONSOLE.*$`)
	// The browser asks its maker for updates; what the page asks for carries the page's origin.
	pageRequest = regexp.MustCompile(`"initiator":"http://127\.0\.0\.1.*"url":"([^"]+)"`)
)

// browse opens a page in headless Chromium.
func browse(t *testing.T, html string) visit {
	t.Helper()
	browser := chromium(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(html))
	}))
	defer server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	record := filepath.Join(t.TempDir(), "net.json")
	cmd := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-logging=stderr",
		"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--log-net-log="+record, "--user-data-dir="+t.TempDir(),
		"--window-size=1180,1400", "--virtual-time-budget=3000", "--dump-dom", server.URL+"/report.html")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, stderr.String())
	network, err := os.ReadFile(record)
	require.NoError(t, err)
	v := visit{dom: string(out), console: consoleLine.FindAllString(stderr.String(), -1)}
	for _, m := range pageRequest.FindAllStringSubmatch(string(network), -1) {
		if m[1] != server.URL+"/report.html" && m[1] != server.URL+"/favicon.ico" { // the icon is the browser's wish
			v.asked = append(v.asked, m[1])
		}
	}
	return v
}

func TestReportInABrowser(t *testing.T) {
	var page strings.Builder
	require.NoError(t, run([]string{"-dir", aDay(t), "-format", "html"}, &page, now))
	v := browse(t, page.String())
	assert.Empty(t, v.console)
	assert.Empty(t, v.asked)
	assert.Contains(t, v.dom, "<h1>MCP security report</h1>")
	assert.Equal(t, 5, strings.Count(v.dom, `<details class="finding"`))
	assert.Greater(t, strings.Count(v.dom, "<rect"), 60, "the charts are drawn")
}

// TestBrowserTestSeesMistakes shows that the test above is not blind.
func TestBrowserTestSeesMistakes(t *testing.T) {
	other := httptest.NewServer(http.NotFoundHandler())
	defer other.Close()
	v := browse(t, `<!doctype html><img src="`+other.URL+`/pixel.png"><script>console.error("broken")</script>`)
	assert.NotEmpty(t, v.console)
	assert.Contains(t, v.asked, other.URL+"/pixel.png")
}

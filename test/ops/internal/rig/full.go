// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package rig

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// No file of a collector with a full disk gets larger than this many kilobytes, nor do so many sessions fit into it.
const (
	fullAt   = 64
	sessions = 400
)

// NewFull prepares a collector with a full disk, testdata/full.yaml. It is none of the demo's: Telemetry and OTLP are what it has.
func NewFull(t *testing.T) *Demo {
	t.Helper()
	return &Demo{Telemetry: Free(t), OTLP: Free(t)}
}

// Fill starts a collector with a full disk and gives it one session, which it can store, and then more than it can. It stays up
// until the test ends.
func (d *Demo) Fill(t *testing.T) {
	t.Helper()
	health := Free(t)
	cmd := exec.Command("bash", "-c", fmt.Sprintf(`ulimit -f %d && exec "$0" --config testdata/full.yaml`, fullAt), Binary(t)) //nolint:gosec,noctx // G204: the distribution under test; Run ends it.
	cmd.Env = append(os.Environ(), "OPS_OTLP="+d.OTLP, "OPS_HEALTH="+health, "OPS_STATE="+t.TempDir(), "OPS_TELEMETRY_PORT="+port(d.Telemetry))
	p := Run(t, cmd)
	require.Eventually(t, func() bool { return p.ended() || answers(t, "http://"+health) }, 90*time.Second, 50*time.Millisecond, "the collector does not start")
	require.False(t, p.ended(), "the collector ended")
	d.Send(t, inSession(0))
	require.Eventually(t, func() bool { return d.tells(t, "otelcol_connector_session_anomaly_checkpoint_sessions") }, time.Minute, 100*time.Millisecond)
	for n := range sessions {
		d.Send(t, inSession(1+n))
	}
}

func inSession(n int) Event {
	return Event{Name: "mcp.operation", Attrs: map[string]any{
		"mcp.method.name": "tools/call", "gen_ai.tool.name": "query_ledger", "mcpsec.server.name": "crm", "mcpsec.outcome": "success",
		"mcpsec.session.key": fmt.Sprintf("full-%d", n), "user.id": fmt.Sprintf("user-%d", n), "mcpsec.direction": "client_to_server",
	}}
}

// tells says whether the collector's own telemetry has a metric by now.
func (d *Demo) tells(t *testing.T, metric string) bool {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+d.Telemetry+"/metrics", http.NoBody)
	require.NoError(t, err)
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return strings.Contains(string(body), "\n"+metric)
}

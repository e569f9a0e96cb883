// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/config/configoptional"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadatatest"
)

// TestShutdownIsBounded: frames that the pipeline does not take hold up their senders, and shutdown for the drain timeout.
func TestShutdownIsBounded(t *testing.T) {
	release := make(chan struct{})
	for _, tt := range []struct {
		name    string
		consume func(context.Context, plog.Logs) error
		err     string
	}{
		{"a pipeline that refuses", func(context.Context, plog.Logs) error { return errors.New("full") }, ""},
		{"a pipeline that waits as long as it may", func(ctx context.Context, _ plog.Logs) error { <-ctx.Done(); return ctx.Err() }, ""},
		{"a pipeline that hangs", func(context.Context, plog.Logs) error { <-release; return nil }, "neither takes nor refuses"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cfg := baseConfig()
			ingestCfg := newDefaultIngestConfig()
			ingestCfg.Server.NetAddr.Endpoint = freeAddress(t)
			cfg.Ingest, cfg.Queue.Size, cfg.Queue.DrainTimeout = configoptional.Some(ingestCfg), 1, 50*time.Millisecond
			tel := componenttest.NewTelemetry()
			next, err := consumer.NewLogs(tt.consume)
			require.NoError(t, err)
			r, err := NewFactory().CreateLogs(t.Context(), metadatatest.NewSettings(tel), cfg, next)
			require.NoError(t, err)
			require.NoError(t, r.Start(t.Context(), componenttest.NewNopHost()))
			for range 8 { // more than the queue holds: the last ones wait
				go postFrames("http://" + ingestCfg.Server.NetAddr.Endpoint)
			}
			tp := &tap{Tel: tel}
			require.Eventually(t, func() bool { return tp.metric(t, "receiver_mcp_frames", "accepted") > 0 }, 5*time.Second, time.Millisecond)

			stopped := make(chan error, 1)
			go func() { stopped <- r.Shutdown(context.Background()) }()
			select {
			case err = <-stopped:
			case <-time.After(20 * time.Second):
				require.Fail(t, "shutdown hangs")
			}
			if tt.err == "" {
				require.NoError(t, err)
				assert.Positive(t, tp.metric(t, "receiver_mcp_dropped", dropShutdown))
			} else {
				require.ErrorContains(t, err, tt.err)
			}
			require.NoError(t, tel.Shutdown(context.Background()))
		})
	}
	close(release)
}

func postFrames(url string) {
	resp, err := http.Post(url+"/v1/frames", "application/x-ndjson", strings.NewReader(recording))
	if err == nil {
		_ = resp.Body.Close()
	}
}

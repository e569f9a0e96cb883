// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package mcpreceiver

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"go.opentelemetry.io/collector/component"
)

// stopCollector asks the process to end the way a service manager does: the collector then drains every pipeline and
// exits with 0. It asks until the receiver is shut down, because a collector that is still starting does not listen yet,
// and has the signal caught meanwhile, because it would kill such a collector.
func stopCollector(ctx context.Context, _ component.Host) {
	signal.Notify(make(chan os.Signal, 1), syscall.SIGTERM)
	for ctx.Err() == nil {
		if err := syscall.Kill(os.Getpid(), syscall.SIGTERM); err != nil {
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(500 * time.Millisecond):
		}
	}
}

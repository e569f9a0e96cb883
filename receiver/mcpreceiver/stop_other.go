// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !unix

package mcpreceiver

import (
	"context"
	"errors"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componentstatus"
)

var errReplayed = errors.New("the replay is complete and exit_when_done is set")

// stopCollector ends the collector by reporting an error: there is no signal a process can send itself here.
func stopCollector(_ context.Context, host component.Host) {
	componentstatus.ReportStatus(host, componentstatus.NewFatalErrorEvent(errReplayed))
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package collector

import (
	"net"
	"os"
)

// endpoints are where the collector listens, host:port.
type endpoints struct {
	tap, prometheus, health, ingest, telemetry string
}

// Variables of configs/quickstart.yaml. One that is set is kept, so that a Prometheus beside the demo finds its targets.
const (
	envTap           = "OTELCOL_MCP_LISTEN"
	envPrometheus    = "OTELCOL_MCP_PROMETHEUS"
	envHealth        = "OTELCOL_MCP_HEALTH"
	envIngest        = "OTELCOL_MCP_INGEST"
	envTelemetryPort = "OTELCOL_MCP_TELEMETRY_PORT"
)

// choose takes what the environment says, and free ports for the rest.
func choose() (endpoints, error) {
	e := endpoints{tap: os.Getenv(envTap), prometheus: os.Getenv(envPrometheus), health: os.Getenv(envHealth), ingest: os.Getenv(envIngest)}
	if port := os.Getenv(envTelemetryPort); port != "" {
		e.telemetry = net.JoinHostPort("localhost", port)
	}
	for _, endpoint := range []*string{&e.tap, &e.prometheus, &e.health, &e.ingest, &e.telemetry} {
		if *endpoint != "" {
			continue
		}
		var err error
		if *endpoint, err = free(); err != nil {
			return e, err
		}
	}
	return e, nil
}

func (e endpoints) env() []string {
	_, port, _ := net.SplitHostPort(e.telemetry) // choose made it
	return []string{
		envTap + "=" + e.tap, envPrometheus + "=" + e.prometheus, envHealth + "=" + e.health, envIngest + "=" + e.ingest,
		envTelemetryPort + "=" + port,
	}
}

// free returns a loopback address with a port that was free a moment ago.
func free() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // a port is chosen, nothing is served.
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

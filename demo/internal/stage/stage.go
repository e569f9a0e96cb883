// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package stage puts the MCP server and the collector in place and plays the scenarios. The demo shows what came of it;
// the end-to-end test asserts on it.
package stage

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/collector"
	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/company"
	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/scenario"
	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/telemetry"
)

// expected are the detectors that must fire on what Play does.
var expected = []string{"read_then_exfiltrate", "tool_poisoning", "auth_failure_burst", "tool_diversity"}

// OrdinarySessions is how many everyday sessions Play runs.
const OrdinarySessions = 12

// ToolCalls is how many tools/call requests Play makes: the ordinary sessions make 3, 2, 2 and 3 in turn, the stateless
// one 3, the hijacked one 4, and the explorer one for each of the 13 tools.
const ToolCalls = OrdinarySessions/4*(3+2+2+3) + 3 + 4 + 13

// Stage is a running MCP server with a collector in front of it.
type Stage struct {
	Secrets   *company.Secrets
	Issuer    *company.Issuer
	Collector *collector.Process
	Expected  []string // the detectors that must fire on what was played
	company   *company.Server
	server    *http.Server
}

// Open starts both. The upstream of the settings is set here.
func Open(ctx context.Context, settings collector.Settings, seed uint64) (*Stage, error) {
	s := &Stage{Secrets: company.NewSecrets(seed), Issuer: company.NewIssuer(), Expected: slices.Clone(expected)}
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // lives as long as the stage.
	if err != nil {
		return nil, err
	}
	s.company = company.New(s.Secrets, s.Issuer)
	s.server = &http.Server{Handler: s.company.Handler(), ReadHeaderTimeout: time.Minute}
	go func() { _ = s.server.Serve(listener) }() // ends with Close
	settings.Upstream = "http://" + listener.Addr().String() + "/mcp"
	if s.Collector, err = collector.Start(ctx, settings); err != nil {
		return nil, errors.Join(err, s.server.Close())
	}
	return s, nil
}

// Close stops the collector, which drains what it holds, and then the server.
func (s *Stage) Close() error {
	return errors.Join(s.Collector.Stop(), s.server.Close())
}

// Agent returns a client program of a user behind the tap.
func (s *Stage) Agent(user, version string) scenario.Agent {
	return scenario.Agent{Endpoint: s.Collector.URL(), Token: s.Issuer.Token(user), Version: version}
}

// Play runs the scenarios, telling each step, and returns what the hijacked session had on the wire.
func (s *Stage) Play(ctx context.Context, tell func(string)) (*scenario.Wire, error) {
	tell(fmt.Sprintf("%d ordinary sessions of alice, bob and carol", OrdinarySessions))
	for i := range OrdinarySessions {
		if err := s.ordinary(ctx, i); err != nil {
			return nil, err
		}
	}
	tell("the same work over MCP 2026-07-28, which has no sessions on the wire")
	if err := s.Agent("dora", scenario.Stateless).Ordinary(ctx, 0); err != nil {
		return nil, err
	}
	tell("erin's agent reads a file with an injected instruction, obeys it and posts credentials to a webhook")
	wire, err := s.Agent("erin", scenario.Stateful).Hijacked(ctx)
	if err != nil {
		return nil, err
	}
	tell("frank's agent calls every tool there is")
	if err := s.Agent("frank", scenario.Stateful).Explorer(ctx); err != nil {
		return nil, err
	}
	tell(fmt.Sprintf("somebody guesses tokens, %d times", scenario.AuthBurstSize))
	return wire, scenario.AuthBurst(ctx, s.Collector.URL())
}

// Pace is how long Everyday waits between two sessions: slow enough for the server's rate limit.
const Pace = 2 * time.Second

// Everyday plays ordinary sessions, one after the other, until the context ends: dashboards have something to show.
func (s *Stage) Everyday(ctx context.Context) error {
	for i := 0; ; i++ {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(Pace):
		}
		if err := s.ordinary(ctx, i); err != nil && ctx.Err() == nil {
			return err
		}
	}
}

func (s *Stage) ordinary(ctx context.Context, i int) error {
	user := []string{"alice", "bob", "carol"}[i%3]
	return s.Agent(user, scenario.Stateful).Ordinary(ctx, i)
}

// WaitForFindings reads the findings until every expected detector has fired or the time is up, and returns them with the
// detectors that are missing.
func (s *Stage) WaitForFindings(ctx context.Context, patience time.Duration) (found []telemetry.Record, missing []string, err error) {
	deadline := time.Now().Add(patience)
	for {
		found, err = telemetry.ReadFile(s.Collector.FindingsFile())
		if err != nil {
			return nil, nil, err
		}
		missing = s.absent(found)
		if len(missing) == 0 || time.Now().After(deadline) || ctx.Err() != nil {
			return found, missing, ctx.Err()
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// WaitForMetrics scrapes until every expected detector is counted, and returns the last scrape. Metrics follow findings
// by up to one flush interval.
func (s *Stage) WaitForMetrics(ctx context.Context, patience time.Duration) (string, error) {
	deadline := time.Now().Add(patience)
	for {
		scrape, err := s.Collector.Metrics(ctx)
		if err != nil {
			return "", err
		}
		counted := !slices.ContainsFunc(s.Expected, func(detector string) bool {
			return !strings.Contains(scrape, `mcpsec_finding_detector="`+detector+`"`)
		})
		if counted || time.Now().After(deadline) {
			return scrape, nil
		}
		time.Sleep(100 * time.Millisecond)
	}
}

func (s *Stage) absent(found []telemetry.Record) []string {
	fired := map[string]bool{}
	for _, f := range found {
		fired[f.Get(telemetry.Detector)] = true
	}
	var missing []string
	for _, detector := range s.Expected {
		if !fired[detector] {
			missing = append(missing, detector)
		}
	}
	return missing
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"time"

	"go.opentelemetry.io/collector/pdata/plog"
)

// How the whole collector is measured: requests of batchSize records pass all pipelines in turns, so that all see the same
// machine.
const (
	batchSize = 200
	rounds    = 6
	// roundRecords is how many records a pipeline gets in a round: the kernel counts CPU time in hundredths of a second.
	roundRecords = 24_000
)

// wholeCollector measures the CPU time of the shipped binary with and without the processor.
func wholeCollector(binary string, c *corpus) error {
	if _, err := os.Stat(binary); err != nil {
		fmt.Printf("BENCH collector_dlp_cpu skipped: no %s\n", binary)
		return nil
	}
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	requests, records, err := exportRequests(c)
	if err != nil {
		return err
	}
	pipelines := []string{pipelineBare, pipelineDefault, pipelineSecrets}
	collectors := make([]*collector, len(pipelines))
	for i, p := range pipelines {
		if collectors[i], err = startCollector(ctx, binary, dir, p); err != nil {
			return err
		}
		defer collectors[i].stop()
	}
	used, err := takeTurns(collectors, requests, max(1, roundRecords/records))
	if err != nil {
		return err
	}
	n := float64(rounds * records * max(1, roundRecords/records))
	for i, name := range []string{"collector_bare", "collector_dlp_default", "collector_dlp_secrets"} {
		line(name, used[i].Seconds()*1e6/n, "us_cpu/record", "-", 0)
	}
	ceiling("collector_dlp_default_cpu_ratio", used[1].Seconds()/used[0].Seconds(), "the_same_pipeline_without_dlp", 2)
	ceiling("collector_dlp_secrets_cpu_ratio", used[2].Seconds()/used[0].Seconds(), "the_same_pipeline_without_dlp", 2)
	return nil
}

// takeTurns returns the CPU time that each collector needs for all rounds.
func takeTurns(collectors []*collector, requests [][]byte, passes int) ([]time.Duration, error) {
	used := make([]time.Duration, len(collectors))
	for round := range rounds + 1 {
		for i, c := range collectors {
			before, err := c.cpu()
			if err != nil {
				return nil, err
			}
			for range passes {
				if err := c.sendAll(requests); err != nil {
					return nil, err
				}
			}
			after, err := c.cpu()
			if err != nil {
				return nil, err
			}
			if round > 0 { // the first one warms up
				used[i] += after - before
			}
		}
	}
	return used, nil
}

// exportRequests returns the corpus as OTLP export requests, and how many records they hold.
func exportRequests(c *corpus) (requests [][]byte, records int, err error) {
	var marshaler plog.ProtoMarshaler
	for _, logs := range events(c) {
		records += logs.LogRecordCount()
		request, err := marshaler.MarshalLogs(logs) // an export request and LogsData look alike on the wire
		if err != nil {
			return nil, 0, err
		}
		requests = append(requests, request)
	}
	return requests, records, nil
}

// events returns the corpus as the results of tool calls, in batches.
func events(c *corpus) []plog.Logs {
	var all []plog.Logs
	for at := 0; at < len(c.texts); at += batchSize {
		logs := plog.NewLogs()
		rl := logs.ResourceLogs().AppendEmpty()
		rl.Resource().Attributes().PutStr("service.name", "otelcol-mcp")
		out := rl.ScopeLogs().AppendEmpty().LogRecords()
		for i, text := range c.texts[at:min(at+batchSize, len(c.texts))] {
			auditEvent(out.AppendEmpty(), at+i, text)
		}
		all = append(all, logs)
	}
	return all
}

// auditEvent fills a record as the mcp receiver does for a tool call.
func auditEvent(r plog.LogRecord, n int, result string) {
	r.SetEventName("mcp.operation")
	r.SetSeverityNumber(plog.SeverityNumberInfo)
	r.SetSeverityText("INFO")
	r.Body().SetStr("tools/call read_file on filesystem: success, 45 ms")
	a := r.Attributes()
	a.EnsureCapacity(14)
	a.PutStr("mcp.method.name", "tools/call")
	a.PutStr("mcp.session.id", fmt.Sprintf("mcp-session:k1:%016x", n/50*2654435761))
	a.PutStr("mcp.protocol.version", "2025-11-25")
	a.PutStr("gen_ai.tool.name", "read_file")
	a.PutStr("gen_ai.operation.name", "execute_tool")
	a.PutStr("jsonrpc.request.id", strconv.Itoa(n))
	a.PutStr("mcpsec.outcome", "success")
	a.PutDouble("mcpsec.duration", 0.045)
	a.PutStr("mcpsec.transport", "streamable_http")
	a.PutStr("mcpsec.server.name", "filesystem")
	a.PutInt("mcpsec.response.size", int64(len(result)))
	a.PutStr("gen_ai.tool.call.arguments", fmt.Sprintf(`{"path":"/srv/project/src/module_%d/main.go"}`, n%997))
	a.PutStr("gen_ai.tool.call.result", result)
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command sessions measures the session_anomaly connector on recorded agent sessions whose outcome is known. It feeds them as
// frames to the built binary with configs/replay.yaml, source by source, and compares the findings with the labels.
//
// Time in the recordings is synthetic, so detectors that count over time are left out of the score.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/otelcol-mcp/otelcol-mcp/internal/eval/figure"
)

func main() {
	binary := flag.String("binary", "bin/otelcol-mcp", "the built distribution")
	config := flag.String("config", "configs/replay.yaml", "its configuration")
	flag.Parse()
	if err := run(*binary, *config, os.Getenv("EVAL_DATA")); err != nil {
		fmt.Fprintln(os.Stderr, "sessions:", err)
		os.Exit(1)
	}
}

func run(binary, config, data string) error {
	for _, set := range sets {
		file := filepath.Join(data, set.file+".ndjson.gz")
		if _, err := os.Stat(file); data == "" || err != nil { //nolint:gosec // G703: the path is the operator's own
			for _, m := range set.measures {
				fmt.Println(figure.Skipped(set.name, m.name, "EVAL_DATA has no "+set.file))
			}
			continue
		}
		shares, err := evaluate(context.Background(), binary, config, file, set)
		if err != nil {
			return fmt.Errorf("%s: %w", set.name, err)
		}
		for _, s := range shares {
			fmt.Println(s)
		}
	}
	return nil
}

func evaluate(ctx context.Context, binary, config, file string, set set) ([]figure.Share, error) {
	dir, err := os.MkdirTemp("", "otelcol-mcp-eval-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }() // a temporary folder
	recording := filepath.Join(dir, "recording.ndjson")
	sessions, err := convert(file, recording)
	if err != nil {
		return nil, err
	}
	if err := replay(ctx, binary, config, recording, dir); err != nil {
		return nil, err
	}
	if err := complete(filepath.Join(dir, "audit.jsonl"), sessions); err != nil {
		return nil, err
	}
	worst, err := worstFindings(filepath.Join(dir, "findings.jsonl"))
	if err != nil {
		return nil, err
	}
	return set.score(sessions, worst), nil
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command dlp scores the dlp processor, as shipped, on data that nobody here wrote. It builds the real component, passes
// every text through it as a log record, and looks at what comes out.
//
//	go run ./internal/eval/dlp            prints one EVAL line per figure
//	go run ./internal/eval/dlp -misses    prints what was missed or wrongly flagged, too
//
// The data is read from EVAL_DATA (default ../shared/eval). A set that is not there is skipped, with a message.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	misses := flag.Bool("misses", false, "print every miss and every wrong alarm")
	only := flag.String("only", "", "score this set only")
	flag.Parse()
	dir := os.Getenv("EVAL_DATA")
	if dir == "" {
		dir = "../shared/eval"
	}
	s := &scorer{verbose: *misses}
	for _, set := range []struct {
		name  string
		score func(*scorer, string) error
	}{
		{"dlp_gitleaks", gitleaks},
		{"dlp_detect_secrets_tests", detectSecrets},
		{"dlp_presidio_research_synth", presidio},
		{"injection_texts", injectionTexts},
		{"tool_definitions", toolDefinitions},
		{"benign_docs", benignDocs},
	} {
		if *only != "" && *only != set.name {
			continue
		}
		file := filepath.Join(dir, set.name+".ndjson.gz")
		if _, err := os.Stat(file); err != nil { //nolint:gosec // G703: the path is the caller's own.
			fmt.Printf("EVAL  %s all skipped (no data at %s)\n", set.name, file)
			continue
		}
		if err := set.score(s, file); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", set.name, err)
		}
	}
}

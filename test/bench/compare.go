// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

// Parts of the corpus that slow peers get.
const (
	redactionAll = 128 << 10
	redactionFew = 2 << 20
	fewRules     = 20
)

// compare measures ours and the peers and prints the ratios.
func compare(binary string, c1, c2 *corpus, o *ours) error {
	for _, set := range []struct {
		name   string
		corpus *corpus
	}{{"payloads", c1}, {"dense", c2}} {
		if err := againstGitleaks(set.name, set.corpus, o); err != nil {
			return err
		}
	}
	if err := againstRedaction(c1, o); err != nil {
		return err
	}
	if err := wholeProcessor(c1); err != nil {
		return err
	}
	if err := doubling(c1, o); err != nil {
		return err
	}
	return wholeCollector(binary, c1.head(collectorCorpus))
}

// collectorCorpus is the part of the corpus that passes the whole collector, over and over, in bytes.
const collectorCorpus = 4 << 20

func againstGitleaks(name string, c *corpus, o *ours) error {
	fast := best(func() float64 { return o.scan(c) })
	slow, found, err := gitleaks(c)
	if err != nil {
		return err
	}
	line("dlp_scan_"+name, fast, "MB/s", "-", 0)
	line("gitleaks_"+name, slow, "MB/s", "-", 0)
	fmt.Printf("      findings: ours %d (before a generic one gives way), gitleaks %d\n", o.found, found)
	floor := 40.0
	if name != "payloads" {
		floor = 0
	}
	line("dlp_scan_"+name+"_ratio", fast/slow, "x", "gitleaks", floor)
	return nil
}

func againstRedaction(c *corpus, o *ours) error {
	fast, err := processorOf(c, secretsOnly)
	if err != nil {
		return err
	}
	line("dlp_processor_secrets", fast, "MB/s", "-", 0)
	few, err := redaction(c.head(redactionFew), o.rules[:fewRules])
	if err != nil {
		return err
	}
	line("redactionprocessor_20_rules", few, "MB/s", "-", 0)
	all, err := redaction(c.head(redactionAll), o.rules)
	if err != nil {
		return err
	}
	line("redactionprocessor_all_rules", all, "MB/s", "-", 0)
	line("dlp_processor_secrets_ratio", fast/all, "x", "redactionprocessor", 200)
	return nil
}

// wholeProcessor measures the processor as it comes: every rule set, decoding, the report.
func wholeProcessor(c *corpus) error {
	all, err := processorOf(c, nil)
	if err != nil {
		return err
	}
	line("dlp_processor_default", all, "MB/s", "-", 0)
	return nil
}

// doubling adds as many rules again, with keywords of their own, and prints the cost.
func doubling(c *corpus, o *ours) error {
	rules := slices.Clone(o.rules)
	for i := range o.rules {
		word := fmt.Sprintf("zq%dxk", i)
		rules = append(rules, scan.Rule{ID: word, Keywords: []string{word}, Pattern: word + `[=:]\s{0,3}([a-z0-9]{20,40})\b`})
	}
	set, err := scan.Compile(rules)
	if err != nil {
		return err
	}
	twice := &ours{set: set}
	one, two := 0.0, 0.0
	for range 5 { // side by side, so that both see the same machine
		one, two = max(one, o.scan(c)), max(two, twice.scan(c))
	}
	line("dlp_scan_twice_the_rules", (one/two-1)*100, "%", "the_same_rules_once", 0)
	return nil
}

func best(measure func() float64) float64 {
	top := 0.0
	for range 3 {
		top = max(top, measure())
	}
	return top
}

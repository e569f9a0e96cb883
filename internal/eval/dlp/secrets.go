// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"
)

type scorer struct{ verbose bool }

func (s *scorer) miss(set, what, text string, v *verdict) {
	if s.verbose {
		if len(text) > 600 {
			text = text[:600] + "..."
		}
		fmt.Printf("MISS  %s %s %q -> rules=%v cues=%v\n", set, what, text, v.rules, v.cues)
	}
}

type secretRow struct {
	Detector string
	Text     string
	Secrets  []string
	IsTP     bool `json:"is_tp"`
}

// gone tells whether every secret of the row was taken out of the text.
func (r *secretRow) gone(v *verdict) bool {
	for _, s := range r.Secrets {
		if strings.Contains(v.text, s) {
			return false
		}
	}
	return len(r.Secrets) > 0 || len(v.rules) > 0
}

func gitleaks(s *scorer, file string) error {
	const set = "dlp_gitleaks"
	recall, quiet, err := secrets(s, set, file)
	if err != nil {
		return err
	}
	macro(set, "recall_macro", recall, atLeast(0.99))
	macro(set, "negatives_left_alone_macro", quiet, atLeast(0.95))
	return nil
}

func detectSecrets(s *scorer, file string) error {
	const set = "dlp_detect_secrets_tests"
	recall, quiet, err := secrets(s, set, file)
	if err != nil {
		return err
	}
	all := tally{}
	for _, t := range recall {
		all.hits += t.hits
		all.n += t.n
	}
	all.print(set, "recall", atLeast(0.85))
	macro(set, "recall_macro", recall, floor{})
	macro(set, "negatives_left_alone_macro", quiet, floor{})
	return nil
}

// secrets scores a set of secrets by detector.
func secrets(s *scorer, set, file string) (recall, quiet map[string]*tally, err error) {
	p, err := newPipeline(nil)
	if err != nil {
		return nil, nil, err
	}
	recall, quiet = map[string]*tally{}, map[string]*tally{}
	err = each(file, func(r secretRow) error {
		v, err := p.text(r.Text)
		if err != nil {
			return err
		}
		if recall[r.Detector] == nil {
			recall[r.Detector], quiet[r.Detector] = &tally{}, &tally{}
		}
		if r.IsTP {
			hit := r.gone(&v)
			recall[r.Detector].add(hit)
			if !hit {
				s.miss(set, "missed "+r.Detector, r.Text, &v)
			}
			return nil
		}
		quiet[r.Detector].add(!v.has(r.Detector))
		if v.has(r.Detector) {
			s.miss(set, "false alarm "+r.Detector, r.Text, &v)
		}
		return nil
	})
	return recall, quiet, err
}

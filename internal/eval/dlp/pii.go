// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor"
)

type piiRow struct {
	Text  string
	Spans []piiSpan
}

// piiSpan is [start, end, type], in characters.
type piiSpan struct {
	start, end int
	entity     string
}

func (s *piiSpan) UnmarshalJSON(raw []byte) error {
	return json.Unmarshal(raw, &[]any{&s.start, &s.end, &s.entity})
}

// entities pairs the types of the data set with the rules that find them.
var entities = []struct {
	entity string
	rules  []string
}{
	{"CREDIT_CARD", []string{"credit-card"}},
	{"IBAN_CODE", []string{"iban"}},
	{"US_SSN", []string{"us-ssn"}},
	{"EMAIL_ADDRESS", []string{"email"}},
	{"PHONE_NUMBER", []string{"phone"}},
	{"IP_ADDRESS", []string{"ip-address"}},
	{"DOMAIN_NAME", []string{"url"}},
}

var marker = regexp.MustCompile(`⟦([a-z0-9-]+)⟧`)

func presidio(s *scorer, file string) error {
	const set = "dlp_presidio_research_synth"
	p, err := newPipeline(func(c *dlpprocessor.Config) {
		c.RuleSets.PII.Enable = []string{"url"}
		c.Actions.Default, c.Actions.RedactText = "redact", "⟦{rule}⟧"
	})
	if err != nil {
		return err
	}
	recall, precision := map[string]*tally{}, map[string]*tally{}
	for _, e := range entities {
		recall[e.entity], precision[e.entity] = &tally{}, &tally{}
	}
	err = each(file, func(r piiRow) error {
		v, err := p.text(r.Text)
		if err != nil {
			return err
		}
		found := located(r.Text, v.text)
		for _, e := range entities {
			for _, want := range r.Spans {
				if want.entity != e.entity {
					continue
				}
				hit := covered(found, want, e.rules)
				recall[e.entity].add(hit)
				if !hit {
					s.miss(set, "missed "+e.entity, r.Text, &v)
				}
			}
			for _, got := range found {
				if !strings.Contains(strings.Join(e.rules, " "), got.entity) {
					continue
				}
				right := labelled(r.Spans, got, e.entity)
				precision[e.entity].add(right)
				if !right {
					s.miss(set, "false alarm "+e.entity, r.Text, &v)
				}
			}
		}
		return nil
	})
	for _, e := range entities {
		recall[e.entity].print(set, "recall_"+e.entity, atLeast(0.95))
		precision[e.entity].print(set, "precision_"+e.entity, atLeast(0.95))
	}
	return err
}

// located returns where in the original the markers of the result stand, in characters.
func located(original, result string) []piiSpan {
	var found []piiSpan
	at, last := 0, 0
	marks := marker.FindAllStringSubmatchIndex(result, -1)
	for i, m := range marks {
		at += len(result[last:m[0]])
		last = m[1]
		next := len(result)
		if i+1 < len(marks) {
			next = marks[i+1][0]
		}
		end := len(original)
		if literal := result[last:next]; literal != "" {
			if k := strings.Index(original[at:], literal); k >= 0 {
				end = at + k
			}
		}
		found = append(found, piiSpan{utf8.RuneCountInString(original[:at]), utf8.RuneCountInString(original[:end]), result[m[2]:m[3]]})
		at = end
	}
	return found
}

func covered(found []piiSpan, want piiSpan, rules []string) bool {
	for _, f := range found {
		if f.start <= want.start && want.end <= f.end && strings.Contains(strings.Join(rules, " "), f.entity) {
			return true
		}
	}
	return false
}

func labelled(spans []piiSpan, got piiSpan, entity string) bool {
	for _, s := range spans {
		if s.entity == entity && s.start < got.end && got.start < s.end {
			return true
		}
	}
	return false
}

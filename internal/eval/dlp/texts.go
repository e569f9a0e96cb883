// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"maps"
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

type textRow struct {
	Text     string
	Label    string
	Source   string
	Category string
	Tool     map[string]any
}

func injectionTexts(s *scorer, file string) error {
	const set = "injection_texts"
	p, err := newPipeline(nil)
	if err != nil {
		return err
	}
	flagged := map[string]*tally{}
	benign, malicious := &tally{}, &tally{}
	err = each(file, func(r textRow) error {
		v, err := p.text(r.Text)
		if err != nil {
			return err
		}
		key := r.Label + "_flagged:" + name(r.Source)
		if flagged[key] == nil {
			flagged[key] = &tally{}
		}
		flagged[key].add(v.injection)
		switch {
		case r.Label == "benign":
			benign.add(v.injection)
		case aimed[name(r.Source)]:
			malicious.add(v.injection)
		}
		if v.injection == (r.Label == "benign") {
			s.miss(set, r.Label+" "+r.Source+" "+r.Category, r.Text, &v)
		}
		return nil
	})
	benign.print(set, "benign_flagged", atMost(0.03))
	malicious.print(set, "malicious_flagged", atLeast(0.80))
	for _, key := range slices.Sorted(maps.Keys(flagged)) {
		flagged[key].print(set, key, floorOf(key))
	}
	return err
}

// aimed are the sources whose malicious texts the floor is about.
var aimed = map[string]bool{"mcpproxy-go": true, "PINT-excerpt": true, "microsoft": true}

func floorOf(key string) floor {
	switch {
	case key[:6] == "benign":
		return atMost(0.03)
	case aimed[key[len("malicious_flagged:"):]]:
		return atLeast(0.80)
	default:
		return floor{}
	}
}

// name shortens the name of a source to its first word.
func name(source string) string {
	for i, c := range source {
		if c == ' ' || c == '/' || c == '(' {
			return source[:i]
		}
	}
	return source
}

func toolDefinitions(s *scorer, file string) error {
	const set = "tool_definitions"
	p, err := newPipeline(nil)
	if err != nil {
		return err
	}
	flagged := map[string]*tally{"malicious": {}, "benign": {}}
	err = each(file, func(r textRow) error {
		v, err := p.pass(func(body pcommon.Value) error { return body.FromRaw(r.Tool) })
		if err != nil {
			return err
		}
		flagged[r.Label].add(v.injection)
		if v.injection == (r.Label == "benign") {
			s.miss(set, r.Label+" "+r.Category, v.text, &v)
		}
		return nil
	})
	flagged["malicious"].print(set, "malicious_flagged", atLeast(0.85))
	flagged["benign"].print(set, "benign_flagged", atMost(0.01))
	return err
}

func benignDocs(s *scorer, file string) error {
	const set = "benign_docs"
	p, err := newPipeline(nil)
	if err != nil {
		return err
	}
	secret, injected := map[string]*tally{}, map[string]*tally{}
	err = each(file, func(r textRow) error {
		v, err := p.text(r.Text)
		if err != nil {
			return err
		}
		if secret[r.Category] == nil {
			secret[r.Category], injected[r.Category] = &tally{}, &tally{}
		}
		found := slices.Contains(v.category, "secret")
		secret[r.Category].add(found)
		injected[r.Category].add(v.injection)
		if found || v.injection {
			s.miss(set, r.Category, r.Text, &v)
		}
		return nil
	})
	for _, category := range slices.Sorted(maps.Keys(secret)) {
		f := floor{}
		if category == "docs" {
			f = atMost(0.005)
		}
		secret[category].print(set, "secret_rules:"+category, f)
		injected[category].print(set, "injection:"+category, floor{})
	}
	return err
}

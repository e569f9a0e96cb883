// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package engine scans one text with every rule, sees through what is encoded in it, and rewrites it.
package engine

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/decode"
	"github.com/otelcol-mcp/otelcol-mcp/internal/injection"
	"github.com/otelcol-mcp/otelcol-mcp/internal/redact"
	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/keyname"
)

// Rule is a rule with what is to be done about its matches.
type Rule struct {
	scan.Rule
	Action redact.Action
}

// Options says what an Engine does.
type Options struct {
	Rules []Rule
	// Keys are the names whose values are secret, when the rules hold KeyRule.
	Keys *keyname.Set
	// Injection switches the scoring of injected instructions on.
	Injection bool
	// Decode bounds what is decoded. Depth zero decodes nothing.
	Decode decode.Limits
	// MaxValue is the longest text scanned, in bytes. A longer one is replaced by a marker.
	MaxValue int
	Writer   redact.Writer
}

// Engine is immutable and safe for concurrent use.
type Engine struct {
	options Options
	set     *scan.Set
	// cues is the index of the first injection rule in set.
	cues int
	// keyRule is the index of KeyRule, or noRule.
	keyRule int
}

const noRule = -1

// New compiles the rules. The error names every rule that does not compile.
func New(o Options) (*Engine, error) {
	e := &Engine{options: o, cues: len(o.Rules), keyRule: slices.IndexFunc(o.Rules, func(r Rule) bool { return r.ID == KeyRule })}
	rules := make([]scan.Rule, 0, len(o.Rules))
	for _, r := range o.Rules {
		rules = append(rules, r.Rule)
	}
	if o.Injection {
		injection.Prepare()
		rules = append(rules, injection.Rules()...)
	}
	var err error
	e.set, err = scan.Compile(rules)
	return e, err
}

// Rules returns the rules, in the order that Finding.Rule counts.
func (e *Engine) Rules() []Rule { return e.options.Rules }

// Finding is one match in a text.
type Finding struct {
	Rule int
	// Action is the action taken, which may be stronger than the rule's own where findings overlap.
	Action redact.Action
}

// Reasons for a cut.
const (
	CutValueSize = "value_size"
	CutDecoding  = "decoding"
	CutDepth     = "depth"
	CutValues    = "values"
	CutPanic     = "panic"
)

// Reasons lists them all.
var Reasons = [...]string{CutValueSize, CutDecoding, CutDepth, CutValues, CutPanic}

// Result is what became of one text.
type Result struct {
	// Text is the text to go on with. It is the text given where nothing was changed.
	Text    string
	Changed bool
	// Drop tells that the record is to be dropped.
	Drop bool
	// Findings are valid until the work is used again.
	Findings []Finding
	// Injection is the score and the cues. Offsets are those of the text before rewriting.
	Injection injection.Result
	// Cut is why all or part of the text was replaced unscanned, or empty.
	Cut string
}

// Marker is what stands in the place of a value that could not be scanned.
func Marker(reason string) string { return markerPrefix + reason + markerSuffix }

const (
	markerPrefix = "[dlp-cut:"
	markerSuffix = "]"
)

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdataevent

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/ottlx"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// Keys that a mapping can set besides attribute keys of the audit event.
const (
	keyEventName = "event_name"
	keyTime      = "time"
)

// MappingConfig says how records of one source become audit events. Attributes that the record has under the keys of the
// audit event are taken as they are; a mapping adds what it sets, and wins.
type MappingConfig struct {
	// Name of the source, for error messages.
	Name string `mapstructure:"name"`
	// When lists OTTL conditions: the mapping applies to a record when one of them holds. Without any it applies to all.
	// The first mapping that applies is used.
	When []string `mapstructure:"when"`
	// Let lists intermediate values, computed in order: a parsed body for example. Later expressions read them as
	// log.cache["name"] (or span.cache["name"]).
	Let []LetConfig `mapstructure:"let"`
	// Set gives attribute keys of the audit event (and event_name and time) an OTTL value expression, or several of which
	// the first that gives a value is used. event_name defaults to mcp.operation.
	Set map[string][]string `mapstructure:"set"`
	// Translate gives values of a key other values: the source's words for outcomes for example. "*" stands for any value.
	Translate map[string]map[string]string `mapstructure:"translate"`
	// Pair joins requests and responses that are records of their own, by session and request id. A request has a method
	// and neither result nor outcome; a response has no method.
	Pair bool `mapstructure:"pair"`
	// Drop leaves out the records that the mapping applies to.
	Drop bool `mapstructure:"drop"`

	_ struct{}
}

// LetConfig is one intermediate value.
type LetConfig struct {
	// Name that later expressions use, lower case.
	Name string `mapstructure:"name"`
	// Value is an OTTL value expression.
	Value string `mapstructure:"value"`

	_ struct{}
}

// Mapping is a compiled MappingConfig for records of type K.
type Mapping[K any] struct {
	Pair, Drop bool

	when      *ottlx.Conditions[K]
	let       []*ottlx.Let[K]
	set       []setter[K]
	translate map[string]map[string]string
}

type setter[K any] struct {
	key    string
	values []*ottlx.Value[K]
}

// Compile reports every mistake at once.
func Compile[K any](cfg MappingConfig, p *ottlx.Parser[K]) (*Mapping[K], error) {
	m := &Mapping[K]{Pair: cfg.Pair, Drop: cfg.Drop, translate: cfg.Translate}
	var errs []error
	if len(cfg.When) > 0 {
		var err error
		m.when, err = p.Conditions(cfg.When)
		errs = append(errs, at("when", err))
	}
	for i, l := range cfg.Let {
		let, err := p.Let(l.Name, l.Value)
		errs = append(errs, at(fmt.Sprintf("let[%d]", i), err))
		m.let = append(m.let, let)
	}
	for _, key := range sortedKeys(cfg.Set) {
		s, err := compileSetter(key, cfg.Set[key], p)
		errs = append(errs, at("set::"+key, err))
		m.set = append(m.set, s)
	}
	for _, key := range sortedKeys(cfg.Translate) {
		if cfg.Set[key] == nil && !settable(key) {
			errs = append(errs, at("translate::"+key, errUnknownKey))
		}
	}
	return m, errors.Join(errs...)
}

var errUnknownKey = errors.New("is no key of the audit event (docs/schema.md lists them), nor event_name or time")

func compileSetter[K any](key string, expressions []string, p *ottlx.Parser[K]) (setter[K], error) {
	s := setter[K]{key: key}
	var errs []error
	if !settable(key) {
		errs = append(errs, errUnknownKey)
	}
	if len(expressions) == 0 {
		errs = append(errs, errors.New("needs an expression"))
	}
	for _, expression := range expressions {
		v, err := p.Value(expression)
		errs = append(errs, err)
		s.values = append(s.values, v)
	}
	return s, errors.Join(errs...)
}

// settable reports whether the event has a field for the key.
func settable(key string) bool {
	if key == keyEventName || key == keyTime {
		return true
	}
	return slices.ContainsFunc(schema.Keys, func(k schema.Key) bool { return k.Name == key })
}

// Applies reports whether the mapping is for this record.
func (m *Mapping[K]) Applies(ctx context.Context, record K) bool {
	if m.when == nil {
		return true
	}
	ok, _ := m.when.Any(ctx, record) // a condition that fails on a record is not about such records
	return ok
}

// Apply sets the event's fields. It returns how many expressions failed; a failed expression gives no value.
func (m *Mapping[K]) Apply(ctx context.Context, record K, ev *detect.Event) (failed int) {
	if m.Drop {
		ev.Name = ""
		return 0
	}
	if ev.Name == "" {
		ev.Name = schema.EventOperation
	}
	for _, l := range m.let {
		if l.Eval(ctx, record) != nil {
			failed++
		}
	}
	for i := range m.set {
		value, n := m.set[i].eval(ctx, record)
		failed += n
		if value != nil && !m.store(ev, m.set[i].key, value) {
			failed++
		}
	}
	Finish(ev)
	return failed
}

func (s *setter[K]) eval(ctx context.Context, record K) (value any, failed int) {
	for _, v := range s.values {
		value, err := v.Eval(ctx, record)
		if err != nil {
			failed++
			continue
		}
		if value != nil && value != "" {
			return value, failed
		}
	}
	return nil, failed
}

// store reports whether the value is one for the key.
func (m *Mapping[K]) store(ev *detect.Event, key string, value any) bool {
	v := toValue(value)
	if words, ok := m.translate[key]; ok {
		v = translate(words, v)
	}
	switch key {
	case keyEventName:
		ev.Name = v.AsString()
	case keyTime:
		t, ok := toTime(value)
		if ok {
			ev.Time = t
		}
		return ok
	default:
		set(ev, key, v)
	}
	return true
}

func translate(words map[string]string, v pcommon.Value) pcommon.Value {
	word, ok := words[v.AsString()]
	if !ok {
		word, ok = words["*"]
	}
	if !ok {
		return v
	}
	return pcommon.NewValueStr(word)
}

func toValue(value any) pcommon.Value {
	v := pcommon.NewValueEmpty()
	switch value := value.(type) {
	case pcommon.Value:
		return value
	case pcommon.Map:
		value.CopyTo(v.SetEmptyMap())
	case pcommon.Slice:
		value.CopyTo(v.SetEmptySlice())
	case time.Time:
		v.SetInt(value.UnixNano())
	default:
		if v.FromRaw(value) != nil {
			v.SetStr(fmt.Sprint(value))
		}
	}
	return v
}

// toTime takes a time, a number since the epoch (of seconds, or thousandths, millionths or billionths of one, as its size says),
// or text as RFC 3339 or loggers write it, which without a zone is UTC.
func toTime(value any) (time.Time, bool) {
	switch value := value.(type) {
	case time.Time:
		return value, true
	case int64:
		unit := unitOf(float64(value))
		return time.Unix(value/(1e9/unit), value%(1e9/unit)*unit), true
	case float64:
		if math.IsNaN(value) || math.Abs(value) > math.MaxInt64/2 {
			return time.Time{}, false
		}
		whole, part := math.Modf(value / (1e9 / float64(unitOf(value))))
		return time.Unix(int64(whole), int64(math.Round(part*1e6))*1e3), true
	case string:
		for _, layout := range layouts {
			if t, err := time.Parse(layout, value); err == nil {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

// A fraction of a second may follow any of them, after a point or a comma.
var layouts = [...]string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04:05Z07:00"}

// unitOf is how many nanoseconds one of a number since the epoch is: none of them is of a year before 1973 or after 5000.
func unitOf(n float64) int64 {
	switch n = math.Abs(n); {
	case n < 1e11:
		return 1e9
	case n < 1e14:
		return 1e6
	case n < 1e17:
		return 1e3
	default:
		return 1
	}
}

func at(where string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", where, err)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

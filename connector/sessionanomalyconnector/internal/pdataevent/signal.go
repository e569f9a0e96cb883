// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdataevent

import (
	"context"
	"errors"
	"fmt"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/ottlx"
)

// Signal is a compiled condition on records of type K.
type Signal[K any] struct {
	name          string
	when          *ottlx.Conditions[K]
	key, distinct *ottlx.Value[K] // nil when not configured
}

// NewSignal reports every mistake at once.
func NewSignal[K any](name string, when []string, key, distinct string, p *ottlx.Parser[K]) (*Signal[K], error) {
	s := &Signal[K]{name: name}
	var errs [3]error
	s.when, errs[0] = p.Conditions(when)
	if key != "" {
		s.key, errs[1] = p.Value(key)
	}
	if distinct != "" {
		s.distinct, errs[2] = p.Value(distinct)
	}
	if err := errors.Join(errs[:]...); err != nil {
		return nil, fmt.Errorf("signals::%s: %w", name, err)
	}
	return s, nil
}

// Eval adds the signal to the event when its condition holds and it has a key. It returns how many expressions failed.
func (s *Signal[K]) Eval(ctx context.Context, record K, ev *detect.Event) (failed int) {
	ok, err := s.when.Any(ctx, record)
	if err != nil {
		failed++
	}
	if !ok {
		return failed
	}
	key, n := s.eval(ctx, s.key, record, ev.User)
	failed += n
	if key == "" {
		return failed
	}
	distinct, n := s.eval(ctx, s.distinct, record, "")
	ev.Signals = append(ev.Signals, detect.Signal{Name: s.name, Key: key, Distinct: distinct})
	return failed + n
}

func (*Signal[K]) eval(ctx context.Context, v *ottlx.Value[K], record K, fallback string) (text string, failed int) {
	if v == nil {
		return fallback, 0
	}
	value, err := v.Eval(ctx, record)
	if err != nil || value == nil {
		return "", boolToInt(err != nil)
	}
	return toValue(value).AsString(), 0
}

func boolToInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

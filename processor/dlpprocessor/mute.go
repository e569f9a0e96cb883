// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/internal/ottlx"
)

// What happens when a condition cannot be evaluated.
const (
	errorModeIgnore    = "ignore"
	errorModeSilent    = "silent"
	errorModePropagate = "propagate"
)

var (
	errorModes   = []string{errorModeIgnore, errorModeSilent, errorModePropagate}
	errErrorMode = errors.New("error_mode must be ignore, silent or propagate")
)

// muteUnless mutes the rules whose conditions do not hold for the record that was begun. pick gives the conditions of a rule
// for the record's signal, or nil.
func muteUnless[K interface{ Close() }](ctx context.Context, w *walker, pick func(*limit) *ottlx.Conditions[K], open func() K) {
	var record K
	opened := false
	for i, l := range w.p.limits {
		c := pick(l)
		if c == nil {
			continue
		}
		if !opened {
			record, opened = open(), true
			defer record.Close()
		}
		holds, err := c.Any(ctx, record)
		if err != nil {
			holds = true // fail closed: the rule is used
			w.failed(ctx, i, err)
		}
		w.outside[i] = !holds
	}
}

// failed counts a condition that could not be evaluated.
func (w *walker) failed(ctx context.Context, limit int, err error) {
	l := w.p.limits[limit]
	w.p.telemetry.ProcessorDlpConditionErrors.Add(ctx, 1, metric.WithAttributes(attribute.String("rule", l.id)))
	switch w.p.config.ErrorMode {
	case errorModePropagate:
		if w.err == nil {
			w.err = fmt.Errorf("condition of rule %q: %w", l.id, err)
		}
	case errorModeIgnore:
		if w.p.warned[limit].CompareAndSwap(false, true) {
			w.p.logger.Warn("A condition cannot be evaluated: the rule is used without it. Further failures are only counted.",
				zap.String("rule", l.id), zap.Error(err))
		}
	}
}

// muteField mutes the rules that are not used on a field of the record.
func (w *walker) muteField(name string) {
	if len(w.p.limits) == 0 {
		return
	}
	if w.work.Muted == nil {
		w.work.Muted = make([]bool, len(w.p.engine.Rules()))
	}
	for _, l := range w.p.limits {
		w.work.Muted[l.rule] = false
	}
	for i, l := range w.p.limits {
		if w.outside[i] || l.fields != nil && !l.fields.scan(name) {
			w.work.Muted[l.rule] = true
		}
	}
}

// unmute forgets the conditions of the record before.
func (w *walker) unmute() {
	if len(w.outside) != len(w.p.limits) {
		w.outside = slices.Grow(w.outside[:0], len(w.p.limits))[:len(w.p.limits)]
	}
	clear(w.outside)
}

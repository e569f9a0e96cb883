// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package snapshot

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"go.opentelemetry.io/collector/extension/xextension/storage"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// State is what detectors know, by detector and part. It shares nothing with them.
type State map[string][]byte

// part is one thing that a detector keeps.
type part struct {
	key  string
	save func() ([]byte, error)
	load func([]byte) error
}

// openWindows ends the key of what a detect.Resumer keeps.
const openWindows = "/open"

// partsOf lists what a detector keeps.
func partsOf(d detect.Detector) (parts []part) {
	if p, ok := d.(detect.Persister); ok {
		parts = append(parts, part{d.Name(), p.Save, p.Load})
	}
	if r, ok := d.(detect.Resumer); ok {
		parts = append(parts, part{d.Name() + openWindows, r.Suspend, r.Resume})
	}
	return parts
}

// Collect asks every detector that has something to keep. Nothing may be observed meanwhile. Detectors that fail are left
// out and named in the error.
func Collect(detectors []detect.Detector) (State, error) {
	state := State{}
	var errs []error
	for _, d := range detectors {
		for _, p := range partsOf(d) {
			data, err := p.save()
			if err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", p.key, err))
				continue
			}
			state[p.key] = data
		}
	}
	return state, errors.Join(errs...)
}

// Store writes the state, all of it or nothing where the storage has transactions.
func (s State) Store(ctx context.Context, client storage.Client) error {
	ops := make([]*storage.Operation, 0, len(s))
	for _, name := range slices.Sorted(maps.Keys(s)) {
		ops = append(ops, storage.SetOperation(keyOf(name), s[name]))
	}
	if len(ops) == 0 {
		return nil
	}
	return client.Batch(ctx, ops...)
}

// Restore gives every detector what was stored for it. A detector whose state cannot be read starts empty and is named in
// the error; the others are restored.
func Restore(ctx context.Context, client storage.Client, detectors []detect.Detector) error {
	var errs []error
	for _, d := range detectors {
		for _, p := range partsOf(d) {
			data, err := client.Get(ctx, keyOf(p.key))
			if err == nil && len(data) > 0 {
				err = p.load(data)
			}
			if err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", p.key, err))
			}
		}
	}
	return errors.Join(errs...)
}

func keyOf(part string) string { return "detector/" + part }

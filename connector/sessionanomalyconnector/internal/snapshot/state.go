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

// State is what detectors know, by detector. It shares nothing with them.
type State map[string][]byte

// Collect asks every detector that has something to keep. Nothing may be observed meanwhile. Detectors that fail are left
// out and named in the error.
func Collect(detectors []detect.Detector) (State, error) {
	state := State{}
	var errs []error
	for _, d := range detectors {
		p, ok := d.(detect.Persister)
		if !ok {
			continue
		}
		data, err := p.Save()
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", d.Name(), err))
			continue
		}
		state[d.Name()] = data
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
		p, ok := d.(detect.Persister)
		if !ok {
			continue
		}
		data, err := client.Get(ctx, keyOf(d.Name()))
		if err == nil && len(data) > 0 {
			err = p.Load(data)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", d.Name(), err))
		}
	}
	return errors.Join(errs...)
}

func keyOf(detector string) string { return "detector/" + detector }

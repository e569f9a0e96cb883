// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package storageclient gets a component its client of a storage extension.
package storageclient

import (
	"context"
	"fmt"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/extension/xextension/storage"
)

// New returns the client of the extension named by the configuration key storage, for the component kind and id. Each
// name gives a client of its own. Without an extension (nil) it returns a client that keeps nothing. The caller closes it.
func New(ctx context.Context, host component.Host, extension *component.ID, kind component.Kind, id component.ID, name string) (storage.Client, error) {
	if extension == nil {
		return storage.NewNopClient(), nil
	}
	found, ok := host.GetExtensions()[*extension]
	if !ok {
		return nil, fmt.Errorf("storage: extension %q is not there; add it to extensions and to service::extensions", extension)
	}
	keeper, ok := found.(storage.Extension)
	if !ok {
		return nil, fmt.Errorf("storage: extension %q stores nothing; name one that does, such as file_storage", extension)
	}
	client, err := keeper.GetClient(ctx, kind, id, name)
	if err != nil {
		return nil, fmt.Errorf("storage: extension %q: %w", extension, err)
	}
	return client, nil
}

// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package storageclient

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/extension/xextension/storage"
)

type host map[component.ID]component.Component

func (h host) GetExtensions() map[component.ID]component.Component { return h }

type keeper struct {
	component.StartFunc
	component.ShutdownFunc
	err  error
	name string
}

func (k *keeper) GetClient(_ context.Context, _ component.Kind, _ component.ID, name string) (storage.Client, error) {
	k.name = name
	return storage.NewNopClient(), k.err
}

type other struct {
	component.StartFunc
	component.ShutdownFunc
}

func TestNew(t *testing.T) {
	file, wrong, broken, absent := component.MustNewID("file_storage"), component.MustNewID("health_check"), component.MustNewID("db"), component.MustNewID("absent")
	working := &keeper{}
	extensions := host{file: working, wrong: &other{}, broken: &keeper{err: errors.New("disk is full")}}
	owner := component.MustNewID("session_anomaly")
	for _, tt := range []struct {
		name      string
		extension *component.ID
		want      string
	}{
		{"none configured", nil, ""},
		{"one that stores", &file, ""},
		{"one that stores nothing", &wrong, "stores nothing"},
		{"one that fails", &broken, "disk is full"},
		{"one that is not there", &absent, "is not there"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			client, err := New(t.Context(), extensions, tt.extension, component.KindConnector, owner, "baselines")
			if tt.want != "" {
				require.ErrorContains(t, err, tt.want)
				return
			}
			require.NoError(t, err)
			value, err := client.Get(t.Context(), "key")
			require.NoError(t, err)
			assert.Nil(t, value)
			require.NoError(t, client.Close(t.Context()))
		})
	}
	assert.Equal(t, "baselines", working.name)
}

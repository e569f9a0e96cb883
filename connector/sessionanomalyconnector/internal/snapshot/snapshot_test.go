// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package snapshot

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/extension/xextension/storage"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// plain knows nothing, keeper keeps a string, learner has a baseline as well.
type plain struct{ name string }

func (p *plain) Name() string                                      { return p.name }
func (*plain) Observe(*detect.Env, *detect.Event, *detect.Session) {}

type keeper struct {
	plain
	known string
}

func (k *keeper) Save() ([]byte, error) {
	if k.known == "unsavable" {
		return nil, errors.New("cannot")
	}
	return []byte(k.known), nil
}

func (k *keeper) Load(data []byte) error {
	if string(data) == `"bad"` {
		return errors.New("not mine")
	}
	k.known = string(data)
	return nil
}

type learner struct{ keeper }

func (l *learner) Import(data []byte) error {
	if l.known == "" {
		return l.Load(data)
	}
	return nil
}

func (*learner) Baselines() (held, warm int) { return 0, 0 }

type memory struct {
	storage.Client
	data map[string][]byte
	err  error
}

func newMemory() *memory { return &memory{Client: storage.NewNopClient(), data: map[string][]byte{}} }

func (m *memory) Get(_ context.Context, key string) ([]byte, error) { return m.data[key], m.err }

func (m *memory) Batch(_ context.Context, ops ...*storage.Operation) error {
	for _, op := range ops {
		m.data[op.Key] = op.Value
	}
	return m.err
}

func newDetectors(kept, learned string) []detect.Detector {
	return []detect.Detector{
		&plain{"plain"},
		&keeper{plain{"keeper"}, kept},
		&learner{keeper{plain{"learner"}, learned}},
	}
}

func TestStoreAndRestore(t *testing.T) {
	client := newMemory()
	state, err := Collect(newDetectors(`"a"`, `"b"`))
	require.NoError(t, err)
	require.NoError(t, state.Store(t.Context(), client))
	require.NoError(t, State{}.Store(t.Context(), client))

	after := newDetectors("", "")
	require.NoError(t, Restore(t.Context(), client, after))
	assert.Equal(t, newDetectors(`"a"`, `"b"`), after)
	require.NoError(t, Restore(t.Context(), storage.NewNopClient(), after), "nothing stored is no mistake")
}

func TestOneBadStateDoesNotHurtTheOthers(t *testing.T) {
	client := newMemory()
	require.NoError(t, State{"keeper": []byte(`"bad"`), "learner": []byte(`"b"`)}.Store(t.Context(), client))
	after := newDetectors("", "")
	require.ErrorContains(t, Restore(t.Context(), client, after), "keeper: not mine")
	assert.Equal(t, newDetectors("", `"b"`), after)

	state, err := Collect(newDetectors("unsavable", `"b"`))
	require.ErrorContains(t, err, "keeper: cannot")
	assert.Len(t, state, 1)

	client.err = errors.New("disk is full")
	require.ErrorIs(t, state.Store(t.Context(), client), client.err)
	require.ErrorIs(t, Restore(t.Context(), client, after), client.err)
}

func TestExportAndImport(t *testing.T) {
	path := filepath.Join(t.TempDir(), "baselines.json")
	staging := newDetectors(`"a"`, `"b"`)
	state, err := Collect(staging)
	require.NoError(t, err)
	require.NoError(t, Export(path, state, staging))
	require.NoError(t, Export(path, state, staging), "it is replaced")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.JSONEq(t, `{"format":"mcpsec-baselines","version":1,"detectors":{"learner":"b"}}`, string(data))

	production := newDetectors("", "")
	taken, err := Import(path, production)
	require.NoError(t, err)
	assert.Equal(t, 1, taken)
	assert.Equal(t, newDetectors("", `"b"`), production)

	_, err = Import(path, newDetectors("", "own"))
	require.NoError(t, err)
}

func TestImportRefuses(t *testing.T) {
	dir := t.TempDir()
	for _, tt := range []struct{ name, data, want string }{
		{"no JSON", "\x00", "invalid character"},
		{"another format", `{"format":"x","version":1}`, "format"},
		{"another version", `{"format":"mcpsec-baselines","version":2}`, "version 2"},
		{"a part that its detector refuses", `{"format":"mcpsec-baselines","version":1,"detectors":{"learner":"bad"}}`, "learner: not mine"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(dir, "baselines.json")
			require.NoError(t, os.WriteFile(path, []byte(tt.data), 0o600))
			_, err := Import(path, newDetectors("", ""))
			require.ErrorContains(t, err, tt.want)
			require.ErrorContains(t, err, path)
		})
	}
	_, err := Import(filepath.Join(dir, "absent.json"), nil)
	require.ErrorIs(t, err, os.ErrNotExist)
	require.Error(t, Export(filepath.Join(dir, "absent", "baselines.json"), State{}, nil))
}

// resumer has open windows besides its baseline.
type resumer struct {
	learner
	open string
}

func (r *resumer) Suspend() ([]byte, error) { return []byte(r.open), nil }

func (r *resumer) Resume(data []byte) error {
	r.open = string(data)
	return nil
}

func TestOpenWindowsAreStoredAndNotExported(t *testing.T) {
	detectors := []detect.Detector{&resumer{learner{keeper{plain{"resumer"}, `"usual"`}}, `"half an hour"`}}
	state, err := Collect(detectors)
	require.NoError(t, err)
	client := newMemory()
	require.NoError(t, state.Store(t.Context(), client))
	back := &resumer{learner{keeper{plain{"resumer"}, ""}}, ""}
	require.NoError(t, Restore(t.Context(), client, []detect.Detector{back}))
	assert.Equal(t, `"usual"`, back.known)
	assert.Equal(t, `"half an hour"`, back.open)

	path := filepath.Join(t.TempDir(), "baselines.json")
	require.NoError(t, Export(path, state, detectors))
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Contains(t, string(data), "usual")
	assert.NotContains(t, string(data), "half an hour")
}

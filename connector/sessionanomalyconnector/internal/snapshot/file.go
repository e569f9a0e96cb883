// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package snapshot

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

const (
	// Format names the file format.
	Format = "mcpsec-baselines"
	// Version is its version. The detectors' parts carry versions of their own.
	Version = 1
	// MaxFileBytes is the largest file that is read.
	MaxFileBytes = 256 << 20
)

type file struct {
	Format    string                     `json:"format"`
	Version   int                        `json:"version"`
	Detectors map[string]json.RawMessage `json:"detectors"`
}

// Export writes the baselines in a state to a file: under another name first, so that a reader never sees half of it.
func Export(path string, state State, detectors []detect.Detector) error {
	doc := file{Format: Format, Version: Version, Detectors: map[string]json.RawMessage{}}
	for _, d := range detectors {
		if _, ok := d.(detect.Learner); ok && state[d.Name()] != nil {
			doc.Detectors[d.Name()] = state[d.Name()]
		}
	}
	data, err := json.Marshal(doc)
	if err != nil {
		return fmt.Errorf("export baselines: %w", err)
	}
	if err := replaceFile(path, append(data, '\n')); err != nil {
		return fmt.Errorf("export baselines: %w", err)
	}
	return nil
}

// Import adds the baselines of a file to those of the detectors: what a detector has learned itself wins. Parts of
// detectors that are not there are left out. It returns how many detectors took something.
func Import(path string, detectors []detect.Detector) (taken int, err error) {
	doc, err := readFile(path)
	if err != nil {
		return 0, fmt.Errorf("import baselines: %w", err)
	}
	var errs []error
	for _, d := range detectors {
		l, ok := d.(detect.Learner)
		if !ok || doc.Detectors[d.Name()] == nil {
			continue
		}
		if err := l.Import(doc.Detectors[d.Name()]); err != nil {
			errs = append(errs, fmt.Errorf("import baselines: %s: %s: %w", path, d.Name(), err))
			continue
		}
		taken++
	}
	return taken, errors.Join(errs...)
}

func readFile(path string) (*file, error) {
	f, err := os.Open(filepath.Clean(path))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxFileBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > MaxFileBytes {
		return nil, fmt.Errorf("%s: larger than %d bytes", path, MaxFileBytes)
	}
	doc := &file{}
	if err := json.Unmarshal(data, doc); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if doc.Format != Format || doc.Version != Version {
		return nil, fmt.Errorf("%s: format %q version %d, want %q version %d", path, doc.Format, doc.Version, Format, Version)
	}
	return doc, nil
}

func replaceFile(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

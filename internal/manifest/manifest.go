// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package manifest reads builder-config.yaml, which says what the distribution is made of, and renders it for the README.
package manifest

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Component is one entry of the manifest.
type Component struct {
	Kind    string // receivers, processors, exporters, connectors, extensions or providers
	Module  string
	Version string
	Import  string // package path, equal to Module unless the entry says otherwise
}

// kinds in the order in which the README lists them.
var kinds = []string{"receivers", "processors", "connectors", "exporters", "extensions", "providers"}

type entry struct {
	GoMod  string `yaml:"gomod"`
	Import string `yaml:"import"`
}

// Read returns the components of a manifest, kind by kind, in the order of the file.
func Read(file string) ([]Component, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var sections map[string]yaml.Node
	if err := yaml.Unmarshal(content, &sections); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var all []Component
	for _, kind := range kinds {
		node := sections[kind]
		var entries []entry
		if err := node.Decode(&entries); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", file, kind, err)
		}
		for _, e := range entries {
			c, err := e.component(kind)
			if err != nil {
				return nil, fmt.Errorf("%s: %s: %w", file, kind, err)
			}
			all = append(all, c)
		}
	}
	return all, nil
}

func (e entry) component(kind string) (Component, error) {
	module, version, ok := strings.Cut(e.GoMod, " ")
	if !ok {
		return Component{}, fmt.Errorf("gomod %q: want a module path and a version", e.GoMod)
	}
	c := Component{Kind: kind, Module: module, Version: version, Import: e.Import}
	if c.Import == "" {
		c.Import = module
	}
	return c, nil
}

// Own says whether the component is one of this repository.
func (c Component) Own() bool { return c.Module == "github.com/otelcol-mcp/otelcol-mcp" }

// Type returns the name by which a configuration calls the component. It is read from the metadata.yaml of the component's
// source: in this checkout for our own, in the module cache otherwise.
func (c Component) Type(root, modCache string) (string, error) {
	if c.Kind == "providers" {
		return strings.TrimSuffix(path.Base(c.Import), "provider"), nil
	}
	dir := filepath.Join(modCache, c.Module+"@"+c.Version)
	if c.Own() {
		dir = root
	}
	file := filepath.Join(dir, strings.TrimPrefix(c.Import, c.Module), "metadata.yaml")
	content, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("%s is not there: run \"make build\" once, it downloads every module", file)
	}
	if err != nil {
		return "", err
	}
	var metadata struct {
		Type string `yaml:"type"`
	}
	if err := yaml.Unmarshal(content, &metadata); err != nil {
		return "", fmt.Errorf("%s: %w", file, err)
	}
	return metadata.Type, nil
}

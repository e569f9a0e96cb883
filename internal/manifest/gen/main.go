// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command gen writes the component table into README.md.
package main

import (
	"log"
	"os"

	"github.com/otelcol-mcp/otelcol-mcp/internal/manifest"
)

func main() {
	if err := run("../.."); err != nil {
		log.Fatal(err)
	}
}

func run(root string) error {
	components, err := manifest.Read(root + "/builder-config.yaml")
	if err != nil {
		return err
	}
	cache, err := manifest.ModCache()
	if err != nil {
		return err
	}
	table, err := manifest.Table(components, root, cache)
	if err != nil {
		return err
	}
	page, err := os.ReadFile(root + "/README.md")
	if err != nil {
		return err
	}
	changed, err := manifest.Insert(string(page), table)
	if err != nil {
		return err
	}
	return os.WriteFile(root+"/README.md", []byte(changed), 0o644) //nolint:gosec // G306: a public page.
}

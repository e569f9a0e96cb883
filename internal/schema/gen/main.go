// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command gen writes docs/schema.md and configs/siem/elastic-template.json.
package main

import (
	"flag"
	"log"
	"os"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

func main() {
	out := flag.String("o", "docs/schema.md", "file to write")
	elastic := flag.String("elastic", "configs/siem/elastic-template.json", "file to write")
	flag.Parse()
	template, err := schema.ElasticTemplate()
	if err != nil {
		log.Fatal(err)
	}
	for file, content := range map[string][]byte{*out: []byte(schema.Markdown()), *elastic: template} {
		if err := os.WriteFile(file, content, 0o644); err != nil { //nolint:gosec // G306: a public page.
			log.Fatal(err)
		}
	}
}

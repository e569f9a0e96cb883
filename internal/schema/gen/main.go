// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command gen writes docs/schema.md.
package main

import (
	"flag"
	"log"
	"os"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

func main() {
	out := flag.String("o", "docs/schema.md", "file to write")
	flag.Parse()
	if err := os.WriteFile(*out, []byte(schema.Markdown()), 0o644); err != nil { //nolint:gosec // G306: a public page.
		log.Fatal(err)
	}
}

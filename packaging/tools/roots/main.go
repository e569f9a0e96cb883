// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command roots prints the certificates that Mozilla trusts as PEM, for an image that has nothing else. They come with the
// Go project's own copy of the list, so go.sum pins them and an update of that module renews them.
package main

import (
	"encoding/pem"
	"fmt"
	"os"

	"golang.org/x/crypto/x509roots/fallback/bundle"
)

func main() {
	for root := range bundle.Roots() {
		if root.Constraint != nil {
			continue // trusted up to a date: a PEM file cannot say so
		}
		if err := pem.Encode(os.Stdout, &pem.Block{Type: "CERTIFICATE", Bytes: root.Certificate}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

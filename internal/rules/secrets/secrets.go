// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package secrets holds the rules for credentials: those of the gitleaks module, and what agents leak that they lack.
package secrets

import "github.com/otelcol-mcp/otelcol-mcp/internal/scan"

// Category of every rule here.
const Category = "secret"

// Rules returns the rules.
func Rules() ([]scan.Rule, error) {
	rules, err := Gitleaks()
	for _, r := range additions {
		r.Category = Category
		rules = append(rules, r)
	}
	return rules, err
}

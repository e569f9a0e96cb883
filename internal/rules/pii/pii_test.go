// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pii

import (
	"testing"

	"github.com/otelcol-mcp/otelcol-mcp/internal/rules/ruletest"
)

func TestRules(t *testing.T) { ruletest.Run(t, Rules()) }

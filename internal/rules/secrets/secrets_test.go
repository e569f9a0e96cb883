// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package secrets

import (
	"testing"

	"github.com/otelcol-mcp/otelcol-mcp/internal/rules/ruletest"
)

func TestAdditions(t *testing.T) { ruletest.Run(t, additions) }

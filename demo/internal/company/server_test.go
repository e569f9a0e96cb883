// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package company_test

import (
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/company"
	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/scenario"
)

// TestScenariosRunWithoutTheTap proves that the scenarios themselves are sound in both eras: what fails behind the tap is
// then the tap's doing.
func TestScenariosRunWithoutTheTap(t *testing.T) {
	issuer, secrets := company.NewIssuer(), company.NewSecrets(1)
	server := httptest.NewServer(company.New(secrets, issuer).Handler())
	defer server.Close()
	for _, version := range []string{scenario.Stateful, scenario.Stateless} {
		t.Run(version, func(t *testing.T) {
			agent := scenario.Agent{Endpoint: server.URL + "/mcp", Token: issuer.Token("user of " + version), Version: version}
			for i := range 4 {
				require.NoError(t, agent.Ordinary(t.Context(), i))
			}
			require.NoError(t, agent.Explorer(t.Context()))
			wire, err := agent.Hijacked(t.Context())
			require.NoError(t, err)
			sent := wire.Exchanges[len(wire.Exchanges)-1].Request + wire.Exchanges[len(wire.Exchanges)-2].Request
			assert.Contains(t, sent, secrets.AWSKey, "the session leaks what it read")
		})
	}
	require.NoError(t, scenario.AuthBurst(t.Context(), server.URL+"/mcp"))
}
